"""Handbooks that somebody wrote to hurt: each function spoils the example, and none may take long.

As a script, `hostile.py SECONDS FOLDER` reads a handbook, renders its quizzes and prints the
megabytes that this took at most; the system stops it after so many seconds of processor time.
"""

import gc
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from handbook import read_handbook
from handbook.fields import MAX_TEXT
from handbook.markup import TextRenderer
from handbook.quiz.render import QuizRenderer
from handbook.source import MAX_BYTES

# Texts that are slow where a renderer looks again and again for an end that does not come.
WORDS = r"""
[ ] []( [a](b [[a](b) ![ [* [` [\ [x](< ( < <http:// <a@b * ** *** **a _ __a a_ *_ ` \ \* & &a &#
"""
MARKS = (*WORDS.split(), '[x](y "', "*a **b ", "``a` ", "  \n")
TEXTS = [
    text
    for mark in MARKS
    for text in ((mark * MAX_TEXT)[:MAX_TEXT], ("[" * (MAX_TEXT // 2) + mark * MAX_TEXT)[: MAX_TEXT - 4] + "](b)")
]

HANDBOOKS: dict[str, Callable[[Path], None]] = {}


def _hostile(spoil: Callable[[Path], None]) -> Callable[[Path], None]:
    HANDBOOKS[spoil.__name__.replace("_", "-")] = spoil
    return spoil


def _filled(line: str, size: int = MAX_BYTES) -> str:
    """So many numbered lines as a file may hold."""
    lines, length = [], 0
    while length + len(line) + 8 < size:
        lines.append(line.replace("#", str(len(lines))))
        length += len(lines[-1].encode())
    return "".join(lines)


def _quiz(folder: Path, text: str) -> None:
    (folder / "quizzes" / "greeting.yml").write_text(text, "utf-8")


def _page(folder: Path, text: str) -> None:
    (folder / "docs" / "greeting" / "first-words.md").write_text(text, "utf-8")


@_hostile
def ten_megabytes(folder: Path) -> None:
    _quiz(folder, "title: " + "x" * 10_000_000)


@_hostile
def ten_megabytes_of_page(folder: Path) -> None:
    _page(folder, "[" * 10_000_000)


@_hostile
def one_long_line(folder: Path) -> None:
    _quiz(folder, "title: " + "x" * (MAX_BYTES - 10))


@_hostile
def unknown_fields(folder: Path) -> None:
    _quiz(folder, _filled("f#:\n"))


@_hostile
def misspelt_fields(folder: Path) -> None:
    _quiz(folder, "questions:\n- id: a\n  type: multiple-choice\n" + _filled("  distractor#: x\n", MAX_BYTES - 99))


@_hostile
def repeated_fields(folder: Path) -> None:
    _quiz(folder, _filled("title: a\n"))


@_hostile
def empty_questions(folder: Path) -> None:
    _quiz(folder, "questions:\n" + _filled("- \n"))


@_hostile
def unknown_types(folder: Path) -> None:
    _quiz(
        folder, "title: a\nmodule: greeting\nquestions:\n" + _filled("- type: multiple-choic#\n", MAX_BYTES - 99)
    )


@_hostile
def unknown_objectives(folder: Path) -> None:
    _quiz(folder, "title: a\nmodule: greeting\nquestions:\n" + _filled("- objective: greet-#\n", MAX_BYTES - 99))


@_hostile
def nested_lists(folder: Path) -> None:
    _quiz(folder, _filled("a#: [[[[[[[[[[[[[[[]]]]]]]]]]]]]]]\n"))


@_hostile
def long_lists(folder: Path) -> None:
    _quiz(folder, "title: [" + _filled("#,") + "]")


@_hostile
def slow_texts(folder: Path) -> None:
    feedback = "    feedback: one two three four five six seven eight nine#\n"
    for number, text in enumerate(TEXTS[::4]):
        lines = ["title: Slow", "module: greeting", "questions:"]
        for index in range(4):  # each further text takes as long as the one before: 2 to 30 ms
            lines += [f"- id: slow-{number}-{index}", "  type: multiple-choice", "  objective: greet-early"]
            quoted = "'" + text.replace("'", "''").replace("\n", " ") + "'"
            lines += ["  level: apply", f"  prompt: {quoted}", f"  hint: {quoted}", f"  explanation: {quoted}"]
            lines += ["  answer:", "    text: a", feedback.rstrip(), "  distractors:"]
            lines += [f"  - text: {name}\n{feedback.replace('#', name).rstrip()}" for name in "bc"]
        (folder / "quizzes" / f"slow-{number}.yml").write_text("\n".join(lines), "utf-8")


@_hostile
def unknown_sources(folder: Path) -> None:
    entries = _filled('source-a#: {short: a, citation: "b", grade: custom}\n')
    (folder / "docs" / "sources.yml").write_text(entries, "utf-8")
    (folder / "docs" / "more.md").write_text("# More\n" + _filled("[@source-b#]\n"), "utf-8")


@_hostile
def unknown_sources_in_a_lesson(folder: Path) -> None:
    """Its `sources:` and its `situations:` name thousands that do not exist, beside thousands that do."""
    entries = _filled('source-a#: {short: a, citation: "b", grade: custom}\n')
    (folder / "docs" / "sources.yml").write_text(entries, "utf-8")
    text = (folder / "docs" / "greeting" / "first-words.md").read_text("utf-8")
    many = f"sources: [{_filled('source-b#, ', 100_000)}]\nsituations: {{{_filled('t#: head-#, ', 100_000)}}}"
    headings = _filled("\n### A {#heat-#}\n\nText.\n", 80_000)
    _page(folder, text.replace("sources: [shop-custom]\nobjectives", f"{many}\nobjectives") + headings)


@_hostile
def unknown_questions(folder: Path) -> None:
    questions = "".join(f"- id: some-question-{n}\n" for n in range(200))
    _quiz(folder, f"title: a\nmodule: greeting\nquestions:\n{questions}")
    _page(folder, _filled("```quiz\ngreeting%some-questiom-#\n```\n").replace("%", "#"))


@_hostile
def unknown_objectives_of_a_scenario(folder: Path) -> None:
    scenario = folder / "quizzes" / "scenarios" / "two-at-once.yml"
    head, _, rest = scenario.read_text("utf-8").partition("objectives: [")
    names = "".join(f"objective-a{n}, " for n in range(6000))
    others = "".join(f"objective-b{n}, " for n in range(6000))
    scenario.write_text(
        head + f"objectives: [{names}" + rest.replace("objectives: [", f"objectives: [{others}", 1)
    )


@_hostile
def broken_sources(folder: Path) -> None:
    (folder / "docs" / "sources.yml").write_text(_filled("a#: {}\n"), "utf-8")


@_hostile
def unknown_slots(folder: Path) -> None:
    entries = _filled("slot-a#: {label: a, unfilled: b}\n")
    (folder / "docs" / "workplace.yml").write_text(entries, "utf-8")
    (folder / "docs" / "more.md").write_text("# More\n" + _filled("[[slot-b#]] \n"), "utf-8")


@_hostile
def misspelt_words(folder: Path) -> None:
    text = _filled("habbit teh a# ", MAX_BYTES - 99)
    (folder / "docs" / "workplace.yml").write_text(f"slot: {{label: a, unfilled: b, value: {text}}}\n", "utf-8")


@_hostile
def words_in_escapes(folder: Path) -> None:
    """Words that stand nowhere in the file as they are read."""
    text = "".join(f"[](\\x61{n})" for n in range(100))
    question = f'- id: a#\n  prompt: "{text}"\n'
    _quiz(folder, "title: a\nmodule: greeting\nquestions:\n" + _filled(question, MAX_BYTES - 99))


@_hostile
def many_headings(folder: Path) -> None:
    text = (folder / "docs" / "greeting" / "first-words.md").read_text("utf-8")
    _page(folder, text.split("## The situation")[0] + _filled("## The situatio#\n", MAX_BYTES - 2000))


@_hostile
def equal_headings(folder: Path) -> None:
    _page(folder, _filled("# a\n"))


@_hostile
def open_comments(folder: Path) -> None:
    _page(folder, _filled("<!-- "))


@_hostile
def open_fences(folder: Path) -> None:
    _page(folder, _filled("```quiz\n~~~\n"))


@_hostile
def many_fences(folder: Path) -> None:
    _page(folder, _filled("```quiz\ngreetin#\n```\n"))


@_hostile
def unknown_lessons(folder: Path) -> None:
    text = (folder / "docs" / "greeting" / "index.md").read_text("utf-8")
    names = "".join(f"first-word{n}, " for n in range(15_000))
    (folder / "docs" / "greeting" / "index.md").write_text(text.replace("[first-words]", f"[{names}]"), "utf-8")


@_hostile
def table_bars(folder: Path) -> None:
    _page(folder, "| a |\n|---|\n" + "|" * (MAX_BYTES - 20))


@_hostile
def code_marks(folder: Path) -> None:
    _page(folder, "# a\n\n" + "`[@" * (MAX_BYTES // 3 - 9))


@_hostile
def dialogue_brackets(folder: Path) -> None:
    _page(folder, "# a\n\n```dialogue\n" + _filled("You [hea#]: a\n", MAX_BYTES - 99) + "```\n")


def main() -> None:
    seconds, folder = int(sys.argv[1]), Path(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    handbook, _ = read_handbook(folder)
    gc.freeze()  # as `handbook check` does: no search for garbage in all that was read
    renderer, text = QuizRenderer(handbook), TextRenderer()
    for quiz in handbook.quizzes.values():
        if all(asked.item.objective in handbook.objectives(quiz.meta.module) for asked in quiz.questions):
            renderer.quiz(quiz)
    for hostile in TEXTS:
        text(hostile)
    print(_peak())


def _peak() -> int:
    """The most memory that this program has held, in megabytes.

    Linux counts what the parent held before this program was started into `ru_maxrss`, and the
    parent is a whole test suite: there the kernel's own note of this program is asked.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000_000  # macOS counts bytes


if __name__ == "__main__":
    main()
