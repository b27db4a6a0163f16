"""How problems are printed for people, for GitHub and for programs, and what a slip may have meant."""

import json
from dataclasses import replace

import pytest

from handbook.problem import (
    MANY,
    RULES,
    WARNINGS,
    Problem,
    as_github,
    as_gitlab,
    as_json,
    as_text,
    counted,
    did_you_mean,
    errors,
    short,
    warnings,
)

PLAIN = Problem("quizzes/a.yml", 14, 9, "missing-field", "question 1 has no `answer`.", "Add `answer:`.")
WARNING = Problem("quizzes/a.yml", 3, 5, "clang", "an echo.", "Use another word.")
AWKWARD = Problem("docs/50%,a:b/ü.md", 1, 2, "yaml", "100 % wrong, line:\none\r\ntwo", "")


def test_text_is_one_line_as_compilers_write_it() -> None:
    assert as_text([PLAIN]) == "quizzes/a.yml:14:9: question 1 has no `answer`. Add `answer:`."


def test_a_warning_says_so_and_ends_with_its_name() -> None:
    """The name is what a trainer writes below `allow:`."""
    assert as_text([WARNING]) == "quizzes/a.yml:3:5: warning: an echo. Use another word. [clang]"
    assert (
        as_github([WARNING]) == "::warning file=quizzes/a.yml,line=3,col=5,title=clang::an echo. Use another word."
    )
    assert json.loads(as_json([WARNING]))[0]["level"] == "warning"


def test_errors_and_warnings_are_told_apart() -> None:
    assert (errors([PLAIN, WARNING]), warnings([PLAIN, WARNING])) == ([PLAIN], [WARNING])
    assert RULES.keys() > WARNINGS


def test_text_without_hint_ends_with_the_message() -> None:
    assert as_text([Problem("a.yml", 1, 1, "yaml", "wrong.")]) == "a.yml:1:1: wrong."


def test_no_problems_are_no_text() -> None:
    assert (as_text([]), as_github([]), json.loads(as_json([]))) == ("", "", [])


def test_github_names_the_place_and_the_rule() -> None:
    assert as_github([PLAIN]) == (
        "::error file=quizzes/a.yml,line=14,col=9,title=missing-field::question 1 has no `answer`. Add `answer:`."
    )


def test_github_escapes_what_would_end_a_command_or_a_property() -> None:
    """In a property: % : , and line ends. In the data: % and line ends only."""
    assert as_github([AWKWARD]) == (
        "::error file=docs/50%25%2Ca%3Ab/ü.md,line=1,col=2,title=yaml::100 %25 wrong, line:%0Aone%0D%0Atwo"
    )


def test_github_keeps_each_problem_on_its_line() -> None:
    assert len(as_github([PLAIN, AWKWARD]).split("\n")) == 2


def test_json_holds_every_field_as_it_is() -> None:
    first, second = json.loads(as_json([PLAIN, AWKWARD]))
    assert first == {
        "file": "quizzes/a.yml",
        "line": 14,
        "column": 9,
        "rule": "missing-field",
        "message": "question 1 has no `answer`.",
        "hint": "Add `answer:`.",
        "level": "error",
    }
    assert (second["file"], second["message"]) == (AWKWARD.file, AWKWARD.message)
    assert "ü" in as_json([AWKWARD])


def test_gitlab_gets_what_its_report_asks_for() -> None:
    note = Problem("docs/workplace.yml", 3, 1, "unfilled-slot", "nothing here.")
    first, second, third = json.loads(as_gitlab([PLAIN, WARNING, note]))
    assert len(first.pop("fingerprint")) == 64
    assert first == {
        "description": "question 1 has no `answer`. Add `answer:`.",
        "check_name": "missing-field",
        "severity": "major",
        "location": {"path": "quizzes/a.yml", "lines": {"begin": 14}},
    }
    assert (second["severity"], third["severity"]) == ("minor", "info")
    assert json.loads(as_gitlab([])) == []


def test_gitlab_knows_a_problem_again_that_only_moved() -> None:
    """And tells two alike in one file apart."""
    moved = replace(PLAIN, line=20, column=1)
    (before,), (after, again, other) = (
        [entry["fingerprint"] for entry in json.loads(as_gitlab(problems))]
        for problems in ([PLAIN], [moved, replace(moved, line=30), replace(moved, file="quizzes/b.yml")])
    )
    assert before == after
    assert len({after, again, other}) == 3


def test_problems_sort_by_file_then_line_then_column() -> None:
    places = [("b.yml", 1, 1), ("a.yml", 10, 1), ("a.yml", 9, 2), ("a.yml", 9, 1)]
    problems = [Problem(*place, "yaml", "wrong.") for place in places]
    assert [(p.file, p.line, p.column) for p in sorted(problems)] == sorted(places)


def test_a_rule_must_be_known() -> None:
    with pytest.raises(ValueError, match="made-up is not in RULES"):
        Problem("a.yml", 1, 1, "made-up", "wrong.")


@pytest.mark.parametrize("rule", RULES)
def test_rules_are_kebab_case_and_say_what_they_ask_for(rule: str) -> None:
    assert all((part.isalnum() and part.islower()) or part.isdigit() for part in rule.split("-"))
    assert RULES[rule].endswith(".")


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("feeback", ["text", "feedback"], "Did you mean `feedback`?"),
        ("passmark", ["pass_mark", "title"], "Did you mean `pass_mark`?"),
        ("FEEDBACK", ["text", "feedback"], "Did you mean `feedback`?"),
        ("stay safe", ["Stay safe"], "Did you mean `Stay safe`?"),
        ("points", ["hint", "prompt"], "Use one of: hint, prompt."),
        ("", ["b", "a"], "Use one of: a, b."),
        ("any", [], "There is none yet."),
        ("x" * 1_000_000, ["a"], "Use one of: a."),
        ("zz", [f"name-{n}" for n in range(MANY + 1)], f"None of the {MANY + 1} that exist is like it."),
        ("name-x", [f"name-{n}" for n in range(MANY + 1)], "Did you mean `name-9`?"),
    ],
)
def test_did_you_mean(word: str, known: list[str], said: str) -> None:
    assert did_you_mean(word, known) == said


def test_did_you_mean_does_not_depend_on_the_order_of_what_is_known() -> None:
    names = ["late-a", "late-b", "late-c"]
    assert did_you_mean("late", names) == did_you_mean("late", reversed(names))


def test_short_keeps_a_message_on_one_line() -> None:
    assert short("two\n  lines") == "two lines"
    assert len(short("x" * 1000)) == 40
    assert short(None) == "None"


def test_counted() -> None:
    assert counted(1, "entry", "entries") == "1 entry"
    assert counted(0, "entry", "entries") == "0 entries"
    assert counted(2, "word") == "2 words"
