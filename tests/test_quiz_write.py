"""A question is written as the quiz files have it, and a change leaves every other byte as it is."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import EXAMPLE, ROOT
from handbook import read_handbook
from handbook.quiz.layout import Layout
from handbook.quiz.model import QuestionBase
from handbook.quiz.types import TYPES
from handbook.quiz.write import append_question, change_questions, question_yaml
from handbook.yamlfile import parse_yaml
from questions import calmly, questions

QUIZZES = [quiz for folder in (ROOT, EXAMPLE) for quiz in read_handbook(folder)[0].quizzes.values()]
GREETING = (EXAMPLE / "quizzes" / "greeting.yml").read_text("utf-8")
HEAD = "title: Any\nmodule: any\nquestions:\n"


def read(text: str) -> list[QuestionBase]:
    """The questions of a quiz file's text, as the handbook reads them."""
    document, problems = parse_yaml(
        text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), "any.yml"
    )
    assert problems == []
    return [TYPES[entry["type"]].model.model_validate(entry) for entry in document.data["questions"]]


def one(**fields: object) -> QuestionBase:
    """A question of the example, with other fields."""
    return read(GREETING)[3].model_copy(update=fields)


@calmly
@given(questions())
def test_what_is_written_is_read_as_the_same_question(item: QuestionBase) -> None:
    written = question_yaml(item)
    assert read(HEAD + written) == [item]
    assert read(HEAD + textwrap.indent(written, "    ", lambda line: line != "\n")) == [item]


def test_every_question_of_the_handbook_is_written_and_read() -> None:
    as_typed = 0
    for quiz in QUIZZES:
        for question in quiz.questions:
            written = question_yaml(question.item)
            assert read(HEAD + written) == [question.item]
            as_typed += textwrap.indent(written, "  ", lambda line: line != "\n") in quiz.document.text
    # The others have quotes that YAML does not ask for, or a field in another place.
    assert as_typed >= 150


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("“No.” It’s late – sorry…", "“No.” It’s late – sorry…"),
        ("Sam says: late", '"Sam says: late"'),
        ("Ask #3 or 3 #", '"Ask #3 or 3 #"'),
        ("yes", '"yes"'),
        ("12", '"12"'),
        ("1e9", '"1e9"'),
        ("2026-11-22", '"2026-11-22"'),
        ("- first", '"- first"'),
        ('Sam: "no"', "'Sam: \"no\"'"),
        ("It's \"no\": it's", '"It\'s \\"no\\": it\'s"'),
        ("=1+1", "=1+1"),
        ("=", '"="'),
        ("one\n\n  two: three #4", "|-\n    one\n\n      two: three #4"),
        ("\u202eone", r'"\u202eone"'),
        ("one\u2028two\nthree", r'"one\u2028two\nthree"'),
        ("🧑‍🔧", "🧑‍🔧"),
    ],
)
def test_quotes_stand_where_yaml_asks_for_them(text: str, written: str) -> None:
    assert f"\n  prompt: {written}\n" in question_yaml(one(prompt=text))


def test_fields_stand_in_the_order_of_the_files() -> None:
    item = one(hint="A hint.", explanation="Why.", was=["old"], allow={"clang": "It is their own word."})
    names = [line.split(":")[0].lstrip("- ") for line in question_yaml(item).splitlines() if line[2] not in " -"]
    own = ["answer", "distractors"]
    assert names == ["id", "type", "objective", "level", "prompt", *own, "hint", "explanation", "was", "allow"]


# --- one more question in a file ---

BLOCK = question_yaml(one(id="new", explanation="one\n\ntwo"))
SPACED = GREETING.replace("\n  - id: ", "\n\n  - id: ").replace("questions:\n\n", "questions:\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_a_question_is_added_in_the_files_own_way(begin: str, end: str) -> None:
    for text, between in ((GREETING, ""), (SPACED, "\n")):
        before = begin + text.replace("\n", end)
        after = append_question(before, BLOCK)
        added = between + textwrap.indent(BLOCK, "  ", lambda line: line != "\n")
        assert after == before + added.replace("\n", end)
        assert read(after)[-1].id == "new"


def outdented(text: str) -> str:
    head, questions = text.split("questions:\n")
    return f"{head}questions:\n{textwrap.dedent(questions)}"


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        (GREETING.removesuffix("\n"), ""),
        (GREETING + "\n\n", "\n\n"),
        (GREETING + "# the end\n", "# the end\n"),
        (GREETING + "    # about the last one\n\n# the end\n", "\n# the end\n"),
        (GREETING + "...\n", "...\n"),
        (GREETING + "pass_mark: 70\n", "pass_mark: 70\n"),
        (outdented(GREETING), ""),
        (outdented(GREETING).replace("- id", "-   id").replace("\n  ", "\n    "), ""),
        (outdented(GREETING).replace("- id", "-\n  id"), ""),
        (GREETING.removesuffix("\n") + "\n    explanation: |+\n      kept\n\n\n", "\n\n"),
        (GREETING.replace("      text: It will be about", "      text: It will be\n        about"), ""),
    ],
)
def test_what_stands_round_the_list_stays(before: str, rest: str) -> None:
    after = append_question(before, BLOCK)
    kept = before.removesuffix(rest)
    assert after.startswith(kept)
    assert after.endswith(rest)
    assert [item.id for item in read(after)] == [*(item.id for item in read(before)), "new"]


def test_the_only_question_gets_a_neighbour_after_an_empty_line() -> None:
    first, _ = GREETING.split("  - id: phone")
    assert append_question(first, BLOCK).startswith(first + "\n  - id: new\n")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no list"),
        ("title: Any\n", "no list"),
        ("- one\n", "no list"),
        ("questions: []\n", "no list"),
        ("questions:\n", "no list"),
        ("questions: [{id: one}]\n", "brackets"),
        ("title: [\n", "cannot be read"),
        ("title: a\u2028b\nquestions:\n- id: one\n", "cannot be read"),
        ("questions: &a\n- id: one\n", "cannot be read"),
        ("questions:\n- id: |\n\n\n   one\n  # no comment\n\tx\n", "cannot be read"),
    ],
)
def test_where_nothing_can_be_added_the_reason_is_said(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        append_question(text, BLOCK)


# --- questions changed in their place ---


def test_only_the_fields_that_differ_are_written() -> None:
    old = read(GREETING)
    new = {
        1: old[1].model_copy(update={"hint": "Both: what do they want?", "explanation": None}),
        3: one(level="recall", hint="A number.", was=["old"]),
    }
    after, lost = change_questions(GREETING, {n: (old[n], item) for n, item in new.items()}, [])
    hint, explanation = "Both of them want to know that you noticed.", "Each person wants to be seen, and to"
    lines = [line for line in GREETING.splitlines(keepends=True) if explanation not in line]
    wanted = "".join(lines).replace(hint, '"Both: what do they want?"')
    head, tail = wanted.split("  - id: long-wait-what-to-say")
    tail = tail.replace("level: apply", "level: recall") + "    hint: A number.\n    was: old\n"
    assert after == f"{head}  - id: long-wait-what-to-say{tail}"
    assert lost == []


def test_comments_in_what_is_written_anew_are_told() -> None:
    text = GREETING.replace("level: recall\n", "level: recall # hard\n    # between\n").replace(
        "      - text: I will be", "      # first\n      - text: I will be"
    )
    prompt = "It will take ten minutes. What do you tell Ana?"
    text = text.replace(prompt, '"It will take\n      ten #minutes. What do you tell Ana?"')
    old = read(text)
    new = old[3].model_copy(update={"distractors": old[3].distractors[::-1], "prompt": "Ten #minutes?"})
    after, lost = change_questions(
        text, {2: (old[2], old[2].model_copy(update={"level": "apply"})), 3: (old[3], new)}, []
    )
    assert [comment for _, comment in lost] == ["# hard", "# first"]
    assert [text.splitlines()[line - 1].strip() for line, _ in lost] == ["level: recall # hard", "# first"]
    assert "    level: apply\n    # between\n" in after


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "- {id: a, type: reflection, objective: b, level: apply, prompt: One?, "
        "model_answer: c, checklist: [d, e]}\n",
        HEAD + "- hint: First.\n  id: a\n  type: reflection\n  objective: b\n  level: apply\n  prompt: One?\n"
        "  model_answer: c\n  checklist: [d, e]",
    ],
)
def test_a_question_that_has_no_lines_of_its_own_is_written_anew(text: str) -> None:
    (old,) = read(text)
    new = old.model_copy(update={"hint": None, "prompt": "Two?"})
    after, _ = change_questions(text, {0: (old, new)}, [one()])
    assert after.startswith(HEAD + question_yaml(new))
    assert read(after) == [new, one()]


@settings(calmly, max_examples=15)
@given(st.data())
def test_any_change_of_any_file_reads_as_meant(data: st.DataObject) -> None:
    quiz = data.draw(st.sampled_from(QUIZZES))
    end = data.draw(st.sampled_from(("\n", "\r\n")))
    text = quiz.document.text.removesuffix(data.draw(st.sampled_from(("", "\n")))).replace("\n", end)
    old = [question.item for question in quiz.questions]
    places = data.draw(st.lists(st.integers(0, len(old) - 1), unique=True, max_size=3))
    new = {n: data.draw(questions()) for n in places}
    added = data.draw(st.lists(questions(), max_size=2))
    after, _ = change_questions(text, {n: (old[n], item) for n, item in new.items()}, added)
    assert read(after) == [*(new.get(n, item) for n, item in enumerate(old)), *added]
    for n, question in enumerate(old):
        if n not in new and n + 1 not in new and n + 1 < len(old):
            entry = f"  - id: {question.id}{end}"
            start = text.index(entry)
            assert text[start : text.index(f"  - id: {old[n + 1].id}{end}")] in after
    assert f"{end}\n" not in after.replace(end, "\n") or end == "\n"


def test_a_file_without_a_change_stays_as_it_is() -> None:
    for quiz in QUIZZES:
        text = quiz.document.text
        assert Layout(text).edited({}, []) == (text, [])
