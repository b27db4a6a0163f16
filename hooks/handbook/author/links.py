"""Where pages and files with fields name a heading of a page, and where examples in code name an id."""

import posixpath
import re
from collections.abc import Iterator

from handbook.author.desk import Desk
from handbook.author.filetext import FileText
from handbook.page import Page

_OURS = ("dialogue", "checklist", "form")  # fences whose texts may hold links, as seen from docs/
_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(
    r"(?:\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?|\bhref\s*=\s*[\"']?)(?P<path>[^\s()<>\"'#]*)#(?P<anchor>[\w:.-]+)"
)


def change_links(desk: Desk, path: str, old: str, new: str) -> None:
    """Lets every link to `path#old`, in pages, quizzes, scenarios and registries, lead to `path#new`.

    `path` is the page's below docs/.
    """
    for page in desk.pages():
        text = desk.text(page.file)
        for number, folder in _linking_lines(page):
            plain = _CODE.sub(lambda code: " " * len(code[0]), text.line(number))
            for link in _LINK.finditer(plain):
                target = posixpath.normpath(posixpath.join(folder, link["path"])) if link["path"] else page.path
                if link["anchor"] == old and target == path:
                    text.replace(number, link.start("anchor") + 1, old, new)
                    desk.note(page.file, "a link", number)
    named = re.compile(rf"(?<![\w./-]){re.escape(path)}#(?P<anchor>{re.escape(old)})(?![\w:.-])")
    for file in desk.files("docs/*.yml", "quizzes/*.yml", "quizzes/scenarios/*.yml"):
        desk.document(file)  # so that one that cannot be read stays as it is
        text = desk.text(file)
        for number, line in enumerate(text.plain.split("\n"), 1):
            for link in named.finditer(line):
                text.replace(number, link.start("anchor") + 1, old, new)
                desk.note(file, "a link", number)


def examples(desk: Desk, name: str) -> Iterator[str]:
    """Where a name stands in the code of pages and of the Markdown files beside docs/, as `file:line`."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    for page in [*desk.pages(), *map(desk.page, desk.files("*.md", "quizzes/*.md", "quizzes/scenarios/*.md"))]:
        code = [(number, part) for number, line in page.prose for part in _CODE.findall(line)]
        code += [line for fence in page.fences if not _is_ours(fence.language) for line in fence.lines]
        yield from (f"{page.file}:{number}" for number, text in sorted(code) if word.search(text))


def change_heading(text: FileText, line: int, old: str, new: str) -> None:
    """Gives the heading on a line another id, or one at all where its words alone made it."""
    typed = text.line(line).rstrip()
    if named := re.search(rf"\{{:?[^{{}}]*#({re.escape(old)})(?![\w:.-])[^{{}}]*\}}(?=\s*#*$)", typed):
        text.replace(line, named.start(1) + 1, old, new)
    elif attributes := re.search(r"(\{:?)[^{}]*\}(?=\s*#*$)", typed):
        text.replace(line, attributes.end(1) + 1, "", f" #{new}")
    else:
        end = len(re.sub(r"\s+#+$", "", typed))
        text.replace(line, end + 1, "", f" {{#{new}}}")


def _linking_lines(page: Page) -> Iterator[tuple[int, str]]:
    """The lines that may hold links, each with the folder that its links are seen from."""
    yield from ((number, posixpath.dirname(page.path)) for number, _ in page.prose)
    yield from ((number, "") for fence in page.fences if fence.language in _OURS for number, _ in fence.lines)


def _is_ours(language: str) -> bool:
    return language in (*_OURS, "quiz", "scenario")
