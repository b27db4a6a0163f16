"""Measures the printed handbook: this one, and books of up to 1,000 lessons; beside them mkdocs-to-pdf.

Called by `bench.py`. A run is a program of its own, so that its memory is its own, too.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pikepdf
import yaml

from handbook import read_handbook
from handbook.book.make import make_book

ROOT = Path(__file__).parent.parent
WORK = ROOT / ".build" / "bench" / "books"
RIVAL = ROOT / ".build" / "bench" / "mkdocs-to-pdf"
SIZES = (10, 50, 200, 1000)
RIVAL_SIZE = 50  # lessons; it takes minutes for more
PER_MODULE = 10
REVIEWED, REVIEW_BY = date(2026, 11, 27), date(2027, 11, 27)
LINK = re.compile(r"(?<!!)\[([^\]\[]+)\]\((?!http)[^)]*\)")
FENCE = re.compile(r"^```(?:quiz|scenario)\n.*?^```\n", re.M | re.S)


class Run(NamedTuple):
    """What a program took: seconds on the clock, megabytes at its peak, pages and megabytes of its PDF."""

    seconds: float
    memory: float
    pages: int
    size: float


def measure() -> list[list[str]]:
    """The rows of a table: a column for this handbook, and one for each size."""
    shutil.rmtree(WORK, ignore_errors=True)
    runs = {"this handbook": print_book(ROOT, WORK / "own.pdf")}
    for size in SIZES:
        folder = WORK / f"lessons-{size}"
        write_lessons(folder, size)
        runs[f"{size:,} lessons"] = print_book(folder, folder / "book.pdf")
    rival = rival_run(WORK / f"lessons-{RIVAL_SIZE}")
    own = runs[f"{RIVAL_SIZE:,} lessons"]
    rows = [
        ["the printed handbook", *runs],
        ["seconds", *(f"{run.seconds:.1f}" for run in runs.values())],
        ["pages", *(f"{run.pages:,}" for run in runs.values())],
        ["milliseconds a page", *(f"{1000 * run.seconds / run.pages:.1f}" for run in runs.values())],
        ["memory, MB", *(f"{run.memory:.0f}" for run in runs.values())],
        ["PDF, MB", *(f"{run.size:.2f}" for run in runs.values())],
    ]
    if isinstance(rival, Run):
        said = f"{rival.seconds:.1f} seconds, {rival.pages} pages, {rival.memory:.0f} MB"
        note = f"mkdocs-to-pdf, {RIVAL_SIZE} lessons: {said}; {rival.seconds / own.seconds:.1f} times as long."
    else:
        note = f"mkdocs-to-pdf was not measured: {rival}"
    return [*rows, [note]]


def print_book(folder: Path, out: Path) -> Run:
    out.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, str(folder), str(out)]
    return timed(command, ROOT, out, {"PYTHONPATH": str(ROOT / "hooks")})


def write_book(folder: Path, out: Path) -> None:
    """What `handbook book` does, also for lessons that are not complete: those made here have no quizzes."""
    handbook, _ = read_handbook(folder)
    pdf, problems = make_book(folder, handbook, epoch=1_795_000_000)
    assert not problems, problems[:3]
    out.write_bytes(pdf)


def timed(command: list[str], folder: Path, out: Path, environment: dict[str, str]) -> Run:
    """Runs a program that writes a PDF; raises RuntimeError with its last words where it fails."""
    log = WORK / "log.txt"
    with log.open("w", encoding="utf-8") as said:
        before = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not out.exists():
        raise RuntimeError((log.read_text("utf-8").strip().splitlines() or ["no word"])[-1])
    with pikepdf.open(out) as pdf:
        return Run(seconds, used.ru_maxrss / 1024, len(pdf.pages), out.stat().st_size / 1e6)


def write_lessons(folder: Path, count: int) -> None:
    """A handbook of so many lessons, ten a module: our own ones over and over, without their quizzes."""
    sources = sorted(
        path for path in (ROOT / "docs").glob("*/*.md") if "\nkind: lesson\n" in path.read_text("utf-8")
    )
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for name in ("sources.yml", "workplace.yml"):
        shutil.copy(ROOT / "docs" / name, docs / name)
    shutil.copytree(ROOT / "docs" / "pictures", docs / "pictures")
    (docs / "index.md").write_text("---\nkind: home\n---\n# Lessons\n", "utf-8")
    modules: dict[str, list[str]] = {}
    for number in range(count):
        module, name = f"module-{number // PER_MODULE}", f"lesson-{number % PER_MODULE}"
        modules.setdefault(module, []).append(name)
        text = FENCE.sub("", LINK.sub(r"\1", sources[number % len(sources)].read_text("utf-8")))
        (docs / module).mkdir(exist_ok=True)
        (docs / module / f"{name}.md").write_text(text, "utf-8")
    for place, (module, lessons) in enumerate(modules.items(), 1):
        front = {
            "kind": "module",
            "title": f"Module {place}",
            "order": place,
            "summary": "Lessons.",
            "lessons": lessons,
        }
        front |= {"owner": "Nobody", "status": "draft", "reviewed": REVIEWED, "review_by": REVIEW_BY}
        text = f"---\n{yaml.safe_dump(front, sort_keys=False)}---\n# Module {place}\n"
        (docs / module / "index.md").write_text(text, "utf-8")
    nav = ["index.md", *(f"{module}/index.md" for module in modules), "sources.md"]
    settings = {"INHERIT": str(ROOT / "mkdocs.yml"), "nav": nav, "hooks": [], "watch": []}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")


def rival_run(folder: Path) -> Run | str:
    """The same lessons by mkdocs-to-pdf; why not, where its libraries are not at hand."""
    python = RIVAL / "bin" / "python"
    if not python.exists():
        wanted = ["mkdocs-to-pdf==0.12.1", *(f"{name}=={version(name)}" for name in ("mkdocs", "mkdocs-material"))]
        subprocess.run([sys.executable, "-m", "venv", RIVAL], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    chapters = sorted(folder.glob("docs/module-*"), key=lambda path: int(path.name.rpartition("-")[2]))
    nav = [
        {chapter.name: [f"{chapter.name}/{page.name}" for page in sorted(chapter.iterdir())]}
        for chapter in chapters
    ]
    base = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""))
    settings = {
        "site_name": base["site_name"],
        "nav": ["index.md", *nav],
        "theme": {"name": "material", "font": False},
        "markdown_extensions": base["markdown_extensions"],
        "plugins": [{"to-pdf": {"output_path": "rival.pdf"}}],
    }
    (folder / "rival.yml").write_text(yaml.safe_dump(settings), "utf-8")
    command = [str(python), "-m", "mkdocs", "build", "--quiet", "-f", "rival.yml", "--site-dir", "rival"]
    try:
        return timed(command, folder, folder / "rival" / "rival.pdf", {"NO_MKDOCS_2_WARNING": "1"})
    except RuntimeError as error:
        return str(error)


if __name__ == "__main__":
    write_book(Path(sys.argv[1]), Path(sys.argv[2]))
