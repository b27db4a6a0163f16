"""`handbook new`, as a trainer uses it: what it writes, what it leaves alone, and where its messages lead."""

import os
import pty
import re
import select
import shlex
import shutil
import sys
from itertools import product
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from handbook.cli import main
from handbook.gaps import MARK
from handbook.quiz.types import TYPES

LESSON = [
    "--objective",
    "Say goodbye by name",
    "--objective",
    "name-what-follows: Name what happens next, and when",
]
LESSON += ["--source", "shop-custom"]
NEW = {
    "lesson": ["lesson", "--module", "greeting", "--title", "Last words", *LESSON],
    "module": ["module", "--title", "Saying goodbye", "--lesson", "Last words", *LESSON],
    "quiz": ["quiz", "--lesson", "first-words"],
    "scenario": [
        "scenario",
        "--title",
        "The late bus",
        "--objective",
        "greet-early",
        "--objective",
        "say-how-long",
    ],
}
NEW |= {kind: ["question", "--objective", "greet-early", "--type", kind] for kind in TYPES}


@pytest.fixture
def handbook(example: Path) -> Path:
    """The example, with a quiz named like its lesson, as the handbook's own are."""
    (example / "quizzes" / "greeting.yml").rename(example / "quizzes" / "first-words.yml")
    for page in ("index.md", "first-words.md"):
        path = example / "docs" / "greeting" / page
        path.write_text(path.read_text("utf-8").replace("greeting#", "first-words#"), "utf-8")
    return example


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the handbook by its name, without the link to the program."""
    paths = (
        path for name in ("docs", "quizzes", "mkdocs.yml") for path in [folder / name, *(folder / name).rglob("*")]
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["check", str(folder)])
    return capsys.readouterr().out.splitlines()


def fill(folder: Path) -> None:
    """Puts a text of its own into every gap, as the gap asks for it; of words that are nobody's slips."""
    syllables = map("".join, product("bdfgklmnprstvwz", "aeiou", "bdfgklmnprstvwz", "2345"))

    def text(words: int) -> str:
        return " ".join(next(syllables) for _ in range(words)).capitalize()

    def written(gap: re.Match[str]) -> str:
        what = gap["what"]
        if "true or false, without" in what:
            return "true"
        ending = " Choose two." if "Choose two" in what else ""
        made = text(9) + ("?" if "?”" in what or ending else ".") + ending
        return f'"{made}"' if gap["quote"] else made

    for path in [*(folder / "docs").rglob("*.md"), *(folder / "quizzes").rglob("*.yml")]:
        typed = path.read_text("utf-8")
        filled = re.sub(
            rf'(?P<quote>"?){MARK} (?P<what>[^|\n"]*?)(?P=quote)(?=\)?$| \|)', written, typed, flags=re.M
        )
        path.write_text(filled, "utf-8")


@pytest.mark.parametrize("kind", NEW)
def test_each_gap_is_one_message_and_nothing_else_is_wrong(
    kind: str, handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if kind == "quiz":
        shutil.move(handbook / "quizzes" / "first-words.yml", handbook / "quizzes" / "older.yml")
        for page in ("index.md", "first-words.md"):
            path = handbook / "docs" / "greeting" / page
            path.write_text(path.read_text("utf-8").replace("first-words#", "older#"), "utf-8")
    before = files(handbook)
    assert main(["new", *NEW[kind], str(handbook)]) == 0
    said = capsys.readouterr().out
    lines = check(handbook, capsys)
    after = files(handbook)
    marked = sum(MARK in line for text in after.values() for line in text.decode().splitlines())
    assert len(lines) == marked > 0
    assert all(
        re.fullmatch(rf".+?:\d+:\d+: still to be written: .+\. Put it in .+“{MARK} …”\.", line) for line in lines
    )
    assert f"{marked} gaps to fill in" in said
    for name, text in before.items():  # what was there stands there still, line for line
        rest = iter(after[name].splitlines(keepends=True))
        changed = {b"lessons: [first-words]\n": b"lessons: [first-words, last-words]\n"}
        changed[b"nav: [index.md, greeting/index.md, sources.md]\n"] = (
            b"nav: [index.md, greeting/index.md, saying-goodbye/index.md, sources.md]\n"
        )
        for line in text.splitlines(keepends=True):
            assert any(other in (line, changed.get(line)) for other in rest), (name, line)
    fill(handbook)
    (said,) = check(handbook, capsys)
    assert said.endswith("no problems.")


Said = pytest.CaptureFixture[str]
QUIZ = "quizzes/first-words.yml"
ASK = ["new", "question", "--objective", "greet-early", "--type", "short-answer"]


def change(folder: Path, file: str, *pairs: tuple[str, str]) -> None:
    text = (folder / file).read_bytes().decode()
    for old, new in pairs:
        assert text.count(old) == 1, (file, old)
        text = text.replace(old, new)
    (folder / file).write_bytes(text.encode())


# What a trainer does at each message, in order; the first attempts are as careless as first attempts are.
WAY = [
    ("who has come, what has happened, and a question", "Ana has a train to catch and asks how long it takes."),
    ("the right words or deed", "Say: about ten minutes, so you will catch your train"),
    ("why this helps, in eight words or more", "It gives a number."),
    ("what a kind colleague might well say", "Say: I will be as quick as I can, and hurry up"),
    ("what it does well and what it misses", "It is kind, and Ana still cannot plan with it."),
    ("something else that a kind colleague", "All of the above"),
    ("what this one does well", "It is kind, and Ana still cannot plan with it."),
    ("this feedback has 4 words; it needs at least 8", "It gives a number, and Ana can decide to stay or go."),
    ("the prompt does not end with a question", "Ana has a train to catch. What do you do?"),
    ("“catch” stands in the prompt and", "Say: about ten minutes, if nobody else comes in"),
    ("the option “All of the above”", "Say: we are short of staff, so please bear with me"),
    ("this feedback is the same", "It is honest, and it tells Ana nothing about her own wait."),
]


def test_the_messages_alone_lead_to_a_valid_question(handbook: Path, capsys: Said) -> None:
    """A trainer who only reads what `handbook check` says, mends its first error or warning, and asks again."""
    words = ["--objective", "say-how-long", "--type", "multiple-choice", "--id", "train-to-catch"]
    assert main(["new", "question", *words, str(handbook)]) == 0
    capsys.readouterr()
    way, path = list(WAY), handbook / QUIZ
    while (said := min(check(handbook, capsys), key=lambda line: "warning" in line)).startswith(f"{QUIZ}:"):
        line, column = map(int, said.split(":")[1:3])
        (asked, typed), lines = next(step for step in way if step[0] in said), path.read_text("utf-8").split("\n")
        way.remove((asked, typed))
        assert lines[line - 1][column - 1] == '"'
        lines[line - 1] = f'{lines[line - 1][: column - 1]}"{typed}"'
        path.write_text("\n".join(lines), "utf-8")
    assert said.endswith("no problems.")
    assert way == []


def test_every_flag_that_is_missing_is_named(handbook: Path, capsys: Said) -> None:
    before = files(handbook)
    for kind, flags in {
        "lesson": "--module, --title, --objective, --source",
        "module": "--title, --lesson, --objective, --source",
        "quiz": "--lesson",
        "question": "--objective, --type",
        "scenario": "--title, --objective",
    }.items():
        assert main(["new", kind, str(handbook)]) == 2
        assert capsys.readouterr().err.startswith(
            f"Missing: {flags}. Add what is missing, or run this in a terminal"
        )
    assert files(handbook) == before


def test_ids_are_made_from_the_prompt_and_never_twice(handbook: Path, capsys: Said) -> None:
    change(
        handbook, QUIZ, ("id: long-wait-what-to-say\n", "id: long-wait-what-to-say\n    was: marta-waits-door\n")
    )
    prompts = [
        "Marta waits at the door. And?",
        "Marta waits at the door. And?",
        "Zoë’s café is FULL: what now?",
        "Что?",
    ]
    for prompt in [*prompts, "", ""]:
        assert main([*ASK, "--prompt", prompt, str(handbook)]) == 0
    ids = re.findall(r"^  - id: (.*)$", (handbook / QUIZ).read_text("utf-8"), re.M)
    wanted = ["marta-waits-door-2", "marta-waits-door-3", "zoe-cafe-full", "question"]
    assert ids[4:] == [*wanted, "greet-early-apply", "greet-early-apply-2"]


def test_names_are_made_from_the_title_and_never_twice(handbook: Path, capsys: Said) -> None:
    """A lesson and its quiz have one name, in whatever module; a scenario has two pages."""
    lesson = ["new", "lesson", "--module", "greeting", "--title", "First words", "--source", "shop-custom"]
    for first, second in (("Say one thing", "Say two things"), ("Say one thing", "Say: “No.”")):
        assert main([*lesson, "--objective", first, "--objective", second, str(handbook)]) == 0
    scenario = ["new", "scenario", "--objective", "greet-early", str(handbook), "--title"]
    for title in ("Two at once", "Two at once: role-play", "Practice"):
        assert main([*scenario, title]) == 0
    assert main(["new", "module", "--title", "Quizzes", "--lesson", "Practice", *LESSON, str(handbook)]) == 0
    made = set(files(handbook))
    assert {f"quizzes/first-words-{n}.yml" for n in (2, 3)} < made
    assert {f"docs/greeting/first-words-{n}.md" for n in (2, 3)} < made
    assert {f"quizzes/scenarios/{n}.yml" for n in ("two-at-once-2", "two-at-once-role-play-2", "practice")} < made
    assert {"docs/quizzes-2/index.md", "docs/quizzes-2/practice-2.md", "quizzes/practice-2.yml"} < made
    page = (handbook / "docs/greeting/first-words-3.md").read_text("utf-8")
    assert re.findall(r"  - id: (.*)\n    text: (.*)\n", page) == [
        ("say-thing-2", "Say one thing"),
        ("say", '"Say: “No.”"'),
    ]
    fill(handbook)
    capsys.readouterr()
    (said,) = check(handbook, capsys)
    assert said.endswith("no problems.")


REFUSED = yaml.safe_load((Path(__file__).parent / "cases" / "author" / "refused-new.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["run"])
def test_what_cannot_be_made_is_told(case: dict[str, str], handbook: Path, capsys: Said) -> None:
    before = files(handbook)
    flags = "--title X --objective A --objective B --source shop-custom"
    assert main(["new", *shlex.split(case["run"].replace("LESSON", flags)), str(handbook)]) == 1
    said = capsys.readouterr()
    assert said.err == f"{case['says']}\n"
    assert said.out == ""
    assert files(handbook) == before


FRONT = b"---\nkind: lesson\nminutes: x\n---\n"
DAMAGED = [  # the file, what stands in it, what is to be made, and what is said
    (QUIZ, b"title: [\n", "question", ":2:1: "),
    (QUIZ, b"title: First words\nmodule: greeting\n", "question", ":1:1: a question cannot be added here: "),
    (QUIZ, b"module: parting\nquestions: []\n", "question", ":1:9: this quiz is not one of the module greeting."),
    ("quizzes/more.yml", b"# nothing yet\n", "question", ":1:1: this file is empty."),
    ("quizzes/more.yml", b"title: Caf\xe9\n", "lesson", ":1:11: this character is not in the encoding UTF-8."),
    ("docs/greeting/index.md", b"---\nkind: module\n", "lesson", ":1:1: the front matter that begins here never"),
    ("docs/greeting/index.md", b"", "lesson", ":1:1: this page is empty."),
    ("docs/greeting/first-words.md", FRONT, "question", ":3:10: `minutes` must be a whole number."),
    ("docs/greeting/practice.md", b"---\nkind: a\nkind: b\n---\n", "lesson", ":3:1: the field `kind` is already"),
    ("docs/sources.yml", b"shop-custom: []\n", "lesson", ":1:14: "),
    ("mkdocs.yml", b"nav:\n\t- index.md\n", "module", ":2:1: there is a tab here."),
    ("mkdocs.yml", b"nav:\n", "module", ":1:1: there is no page in `nav:` below which `saying-goodbye/index.md`"),
    ("mkdocs.yml", b"nav: {a: b}\n", "module", ":1:1: there is no page in `nav:` below which"),
]


@pytest.mark.parametrize(("file", "content", "kind", "message"), DAMAGED)
def test_damaged_files_stay_as_they_are(
    file: str, content: bytes, kind: str, message: str, handbook: Path, capsys: Said
) -> None:
    (handbook / file).write_bytes(content)
    before = files(handbook)
    assert main([*(ASK if kind == "question" else ["new", *NEW[kind]]), str(handbook)]) == 1
    said = capsys.readouterr()
    assert f"{file}{message}" in said.err
    assert said.out == ""
    assert files(handbook) == before


def test_what_cannot_be_written_is_told_and_nothing_is(handbook: Path, capsys: Said) -> None:
    (handbook / "quizzes" / "scenarios" / "two-at-once.yml").unlink()
    (handbook / "quizzes" / "scenarios").rmdir()
    (handbook / "quizzes" / "scenarios").write_text("a file where a folder should be", "utf-8")
    before = files(handbook)
    assert main(["new", *NEW["scenario"], str(handbook)]) == 1
    assert re.search(r"quizzes/scenarios.*\. Nothing was written\.\n\Z", capsys.readouterr().err)
    assert files(handbook) == before


def test_a_folder_without_a_handbook(tmp_path: Path, capsys: Said) -> None:
    assert main([*ASK, str(tmp_path)]) == 1
    assert "docs:1:1: there are no pages here. Run the command in the handbook's folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


LISTS = [  # as the module lists its lessons, `--after`, and as it lists them then
    ("lessons: [first-words]", "", "lessons: [first-words, new]"),
    (
        "lessons: ['first-words' , \"other\"] # two",
        "first-words",
        "lessons: ['first-words', new , \"other\"] # two",
    ),
    ("lessons: [first-words,\n  other]", "", "lessons: [first-words,\n  other, new]"),
    (
        "lessons:\n- first-words # one\n# between\n- other\n",
        "",
        "lessons:\n- first-words # one\n# between\n- other\n- new\n",
    ),
    (
        "lessons:\n    -  'first-words'\n    - other",
        "first-words",
        "lessons:\n    -  'first-words'\n    - new\n    - other",
    ),
]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("typed", "after", "wanted"), LISTS)
def test_a_lesson_is_listed_and_no_other_byte_changes(
    typed: str, after: str, wanted: str, ends: str, handbook: Path, capsys: Said
) -> None:
    overview = handbook / "docs" / "greeting" / "index.md"
    text = "\ufeff" + overview.read_text("utf-8").replace("lessons: [first-words]", typed)
    overview.write_bytes(text.replace("\n", ends).encode())
    if "other" in typed:
        shutil.copy(overview.with_name("first-words.md"), overview.with_name("other.md"))
    words = ["--module", "greeting", "--title", "New", *LESSON, *(["--after", after] if after else [])]
    assert main(["new", "lesson", *words, str(handbook)]) == 0
    assert overview.read_bytes() == text.replace(typed, wanted).replace("\n", ends).encode()


NESTED = """nav:
  - Start: index.md
  - Modules:
      - Hello: greeting/index.md

  - Look: [a.md]
extra: !!python/name:a ''
"""
NAVIGATIONS = [
    (
        "nav: [index.md, greeting/index.md, sources.md]",
        "nav: [index.md, greeting/index.md, new/index.md, sources.md]",
    ),
    ("nav: [index.md, 'greeting/index.md']", "nav: [index.md, 'greeting/index.md', new/index.md]"),
    ("nav:\n- index.md\n- greeting/index.md # one", "nav:\n- index.md\n- greeting/index.md # one\n- new/index.md"),
    (NESTED, NESTED.replace("Hello: greeting/index.md\n", "Hello: greeting/index.md\n      - new/index.md\n")),
    ("nav:\n  - index.md\n  - Look: [a.md]\n", "nav:\n  - index.md\n  - new/index.md\n  - Look: [a.md]\n"),
    ("site_url: !ENV SITE\n", "site_url: !ENV SITE\n"),
]


@pytest.mark.parametrize(("typed", "wanted"), NAVIGATIONS)
def test_a_module_is_placed_behind_the_last_one(typed: str, wanted: str, handbook: Path) -> None:
    (handbook / "mkdocs.yml").write_text(typed, "utf-8")
    assert main(["new", "module", "--title", "New", "--lesson", "Last words", *LESSON, str(handbook)]) == 0
    assert (handbook / "mkdocs.yml").read_text("utf-8") == wanted


def test_a_question_is_added_and_no_other_byte_changes(handbook: Path) -> None:
    path = handbook / QUIZ
    text = "\ufeff" + path.read_text("utf-8").replace(
        "title: First words", "title:   'First words' # ours"
    ).rstrip("\n")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert main([*ASK, str(handbook)]) == 0
    made = path.read_bytes().decode()
    assert made.startswith(text.replace("\n", "\r\n"))
    assert "\n" not in made.replace("\r\n", "")


def test_the_first_module_of_a_handbook(handbook: Path, capsys: Said) -> None:
    """No module to learn from: who owns the pages, and what the stop signs are, is still to be written."""
    shutil.rmtree(handbook / "docs" / "greeting")
    shutil.rmtree(handbook / "quizzes")
    (handbook / "docs" / "points.yml").unlink()
    assert main(["new", *NEW["module"], str(handbook)]) == 0
    said = capsys.readouterr().out
    assert "mkdocs.yml:2: `saying-goodbye/index.md` in the navigation" in said
    lines = check(handbook, capsys)
    assert f"{len(lines)} gaps to fill in" in said
    assert "when to leave at once, and whom to call: [[till-number]]" in "\n".join(lines)
    assert sum("who keeps this page current" in line for line in lines) == 4
    fill(handbook)
    page = handbook / "docs" / "saying-goodbye" / "last-words.md"
    page.write_text(
        page.read_text("utf-8").replace('"Stop signs"\n', '"Stop signs"\n    [[till-number]]\n'), "utf-8"
    )
    (said,) = check(handbook, capsys)
    assert said.endswith("no problems.")


def at_a_terminal(folder: Path, words: list[str], lines: list[str]) -> tuple[str, int]:
    """What a person sees who types some lines, each where something is asked; Control-D is "\x04"."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["PYTHONPATH"] = str(ROOT / "hooks")
        os.execv(sys.executable, [sys.executable, "-m", "handbook", "new", *words, str(folder)])
    seen, waiting = "", list(lines)
    while select.select([terminal], [], [], 60)[0]:
        try:
            seen += os.read(terminal, 4096).decode()
        except OSError:  # Linux's way to say that nobody is there any more
            break
        if waiting and re.search(r"(> |\] )$", seen):
            os.write(terminal, f"{waiting.pop(0)}\n".encode())
    os.close(terminal)
    return seen.replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_person_at_a_terminal_is_asked(handbook: Path, capsys: Said) -> None:
    typed = ["greetin", "greeting", "", "Last words", "", "99", "8", "Know it", "Say goodbye by name"]
    typed += ["Name what follows", "", "shop-custm", "shop-custom", ""]
    seen, status = at_a_terminal(handbook, ["lesson"], typed)
    assert status == 0, seen
    for said in (
        "There is no module `greetin`. Did you mean `greeting`?",
        "Please write something.",
        "[last-words]",
        "`99` is no number of minutes.",
        "nobody can see whether a learner can “know”.",
        "docs/sources.yml has no source `shop-custm`. Did you mean `shop-custom`?",
        "docs/greeting/index.md:10: `last-words` in `lessons:`",
    ):
        assert said in seen
    page = (handbook / "docs" / "greeting" / "last-words.md").read_text("utf-8")
    assert "\nminutes: 8\n" in page
    assert "### Name what follows {#name-follows}" in page
    fill(handbook)
    (said,) = check(handbook, capsys)
    assert said.endswith("no problems.")


def test_who_stops_in_between_leaves_nothing(handbook: Path) -> None:
    before = files(handbook)
    seen, status = at_a_terminal(handbook, ["question", "--objective", "greet-early"], ["matching", "\x04"])
    assert (status, seen.rstrip().endswith("Stopped. Nothing was written.")) == (1, True)
    assert files(handbook) == before
