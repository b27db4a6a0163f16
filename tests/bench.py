"""Measures the handbook (`make bench`): medians of interleaved runs, shown as ratios.

Seconds are of processor time, which other programs on the machine disturb the least. Not part of
the tests, for a figure of time says as much about the machine as about the code.
"""

import gzip
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

import yaml

import bench_book
from generated import make_handbook, replace_fences
from handbook import Handbook, openings, pages, read_handbook
from handbook.model import Question
from handbook.problem import errors
from handbook.scenario.load import read_scenarios
from handbook.scenario.rules import check_scenario

ROOT = Path(__file__).parent.parent
WORK = ROOT / ".build" / "bench"
STYLE = ROOT / "hooks" / "handbook" / "web" / "theme" / "assets" / "handbook" / "quiz.css"
RIVAL = WORK / "mkdocs-quiz"
PAGES, QUESTIONS, ROUNDS = 100, 10, 5
SIZES = (100, 1000, 4000)  # quizzes to check
SCENARIOS = 1000

Form = Callable[[Question], str]


def main() -> None:
    shutil.rmtree(WORK / "sites", ignore_errors=True)
    rival = _rival_environment()
    own = WORK / "sites" / "handbook"
    make_handbook(own, PAGES, QUESTIONS)
    _configure(own, {})
    handbook, problems = read_handbook(own)
    assert not errors(problems), errors(problems)[:3]
    for name, form in (("bare", None), ("plain lists", as_list), ("mkdocs-quiz", as_mkdocs_quiz)):
        write_without_hook(handbook, WORK / "sites" / name, form, name == "mkdocs-quiz")

    print(f"A site of {PAGES} quizzes with {QUESTIONS} questions of 4 options; medians of {ROUNDS} runs.\n")
    build(WORK / "sites" / "bare", sys.executable)
    names = {"plain lists": sys.executable, "handbook": sys.executable, "mkdocs-quiz": rival}
    times = interleaved({name: lambda n=name: build(WORK / "sites" / n, names[n]) for name in names}, ROUNDS)
    sizes = {name: page_bytes(name) - page_bytes("bare") for name in names}
    table(
        ["", *names],
        ["build, seconds", *(f"{times[name]:.2f}" for name in names)],
        ["build, against plain lists", *(f"{times[name] / times['plain lists']:.2f}" for name in names)],
        ["HTML bytes a question", *(f"{sizes[name] / QUESTIONS / PAGES:,.0f}" for name in names)],
        ["script, bytes gzipped", "", f"{zipped(own_scripts()):,}", f"{zipped(rival_files(rival, 'js')):,}"],
        ["style, bytes gzipped", "", f"{zipped([STYLE]):,}", f"{zipped(rival_files(rival, 'css')):,}"],
    )
    texts = sum(len(as_list(q).encode()) for quiz in handbook.quizzes.values() for q in quiz.questions)
    print(f"\nThe texts of a question as a Markdown list: {texts / QUESTIONS / PAGES:,.0f} bytes.\n")

    for size in SIZES:
        make_handbook(WORK / "sites" / f"check-{size}", size, QUESTIONS)
    many = WORK / "sites" / "scenarios"
    make_handbook(many, 1, QUESTIONS, SCENARIOS)
    checks = interleaved({str(size): lambda n=size: check(WORK / "sites" / f"check-{n}") for size in SIZES}, 3)
    base = checks[str(SIZES[1])]
    table(
        ["handbook check, quizzes", *(f"{size:,}" for size in SIZES)],
        ["seconds", *(f"{checks[str(size)]:.2f}" for size in SIZES)],
        [f"against {SIZES[1]:,}", *(f"{checks[str(size)] / base:.2f}" for size in SIZES)],
    )
    whole, proofs = interleaved({"": lambda: check(many)}, 3)[""], prove_all(many)
    print(f"\n{SCENARIOS:,} scenarios of 14 steps: proofs {proofs:.2f} seconds; `handbook check` {whole:.2f}.\n")
    *rows, (rival_said,) = bench_book.measure()
    table(*rows)
    print(f"\n{rival_said}")


def interleaved(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median time of each run in seconds; a slow minute of the machine meets all of them."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            before = _used()
            run()
            times[name].append(_used() - before)
    return {name: median(measured) for name, measured in times.items()}


def _used() -> float:
    """The processor time of all programs started so far that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def build(folder: Path, python: str) -> None:
    command = [python, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
    subprocess.run(command, cwd=folder, check=True)


def check(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "handbook", "check", str(folder)]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


def prove_all(folder: Path) -> float:
    """The seconds that the rules and proofs of all scenarios take, once they are read."""
    scenarios = [draft.scenario for draft in read_scenarios(folder, [])[0]]
    before = process_time()
    assert len(scenarios) == SCENARIOS
    assert not [problem for scenario in scenarios for problem in check_scenario(scenario)]
    return process_time() - before


def page_bytes(name: str) -> int:
    """The bytes of the pages that hold a whole quiz."""
    return sum(path.stat().st_size for path in (WORK / "sites" / name / "site" / "quizzes").glob("*.html"))


def write_without_hook(handbook: Handbook, folder: Path, form: Form | None, rival: bool) -> None:
    """The same pages for a site without the handbook's hook, each question in another form."""

    def shown(name: str, question: str) -> str:
        quiz = handbook.quizzes[name]
        asked = [quiz.question(question)] if question else quiz.questions
        return "\n\n".join(form(one) for one in asked) if form else ""

    made = {path: page.markdown for path, page in pages.generated_pages(handbook).items()}
    for path in handbook.pages:
        text = (WORK / "sites" / "handbook" / "docs" / path).read_text("utf-8")
        made[path] = openings.open_page(handbook, path, text)
    for path, text in made.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(replace_fences(text, shown), "utf-8")
    changes: dict[str, object] = {"hooks": [], "watch": [], "nav": pages.navigation(_nav(handbook), handbook)}
    if rival:
        changes["plugins"] = ["search", "offline", "mkdocs_quiz"]
    _configure(folder, changes)


def as_list(question: Question) -> str:
    options = [question.item.options[index] for index in question.order]
    lines = [f"- {option.text}\n\n    {option.feedback}\n" for option in options]
    return "\n".join([question.item.prompt, "", *lines])


def as_mkdocs_quiz(question: Question) -> str:
    options = [question.item.options[index] for index in question.order]
    lines = [f"- [{'x' if option.right else ' '}] {option.text}\n  > {option.feedback}" for option in options]
    return "\n".join(["<quiz>", question.item.prompt, *lines, "</quiz>"])


def _nav(handbook: Handbook) -> list[object]:
    return ["index.md", *(module.path for module in handbook.modules), "sources.md"]


def _configure(folder: Path, changes: dict[str, object]) -> None:
    nav = changes.pop("nav", None) or _nav(read_handbook(folder)[0])
    config = {"INHERIT": str(ROOT / "mkdocs.yml"), "nav": nav, "extra": {"book": ""}, **changes}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    (folder / "hooks").symlink_to(ROOT / "hooks", target_is_directory=True)


def _rival_environment() -> str:
    """The Python of an environment with mkdocs-quiz and the versions of MkDocs and theme used here."""
    python = RIVAL / "bin" / "python"
    if not python.exists():
        wanted = ["mkdocs-quiz==1.7.1", *(f"{name}=={version(name)}" for name in ("mkdocs", "mkdocs-material"))]
        subprocess.run([sys.executable, "-m", "venv", RIVAL], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    return str(python)


def own_scripts() -> list[Path]:
    made = WORK / "sites" / "handbook" / "site" / "assets" / "handbook"
    return [made / "handbook.js"]


def rival_files(python: str, kind: str) -> list[Path]:
    (package,) = Path(python).parent.parent.glob("lib/python*/site-packages/mkdocs_quiz")
    return sorted(package.rglob(f"*.{kind}"))


def zipped(files: Iterable[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in files)


def table(*rows: list[str]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        print("  ".join([row[0].ljust(widths[0]), *cells[1:]]))


if __name__ == "__main__":
    main()
