"""Inputs that nobody thought of: the loader gives a result or Problems, the renderer harmless HTML."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser

import hostile
from conftest import EXAMPLE, ROOT
from handbook import read_handbook
from handbook.markup import TextRenderer, inline, page_link
from handbook.page import parse_page
from handbook.problem import Problem
from handbook.quiz.load import Draft, read_quiz
from handbook.quiz.model import MAX_QUESTIONS
from handbook.quiz.render import QuizRenderer
from hostile import HANDBOOKS, TEXTS

GOOD_FILES = [path.read_bytes() for path in sorted((ROOT / "quizzes").glob("*.yml"))]
GOOD_FILES.append((EXAMPLE / "quizzes" / "greeting.yml").read_bytes())
LESSON = (EXAMPLE / "docs" / "greeting" / "first-words.md").read_text("utf-8")

# Words that mean something to YAML, Markdown, HTML or this handbook.
YAML = r"""
? &a *a !! !x | > ' " # % @ ` { } [ ] , \ é true no ~ 0x1F 1e9 2026-11-22 2026-13-45 = << .inf 1:60 0b1 ---
questions: title: type: id: answer: true-false
"""
MARKDOWN = r"""
* ** *** _ __ ` `` [ ]( ) [x]( ( < > </ & &lt; &#106; ; \ ! # --- === | : " ' é word <!-- --> ]]> <? <![CDATA[
javascript: https:// handbook: data:text/html, mailto: //evil.example/ a/b.md#c {#id} {.a} klzzwxh:0000 wzxhzdk:0
onclick=window.hacked=1 <script>window.hacked=1</script>
"""
ENDS = ("- ", ": ", "\n", "\n  ", "\n    - ", "&a ", "\t", "\0", "\x85", "\u2028", "\ufeff", "\ud800")
PIECES = (*YAML.split(), *ENDS)
MARKS = (
    *MARKDOWN.split(),
    " ",
    "- ",
    "> ",
    "    ",
    "  \n",
    "\n",
    "\n\n",
    "\u202e",
    "<img src=x onerror=window.hacked=1>",
)
ALLOWED = {"p", "em", "strong", "code", "a", "br"}

some_yaml = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join)
# Control characters and half characters never get as far as the renderer: see `handbook.model.Text`.
typed = st.characters(exclude_categories=("Cc", "Cs"))
some_text = st.lists(st.sampled_from(MARKS) | st.text(typed, max_size=4), max_size=40).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def mutated(draw: st.DrawFn, good_files: list[bytes]) -> bytes:
    """A good file with some pieces deleted, repeated, moved or replaced."""
    raw = draw(st.sampled_from(good_files))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 80)))
        piece = draw(
            st.sampled_from(PIECES).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=8)
        )
        raw = (
            raw[:start]
            + draw(st.sampled_from((b"", piece, raw[start:end] * 2, piece + raw[start:end])))
            + raw[end:]
        )
    return raw


def load(folder: Path, raw: bytes) -> tuple[Draft | None, list[Problem]]:
    path = folder / "any.yml"
    path.write_bytes(raw)
    draft, problems = read_quiz(path, "quizzes/any.yml")
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    assert (draft is not None and draft.quiz is not None) != bool(problems)
    assert all(1 <= p.line <= lines and p.column >= 1 and p.message and "\n" not in str(p) for p in problems)
    return draft, problems


@given(raw=st.binary(max_size=300))
def test_any_bytes(raw: bytes, tmp_path: Path) -> None:
    load(tmp_path, raw)


@given(text=some_yaml)
def test_any_yaml(text: str, tmp_path: Path) -> None:
    load(tmp_path, text.encode("utf-8", "surrogatepass"))


@given(raw=mutated(GOOD_FILES))
def test_mutated_quizzes(raw: bytes, tmp_path: Path) -> None:
    load(tmp_path, raw)


@given(fields=st.dictionaries(st.sampled_from(("title", "module", "pass_mark", "feedback", "questions")), values))
def test_any_values(fields: dict, tmp_path: Path) -> None:
    load(tmp_path, json.dumps(fields).encode("utf-8", "surrogatepass"))


@given(text=some_yaml | some_text, at=st.integers(0, len(LESSON)))
def test_mutated_lessons(text: str, at: int) -> None:
    for page in (text, LESSON[:at] + text + LESSON[at:]):
        parse_page(page, "docs/any.md", "any.md")


@given(text=some_text)
def test_any_text_becomes_harmless_html(text: str) -> None:
    shown = TextRenderer()(text)
    for form in (shown, inline(shown)):
        whole = html.document_fromstring(f"<main>{form}</main>").find("body/main")
        for element in whole.iterdescendants():
            assert element.tag in ALLOWED | {"span"}
            assert set(element.attrib) <= {"href"} or dict(element.attrib) == {"class": "hb-p"}
            assert element.tag != "a" or not any(parent.tag == "a" for parent in element.iterancestors())
            address = element.get("href", "https://")
            known = ("https://", "http://", "mailto:")
            assert address.lower().startswith(known) or page_link(address.removeprefix("handbook:"))


@given(text=st.text(st.characters(exclude_characters="\\`*_[]<>&", exclude_categories=("C",)), max_size=60))
def test_plain_texts_are_what_markdown_makes_of_them(text: str) -> None:
    """The short way for plain texts and the long way through the parser give the same."""
    renderer = TextRenderer()
    assert renderer(text) == renderer.markdown(text)


def test_no_text_runs_a_script(browser: Browser) -> None:
    """A page of many texts, as the renderer gives them, in Chromium."""
    texts: list[str] = list(TEXTS)

    @settings(max_examples=300)
    @given(text=some_text)
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    render = TextRenderer()
    body = "".join(f"<div>{render(text)}</div><p>{inline(render(text))}</p>" for text in texts)
    page = browser.new_page()
    faults: list[str] = []
    page.on("request", lambda request: faults.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.set_content(f"<!doctype html><meta charset=utf-8><main>{body}</main>", wait_until="load")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main > div").count() == len(texts)
    tags = page.evaluate("[...new Set([...document.querySelectorAll('main *')].map((one) => one.localName))]")
    assert set(tags) <= ALLOWED | {"span", "div"}
    names = page.evaluate(
        "[...new Set([...document.querySelectorAll('main *')].flatMap((one) => one.getAttributeNames()))]"
    )
    assert set(names) <= {"href", "class"}
    for link in page.locator("main a[href]").all():
        address = link.get_attribute("href")
        assert re.match(r"https?://|mailto:|handbook:[\w./-]+\.md", address, re.I), address
    page.close()
    assert faults == []


# The goal is 2 s; the guard is wider, so that it holds on a slow machine, and far from a hang.
# The system itself stops whatever takes more.
CPU_SECONDS, MEGABYTES = 6, 200


@pytest.mark.parametrize("name", sorted(HANDBOOKS))
def test_the_nastiest_handbooks_are_read_in_bounds(name: str, example: Path) -> None:
    HANDBOOKS[name](example)
    done = subprocess.run(
        [sys.executable, hostile.__file__, str(CPU_SECONDS), str(example)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"stopped or broken: {done.stderr[-500:]}"
    assert int(done.stdout) <= MEGABYTES


# --- What was found in this way ---


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[<http://a.b>](http://c.d)", '<p><a href="http://c.d">&lt;http://a.b&gt;</a></p>'),
        ("<http://a.b/[x](http://c.d)>", '<p>&lt;http://a.b/<a href="http://c.d">x</a>&gt;</p>'),
        ("[[x](http://c.d)](http://a.b)", '<p>[<a href="http://c.d">x</a>](http://a.b)</p>'),
        ('[x](http://a.b "title")', '<p><a href="http://a.b">x</a></p>'),
        ("[x](http://a.b/c_(d)_e)", '<p><a href="http://a.b/c_(d)_e">x</a></p>'),
        ("[x](two words)", "<p><a>x</a></p>"),
    ],
)
def test_links_stand_alone_and_carry_only_an_address(typed: str, shown: str) -> None:
    assert TextRenderer()(typed) == shown


def test_only_the_first_questions_of_an_endless_quiz_are_looked_at(tmp_path: Path) -> None:
    many = MAX_QUESTIONS + 1
    draft, problems = load(tmp_path, f"title: a\nmodule: b\nquestions: [{'x, ' * many}]".encode())
    assert f"has {many} entries; there must be at most {MAX_QUESTIONS}" in problems[0].message
    assert len(problems) == 1 + MAX_QUESTIONS
    assert not draft.has_all_ids


def test_a_question_whose_objective_no_heading_teaches_can_be_shown(example: Path) -> None:
    """`make serve` shows such a page beside its problem."""
    lesson = example / "docs" / "greeting" / "first-words.md"
    lesson.write_text(lesson.read_text("utf-8").replace("### Greet early {#greet-early}", "### Greet"), "utf-8")
    handbook, problems = read_handbook(example)
    assert [problem.rule for problem in problems] == ["objective-not-taught"]
    assert "First words</a>" in QuizRenderer(handbook).quiz(handbook.quizzes["greeting"])
