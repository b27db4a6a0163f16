"""What changed in the sources, and in what pages cite."""

from collections.abc import Iterator

from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.registry import Registry
from handbook.diff.texts import seen
from handbook.diff.version import SOURCES_FILE
from handbook.page import Page
from handbook.rules.page import CITATION, marks


def source_changes(compared: Comparison) -> Iterator[Change]:
    """The sources that are new, gone, stronger or weaker, and the pages that cite other ones."""
    old, new = compared.old.handbook.sources, compared.new.handbook.sources
    registry = Registry(compared, SOURCES_FILE, "source", "The source", old, new, compared.matches.sources)
    for name, source in registry.gone():
        yield registry.tell("removed", Weight.MEANING, name, "is gone", Edit(seen(source.citation), ""))
    for name, source in registry.come():
        edits = Edit("", seen(source.citation), "citation"), Edit("", source.grade, "grade")
        yield registry.tell("added", Weight.MEANING, name, "is new", *edits)
    yield from registry.renamed()
    for name, then, now in registry.both():
        if then.grade != now.grade:
            what = "counts as evidence of another grade"
            yield registry.tell("grade", Weight.MEANING, name, what, Edit(then.grade, now.grade))
        yield from registry.reworded(name, then, now, "short", "citation")
    yield from _citations(compared)


def _citations(compared: Comparison) -> Iterator[Change]:
    ids = compared.matches.sources
    for path, now in compared.matches.pages.items():
        page = compared.new.handbook.pages[now]
        old = {ids.get(name, name) for name in _cited(compared.old.handbook.pages[path])}
        new = _cited(page)
        if dropped := tuple(sorted(old - new.keys())):
            message, place = "“{title}” no longer cites", Place(page.file, 1)
            advice = "Check that nothing is left on the page without its proof."
            yield changed(
                "citation-dropped", Weight.MEANING, place, message, advice=advice, about=dropped, title=page.title
            )
        if added := tuple(sorted(new.keys() - old)):
            message, place = "“{title}” now cites", Place(page.file, new[added[0]])
            yield changed("citation-added", Weight.FACT, place, message, about=added, title=page.title)


def _cited(page: Page) -> dict[str, int]:
    """The sources that a page cites, each with its first line."""
    found: dict[str, int] = {}
    for line, _, name in marks(page, CITATION):
        found.setdefault(name, line)
    return found
