"""Which pages and modules there are, where they stand, and in which order."""

import posixpath
from collections.abc import Iterator

from handbook.diff.blocks import has_caution
from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.facts import fact_changes, kind_of
from handbook.diff.sections import section_changes
from handbook.diff.version import front
from handbook.page import Page


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
            yield _gone(compared, page)
    for path, page in new.items():
        if (
            path not in partners.values()
            and page.file not in compared.old.unread
            and path.split("/")[0] not in whole
        ):
            yield _added(compared, page)


def _modules(compared: Comparison) -> Iterator[Change]:
    old = {module.name: module for module in compared.old.handbook.modules}
    new = {module.name: module for module in compared.new.handbook.modules}
    names = compared.matches.modules
    for name, module in old.items():
        now = names.get(name)
        if now is None and module.page.file not in compared.new.unread:
            lessons = tuple(lesson.meta.title for lesson in module.lessons)
            message = f"The module “{{title}}” is gone{', with its lessons' if lessons else ''}"
            place = Place(module.page.file)
            yield changed("module-removed", Weight.MEANING, place, message, about=lessons, title=module.meta.title)
        elif now in new:
            place = Place(new[now].page.file, 1)
            if now != name:
                message = "The folder of the module “{title}” has another name; links from elsewhere break"
                edit = Edit(name, now)
                yield changed("module-renamed", Weight.NAME, place, message, edit, title=new[now].meta.title)
            yield from _lesson_order(compared, name, new[now].page)
    for name, module in new.items():
        if name not in names.values() and module.page.file not in compared.old.unread:
            lessons = tuple(lesson.meta.title for lesson in module.lessons)
            message = f"The module “{{title}}” is new{', with its lessons' if lessons else ''}"
            place = Place(module.page.file, 1)
            yield changed("module-added", Weight.MEANING, place, message, about=lessons, title=module.meta.title)
    kept = [names[name] for name in old if names.get(name) in new]
    if kept != [name for name in new if name in kept]:
        yield changed("module-order", Weight.NAME, Place("docs"), "The modules stand in another order")


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


def _added(compared: Comparison, page: Page) -> Change:
    safe = has_caution(compared.parts_after[page.path])
    weight = Weight.SAFETY if safe else Weight.MEANING
    message, place = f"The {kind_of(page)} “{{title}}” is new{_holds(page)}", Place(page.file, 1)
    about = _objectives(page)
    return changed("page-added", weight, place, message, about=about, title=page.title)


def _gone(compared: Comparison, page: Page) -> Change:
    safe = has_caution(compared.parts_before[page.path])
    weight = Weight.SAFETY if safe else Weight.MEANING
    message, place = f"The {kind_of(page)} “{{title}}” is gone{_holds(page)}", Place(page.file)
    about = _objectives(page)
    return changed("page-removed", weight, place, message, about=about, title=page.title)


def _holds(page: Page) -> str:
    return ", with its objectives" if _objectives(page) else ""


def _objectives(page: Page) -> tuple[str, ...]:
    listed = front(page).get("objectives")
    entries = listed if isinstance(listed, list) else []
    return tuple(
        str(entry["text"]).rstrip(".") for entry in entries if isinstance(entry, dict) and "text" in entry
    )
