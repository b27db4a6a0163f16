"""Which pages and modules there are, where they stand, and in which order."""

import posixpath
from collections.abc import Iterator, Mapping

from handbook.diff.blocks import Part, has_caution
from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.facts import fact_changes, kind_of
from handbook.diff.match import newcomers
from handbook.diff.sections import section_changes
from handbook.diff.version import front
from handbook.model import Module
from handbook.page import Page

_FATES = {"added": "new", "removed": "gone"}


def page_changes(compared: Comparison) -> Iterator[Change]:
    """Every change on a page; a page that cannot be read is left out."""
    old, new, partners = compared.old.handbook.pages, compared.new.handbook.pages, compared.matches.pages
    yield from _modules(compared)
    whole = _whole_modules(compared)
    for path, page in old.items():
        if path in partners:
            now = new[partners[path]]
            yield from _moved(compared, page, now)
            yield from fact_changes(compared, page, now)
            yield from section_changes(compared, page, now)
        elif page.file not in compared.new.unread and path.split("/")[0] not in whole:
            yield _whole(page, compared.parts_before[path], "removed", Place(page.file))
    for path, page in newcomers(new, partners).items():
        if page.file not in compared.old.unread and path.split("/")[0] not in whole:
            yield _whole(page, compared.parts_after[path], "added", Place(page.file, 1))


def _modules(compared: Comparison) -> Iterator[Change]:
    old = {module.name: module for module in compared.old.handbook.modules}
    new = {module.name: module for module in compared.new.handbook.modules}
    names = compared.matches.modules
    for name, module in old.items():
        now = names.get(name)
        if now is None and module.page.file not in compared.new.unread:
            yield _whole_module(module, compared.parts_before, "removed", Place(module.page.file))
        elif now in new:
            if now != name:
                message = "The folder of the module “{title}” has another name; links from elsewhere break"
                edit, place = Edit(name, now), Place(new[now].page.file, 1)
                yield changed("module-renamed", Weight.NAME, place, message, edit, title=new[now].meta.title)
            yield from _lesson_order(compared, name, new[now].page)
    for module in newcomers(new, names).values():
        if module.page.file not in compared.old.unread:
            yield _whole_module(module, compared.parts_after, "added", Place(module.page.file, 1))
    kept = [names[name] for name in old if names.get(name) in new]
    if kept != [name for name in new if name in kept]:
        yield changed("module-order", Weight.NAME, Place("docs"), "The modules stand in another order")


def _whole_module(module: Module, parts: Mapping[str, list[Part]], what: str, place: Place) -> Change:
    """A module that is new or gone, with all of its pages."""
    pages = [found for path, found in parts.items() if path.startswith(f"{module.name}/")]
    weight = Weight.SAFETY if any(map(has_caution, pages)) else Weight.MEANING
    lessons = tuple(lesson.meta.title for lesson in module.lessons)
    message = f"The module “{{title}}” is {_FATES[what]}{', with its lessons' if lessons else ''}"
    return changed(f"module-{what}", weight, place, message, about=lessons, title=module.meta.title)


def _whole_modules(compared: Comparison) -> set[str]:
    """The folders of modules that are new or gone as a whole: their pages need not be told one by one."""
    old = {m.name for m in compared.old.handbook.modules if m.page.file not in compared.new.unread}
    new = {m.name for m in compared.new.handbook.modules if m.page.file not in compared.old.unread}
    names = compared.matches.modules
    return (old - names.keys()) | (new - set(names.values()))


def _lesson_order(compared: Comparison, module: str, now: Page) -> Iterator[Change]:
    """The lessons that a module lists in both versions follow one another as before."""
    before = compared.old.handbook.pages[f"{module}/index.md"]
    old, new = (front(page).get("lessons") for page in (before, now))
    if not (isinstance(old, list) and isinstance(new, list)):
        return
    paths = [compared.matches.pages.get(f"{module}/{name}.md", "") for name in old]
    then = [path.rsplit("/", 1)[-1].removesuffix(".md") for path in paths]
    kept = [name for name in then if name in new]
    if kept != [name for name in new if name in kept]:
        place = Place(now.file, now.front.mark(("lessons",)).line)
        message = "The lessons of the module “{title}” stand in another order"
        yield changed("lesson-order", Weight.NAME, place, message, title=now.title)


def _moved(compared: Comparison, old: Page, new: Page) -> Iterator[Change]:
    folder, _, name = old.path.partition("/")
    expected = f"{compared.matches.modules.get(folder, folder)}/{name}" if name else folder
    if new.path == expected:
        return
    edit, place, subject = Edit(f"docs/{old.path}", f"docs/{new.path}"), Place(new.file, 1), f"The {kind_of(new)}"
    if posixpath.dirname(new.path) == posixpath.dirname(expected):
        message = f"{subject} “{{title}}” has a file of another name; links from elsewhere break"
        yield changed("page-renamed", Weight.NAME, place, message, edit, title=new.title)
    else:
        message = f"{subject} “{{title}}” stands in another folder"
        yield changed("page-moved", Weight.MEANING, place, message, edit, title=new.title)


def _whole(page: Page, parts: list[Part], what: str, place: Place) -> Change:
    """A page that is new or gone."""
    weight = Weight.SAFETY if has_caution(parts) else Weight.MEANING
    objectives = _objectives(page)
    message = f"The {kind_of(page)} “{{title}}” is {_FATES[what]}{', with its objectives' if objectives else ''}"
    return changed(f"page-{what}", weight, place, message, about=objectives, title=page.title)


def _objectives(page: Page) -> tuple[str, ...]:
    listed = front(page).get("objectives")
    entries = listed if isinstance(listed, list) else []
    return tuple(
        str(entry["text"]).rstrip(".") for entry in entries if isinstance(entry, dict) and "text" in entry
    )
