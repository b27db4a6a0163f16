"""The reports of `handbook diff`: what holds for any handbook and any text in it."""

import json
import random
import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import EXAMPLE, ROOT
from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.compare import compare
from handbook.diff.kinds import KINDS
from handbook.diff.markdown import LIMIT, as_markdown
from handbook.diff.report import FORMATS, as_json, as_text
from handbook.diff.show import Report
from handbook.diff.texts import align, pieces, seen, turned
from handbook.diff.version import read_version
from test_diff import TODAY, example_version
from test_fuzz import MARKS, mutated

HOSTILE = (
    *("@team", "#12", "GH-7", "ana@example.org", "https://evil.example/x", "www.evil.example", "0123abcd" * 5),
    *("</details>", "</summary>", "```", "~~~", "``", "| a |", "\n", "\n\n", "\r", "    ", "---", "::error::x"),
    *("{id}", "{0}", "{", "}", "“", "”", "\x1b[31m", "\u202e", "\u200b", "\ud800", "\0"),
)
hostile = st.lists(st.sampled_from((*MARKS, *HOSTILE)) | st.text(max_size=4), max_size=12).map("".join)
INVISIBLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]")
words = st.lists(
    st.sampled_from(["Ana", "waits", "not", "never", "5", "five", "minutes,", "“Hello!”", "and", "counter."])
)


def report(text: str, other: str = "") -> Report:
    """A report in which every place that a file can fill holds a text."""
    edits = (Edit(text, other, text), Edit(other, text), Edit(text, f"{text} and more", "prompt"))
    changes = [
        changed(
            "question-text",
            weight,
            Place(f"docs/{text}.md", 3),
            "“{id}” reads {other}",
            *some,
            about=(text,),
            id=text,
            other=other,
        )
        for weight in (Weight.MEANING, Weight.WORDING)
        for some in (edits, edits[:1], ())
    ]
    return Report(changes, text, "0123456789ab", True)


def outside(markdown: str) -> str:
    """Markdown without what stands in code: `C` for a span, and nothing for a block."""
    lines, fence = [], ""
    for line in markdown.split("\n"):
        typed = line.strip()
        if fence:
            fence = "" if typed == fence else fence
        elif match := re.fullmatch(r"(`{3,})diff", typed):
            fence = match[1]
        else:
            lines.append(line)
    assert not fence
    spans = re.sub(r"(?<!`)(`+)(?!`)(?:.*?[^`])??\1(?!`)", "C", "\n".join(lines))
    return spans.replace("(nothing)", "C")


# What a line of the report may be, outside of code: our own words.
OWN = re.compile(
    r"## What this change means|Compared with C, the last commit that this branch shares with C\. Uncommitted "
    r"changes are included\.|3 changes of meaning, 3 changes of wording\.|### Changes of meaning \(3\)|"
    r"<details>|<summary>Changes of wording \(3\)</summary>|</details>|- C reads C: C(: C → C)?\.? \(C\)|"
)


@settings(max_examples=40)
@given(text=hostile, other=hostile)
def test_nothing_from_a_file_is_markup_in_a_pull_request(text: str, other: str) -> None:
    made = as_markdown(report(text, other))
    for line in outside(made).split("\n"):
        assert OWN.fullmatch(line), line
    assert not INVISIBLE.search(made)
    made.encode()


@settings(max_examples=40)
@given(text=hostile, other=hostile)
def test_no_text_plays_tricks_on_a_terminal(text: str, other: str) -> None:
    made = as_text(report(text, other))
    assert not INVISIBLE.search(made)
    made.encode()
    told = json.loads(as_json(report(text, other)).encode())
    assert told[0]["message"] == f"“{text}” reads {other}"


def test_a_report_that_is_too_long_says_how_much_is_missing() -> None:
    long = "word " * 100
    many = [
        changed(
            "question-text",
            Weight.WORDING,
            Place(f"quizzes/{n}.yml", 1),
            "“{id}” reads differently",
            Edit("", f"{long}{n}"),
            id=str(n),
        )
        for n in range(3000)
    ]
    made = as_markdown(Report(many, "main", "0123456789ab"))
    assert LIMIT - 3000 < len(made.encode()) <= LIMIT
    shown = made.count("reads differently")
    assert f"\n{3000 - shown} more changes do not fit here. See all of them with `handbook diff main`.\n" in made
    assert made.count("<details>") == made.count("</details>") == 1


@pytest.mark.parametrize("folder", [EXAMPLE, ROOT], ids=["example", "handbook"])
def test_a_handbook_is_like_itself(folder: Path) -> None:
    version = read_version(folder, TODAY)
    assert compare(version, version) == []


def shuffled(value: object, order: random.Random, key: str = "") -> object:
    """Data in another order, wherever order says nothing."""
    if isinstance(value, dict):
        names = list(value)
        order.shuffle(names)
        return {name: shuffled(value[name], order, name) for name in names}
    if isinstance(value, list):
        found = [shuffled(one, order) for one in value]
        if key in ("questions", "distractors", "answers", "choices"):
            order.shuffle(found)
        return found
    return value


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_another_order_is_no_change_of_meaning(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    order, folder = random.Random(seed), tmp_path_factory.mktemp("shuffled") / "handbook"
    shutil.copytree(EXAMPLE, folder)
    for file in [*folder.rglob("*.yml")]:
        data = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # every text as it is typed
        text = yaml.safe_dump(shuffled(data, order), sort_keys=False, width=order.choice((30, 80, 1000)))
        file.write_text(re.sub(r"'(true|false|\d)'$", r"\1", text, flags=re.M), "utf-8")
    found = compare(example_version(), read_version(folder, TODAY))
    assert {change.kind for change in found} <= {"question-order"}


FILES = sorted(path.relative_to(EXAMPLE) for path in EXAMPLE.rglob("*") if path.is_file())


@settings(max_examples=15)
@given(data=st.data(), file=st.sampled_from(FILES))
def test_damaged_files_can_be_compared(
    data: st.DataObject, file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damaged") / "handbook"
    shutil.copytree(EXAMPLE, folder)
    (folder / file).write_bytes(data.draw(mutated([(EXAMPLE / file).read_bytes()])))
    whole, damaged = example_version(), read_version(folder, TODAY)
    for changes in (compare(whole, damaged), compare(damaged, whole)):
        for form in FORMATS.values():
            assert form(Report(changes, "main", "0123456789ab"))
        assert all(change.place.line >= 0 for change in changes)
    assert [c for c in compare(damaged, damaged) if c.weight is not Weight.NOTE] == []


@given(before=words.map(" ".join), after=words.map(" ".join))
def test_the_pieces_of_two_texts_give_both_of_them(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.fate != "new") == before
    assert "".join(piece.text for piece in found if piece.fate != "gone") == after
    assert all(piece.text for piece in found)


@given(
    before=st.lists(words.map(" ".join), max_size=6),
    after=st.lists(words.map(" ".join), max_size=6),
    last=st.booleans(),
)
def test_each_text_has_one_partner(before: list[str], after: list[str], last: bool) -> None:
    pairs = align(before, after, last=last)
    assert sorted(n for n, _ in pairs if n is not None) == list(range(len(before)))
    assert sorted(m for _, m in pairs if m is not None) == list(range(len(after)))


@pytest.mark.parametrize(
    ("before", "after", "is_turned"),
    [
        ("Wait ten minutes.", "Wait 10 minutes.", False),
        ("Wait ten minutes.", "Wait two minutes.", True),
        ("Do not wait.", "Don’t wait.", False),
        ("You don’t wait for Ana.", "You do not wait for Ana.", False),
        ("You wait for Ana.", "You never wait for Ana.", True),
        ("Greet Ana first.", "Greet Ana at once.", False),
        ("Greet Ana.", "Close the till, count it twice and do not forget the key.", False),
        ("", "Do not wait.", False),
    ],
)
def test_a_number_or_a_not(before: str, after: str, is_turned: bool) -> None:
    assert turned(Edit(before, after)) is is_turned


def test_wrapping_is_not_seen_and_paragraphs_are() -> None:
    assert seen(" one\n two \n\n\n three ") == "one two\nthree"
    assert seen("one  \ntwo") != seen("one\ntwo")


def test_a_change_is_of_a_known_kind() -> None:
    with pytest.raises(ValueError, match="KINDS"):
        Change("no-such-kind", Weight.FACT, Place("a"), "x")
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", kind) and what.endswith(".") for kind, what in KINDS.items())
