"""What became of the articles that the handbook grew from: each of their points, and where it is taught."""

from collections.abc import Collection, Iterator

from handbook.fields import Point
from handbook.model import Handbook
from handbook.problem import Problem, did_you_mean, short
from handbook.source import Document

POINTS_FILE = "docs/points.yml"


def taught(handbook: Handbook, point: Point) -> str:
    """The title of the section that teaches a point; empty where it is not there."""
    path, _, anchor = point.at.partition("#")
    page = handbook.pages.get(path)
    return next((heading.text for heading in page.headings if heading.id == anchor), "") if page else ""


def check_points(handbook: Handbook, document: Document, files: Collection[str]) -> Iterator[Problem]:
    """Every point comes from a known source and is taught where it says.

    `files` holds the paths of all pages, those that could not be read included.
    """
    lessons = {lesson.path: lesson for lesson in handbook.lessons()}
    lost = 0
    for name, point in handbook.points.items():
        if point.source not in handbook.sources:
            message = f"docs/sources.yml has no source `{short(point.source)}`."
            hint = did_you_mean(point.source, handbook.sources, before=lost)
            lost += 1
            yield document.problem((name, "source"), "unknown-source", message, hint)
        path, _, anchor = point.at.partition("#")
        if path not in files:
            hint = did_you_mean(path, files, before=lost)
            lost += 1
            yield document.problem((name, "at"), "lost-point", f"there is no page docs/{short(path)}.", hint)
        elif not anchor:
            message, hint = f"`{short(point.at)}` names no heading.", "Write `page.md#id-of-a-heading`."
            yield document.problem((name, "at"), "lost-point", message, hint)
        elif path in lessons and anchor in {objective.id for objective in lessons[path].meta.objectives}:
            continue  # where no heading teaches it, the lesson's own problem says so
        elif path in handbook.pages and anchor not in handbook.pages[path].anchors:
            hint = did_you_mean(anchor, handbook.pages[path].anchors, before=lost)
            lost += 1
            message = f"docs/{path} has no heading with the id `{short(anchor)}`."
            yield document.problem((name, "at"), "lost-point", message, hint)
