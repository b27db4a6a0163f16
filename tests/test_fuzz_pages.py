"""Pages that nobody thought of: the fences and the rules for wording give results, and in bounds."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from conftest import EXAMPLE, ROOT
from handbook import read_handbook
from handbook.fences import custom_fences
from handbook.model import Handbook
from handbook.page import Fence, parse_page
from handbook.phrases import check_phrases
from handbook.problem import Problem
from handbook.rules.prose import check_prose, reading_grade, sentences_of, syllables
from handbook.rules.words import check_words
from handbook.sheets import parse_checklist, parse_form
from handbook.source import MAX_BYTES
from handbook.wording import check_wording
from handbook.yamlfile import parse_yaml
from test_fuzz import ALLOWED, MARKS, some_text

HANDBOOK, _ = read_handbook(EXAMPLE)
FRONT = "---\nkind: lesson\nreview_by: 2020-02-29\n---\n"
# What the rules look for, so that texts come near to them.
WORDY = (
    *("calm down", "Never", "tell", "diffuse the anger", "difficult customers", "studies show", "80 %", "[@one]"),
    *("[here](a.md)", "![](a.svg)", "![][a]", "<img alt=", "“", "”", "‘", '"', "`", "|", "- ", "## ", "!!! note"),
    *("recieve", "Fo", "does'nt", "he or she", "the problem customers", "<https://a.b>", "](", "[@", "{"),
    *("word ", ". ", ": ", "\n", "\n\n", "| Say | Not |\n|---|---|\n", ";", ",", " | 3", " | one; two"),
)
wordy = st.lists(st.sampled_from((*WORDY, *MARKS)) | st.text(max_size=5), max_size=60).map("".join)


def fence(text: str) -> Fence:
    return Fence("any", 1, 1, tuple(enumerate(text.split("\n"), 2)))


def assert_places(problems: list[Problem], text: str) -> None:
    lines = text.split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
        assert "\n" not in str(problem)


@given(text=wordy | st.text())
def test_any_sheet(text: str) -> None:
    """It holds something or something is wrong with it, and every line of it is accounted for."""
    filled = sum(bool(line.strip()) for line in text.split("\n"))
    for parse in (parse_checklist, parse_form):
        found, mistakes = parse(fence(text))
        assert found or mistakes
        assert len(found) <= filled <= len(found) + len(mistakes)
        assert all(
            1 <= line <= text.count("\n") + 2 and "\n" not in message + hint for line, message, hint in mistakes
        )


@given(text=some_text | wordy)
def test_any_sheet_becomes_harmless_html(text: str) -> None:
    tags = ALLOWED | {"span", "table", "thead", "tbody", "tr", "th", "td", "dl", "div", "dt", "dd"}
    shown = {entry["name"]: entry["format"] for entry in custom_fences(HANDBOOK, [], "edition")}
    for name in ("checklist", "form"):
        whole = html.document_fromstring(f"<main>{shown[name](text, name, '', {}, None)}</main>").find("body/main")
        for element in whole.iterdescendants():
            assert element.tag in tags
            assert set(element.attrib) <= {"class", "scope", "href"}


@given(text=wordy | st.text())
def test_any_page_is_judged(text: str) -> None:
    for typed in (text, FRONT + text):
        page, _ = parse_page(typed, "docs/any.md", "any.md")
        handbook = Handbook(pages={"any.md": page}, terms=HANDBOOK.terms)
        found = [*check_words(page), *check_wording(handbook, [], []), *check_prose(handbook, date(2026, 11, 22))]
        assert_places(found, typed)
        assert reading_grade([sentence for _, sentence in sentences_of(page)]) >= -15.59


@given(value=wordy | st.text(), style=st.sampled_from([None, "'", '"', "|", ">"]), width=st.integers(5, 90))
def test_any_field_is_judged(value: str, style: str | None, width: int) -> None:
    typed = yaml.dump({"prompt": value}, default_style=style, width=width, allow_unicode=True)
    document, _ = parse_yaml(typed, "quizzes/any.yml")
    handbook = Handbook(terms=HANDBOOK.terms)
    assert_places(list(check_wording(handbook, filter(None, [document]), [])), typed)


@given(cells=st.lists(wordy, min_size=3, max_size=9))
def test_any_phrase_bank(cells: list[str]) -> None:
    rows = "\n".join("| " + " | ".join(cells[n : n + 3]) + " |" for n in range(0, len(cells), 3))
    lesson = HANDBOOK.lessons()[0]
    page, _ = parse_page(
        f"# A\n\n## Words to use\n\n| Say | Not | Why |\n|---|---|---|\n{rows}", "docs/a.md", "a.md"
    )
    spoilt = type(lesson)(lesson.module, lesson.name, lesson.meta, page)
    module = HANDBOOK.modules[0]
    handbook = Handbook(modules=(type(module)(module.name, module.meta, module.page, (spoilt,)),))
    assert all("\n" not in str(problem) for problem in check_phrases(handbook))


@given(word=st.text())
def test_any_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1


# --- Handbooks that somebody wrote to hurt, as in hostile.py: `handbook check` and `coverage` stay in bounds ---

CPU_SECONDS = 6
LINES = {
    "calm-down": "calm down ",
    "calm-down-warned": "do calm down “x” ",
    "banned": "difficult customers ",
    "banned-quotes": "“difficult customers ",
    "claims": "80 % discount ",
    "studies": "studies also ",
    "digits": "1.1",
    "slips": "recieve ",
    "perhaps-slips": "Fo. ",
    "terms": "he or she ",
    "unlike-terms": "he or ",
    "tags": "<a>",
    "words": "a-b.c@d",
    "one-word": "a.",
    "braces": "{",
    "citations": "[@",
    "slots": "[[",
    "links": "[here](",
    "pictures": "![]",
    "images": "<img ",
    "cells": "| calm down ",
    "sentences": "a. ",
    "vowels": "aeiou",
    "colons": "> - # ",
}
LONG = {
    "role-plays": ("docs/greeting/practice.md", "## Role-play: x\n### Card\n"),
    "observations": ("docs/greeting/practice.md", "```checklist\nx | greet-earl, a, b\n```\n"),
    "fields": ("docs/greeting/practice.md", "```form\nx | y\n```\n"),
    "points": ("docs/points.yml", "P-#:\n  {source: gone#, point: x, at: greeting/first-word#.md}\n"),
    "phrases": ("docs/greeting/first-words.md", "| “Hello, you #.” | “Hello, you #.” | x |\n"),
}


def in_bounds(folder: Path, command: str) -> None:
    limit = f"import resource as r; r.setrlimit(r.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS}))"
    program = f"{limit}; from handbook.cli import main; raise SystemExit(main(['{command}', {str(folder)!r}]))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-500:]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", LINES)
def test_one_endless_line(example: Path, name: str) -> None:
    text = LINES[name] * ((MAX_BYTES - 9) // len(LINES[name].encode()))
    (example / "docs" / "more.md").write_text(f"# More\n\n{text}\n", "utf-8")
    in_bounds(example, "check")


@pytest.mark.parametrize("name", LONG)
def test_endless_lists(example: Path, name: str) -> None:
    file, line = LONG[name]
    text = (example / file).read_text("utf-8")
    if name == "phrases":
        text = text.split("| “I see you.”")[0]
    count = (MAX_BYTES - len(text.encode())) // (len(line.encode()) + 3 * 5)
    (example / file).write_text(text + "".join(line.replace("#", str(n)) for n in range(count)), "utf-8")
    for command in ("check", "coverage"):
        in_bounds(example, command)
