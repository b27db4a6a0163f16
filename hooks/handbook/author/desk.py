"""What one command reads and changes: files are read once, and written all together at the end or not at all."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from handbook.author.filetext import FileText
from handbook.author.refused import Refused, refused_for
from handbook.files import write_together
from handbook.gaps import MARK
from handbook.model import Handbook
from handbook.page import Page, parse_page
from handbook.problem import Problem, errors
from handbook.quiz.load import Draft, read_quiz
from handbook.read import read_handbook
from handbook.source import Document, read_text
from handbook.yamlfile import parse_yaml

UNTOUCHED = "Nothing was written. Mend this first."


class Desk:
    """The files of a handbook, and what a command makes of them on a day.

    Raises Refused for a folder without a handbook, and wherever a file that is needed cannot be read.
    """

    def __init__(self, root: Path, day: date):
        self.root, self.day = root, day
        self.handbook: Handbook
        self.handbook, self.problems = read_handbook(root)
        if lost := [problem for problem in self.problems if problem.rule == "no-docs"]:
            raise refused_for(lost, "Nothing was written.")
        self._texts: dict[str, FileText] = {}
        self._made: dict[str, str] = {}
        self._pages: list[Page] | None = None
        self.notes: list[tuple[str, int, str]] = []  # what was done: file, line (0 for the whole file), words

    def text(self, file: str) -> FileText:
        """The text of a file that is there, for reading and for changes."""
        if file not in self._texts:
            text, problems = read_text(self.root / file, file)
            if text is None:
                raise refused_for(problems, UNTOUCHED)
            self._texts[file] = FileText(file, (self.root / file).read_bytes().decode())
        return self._texts[file]

    def document(self, file: str) -> Document:
        """A file with fields, as it is on disk."""
        document, problems = parse_yaml(self.text(file).plain, file)
        if document is None:
            raise refused_for(problems, UNTOUCHED)
        return document

    def page(self, file: str) -> Page:
        """A page below docs/, as it is on disk."""
        page, problems = parse_page(self.text(file).plain, file, file.removeprefix("docs/"))
        if problems:
            raise refused_for(problems, UNTOUCHED)
        return page

    def pages(self) -> list[Page]:
        """Every page below docs/, as it is on disk."""
        if self._pages is None:
            self._pages = [self.page(file) for file in self.files("docs/**/*.md")]
        return self._pages

    def files(self, *patterns: str) -> list[str]:
        """The files of the handbook whose names fit, in order."""
        found = (path for pattern in patterns for path in self.root.glob(pattern))
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def drafts(self) -> list[Draft]:
        """Every quiz as it is typed. Raises Refused where one cannot be read, for its ids are not known then."""
        found = []
        for path in sorted((self.root / "quizzes").glob("*.yml")):
            draft, problems = read_quiz(path, f"quizzes/{path.name}")
            if draft is None:
                raise refused_for(problems, UNTOUCHED)
            found.append(draft)
        return found

    def exists(self, file: str) -> bool:
        return (self.root / file).exists()

    def mistakes(self, *files: str) -> list[Problem]:
        """The errors in some files, but for gaps."""
        return [p for p in errors(self.problems) if p.file in files and p.rule != "gap"]

    def make(self, file: str, content: str, what: str) -> None:
        """Adds a new file, and says what it is. Raises Refused where there is one of its name."""
        if self.exists(file):
            raise Refused(f"{file} is there already. Nothing was written.")
        self._made[file] = content
        self.note(file, what)

    def note(self, file: str, what: str, line: int = 0) -> None:
        """Remembers what was done, and where in the file as it was."""
        self.notes.append((file, line, what))

    def done(self) -> str:
        """What was done, a line each: `file:line: what`, or `file: what`."""
        return "\n".join(
            f"{file}:{line}: {what}" if line else f"{file}: {what}" for file, line, what in sorted(self.notes)
        )

    def exchange(self, file: str, content: str) -> None:
        """Puts a whole text in the place of a file that was read."""
        self._made[file] = content

    def contents(self) -> dict[str, str]:
        """What will be written, by file."""
        changed = {file: text.result() for file, text in self._texts.items() if text.changed}
        return {**changed, **self._made}

    def gaps(self) -> int:
        """How many gaps the command leaves: lines with a mark that were not there before."""
        made = self.contents()
        before = [text.raw for file, text in self._texts.items() if file in made]
        return _gaps(made.values()) - _gaps(before)

    def write(self) -> None:
        """Writes everything. Raises Refused, with all files as they were, where one cannot be written."""
        try:
            write_together({self.root / file: content for file, content in self.contents().items()})
        except OSError as error:
            raise Refused(f"{error.filename}: {error.strerror}. Nothing was written.") from None


def _gaps(texts: Iterable[str]) -> int:
    return sum(MARK in line for text in texts for line in text.splitlines())
