"""What a person names and the handbook has: modules, lessons, objectives, sources.

Each function gets what was typed, and raises Refused with the nearest name where there is no such thing.
"""

from collections.abc import Collection, Iterable

from handbook.author.answers import Answers
from handbook.author.desk import Desk
from handbook.author.refused import Refused, refused_for
from handbook.model import Lesson, Module
from handbook.problem import did_you_mean


def known_module(desk: Desk, typed: str) -> Module:
    """The module of a name."""
    name = typed.strip().removeprefix("docs/").rstrip("/")
    module = desk.handbook.module(name)
    if module is None:
        _mend_first(desk, [f"docs/{name}/index.md"], f"The module {name} cannot be read.")
        raise Refused(f"There is no module `{name}`. {did_you_mean(name, _names(desk.handbook.modules))}")
    return module


def chosen_modules(desk: Desk, answers: Answers) -> list[Module]:
    """The module of the flag --module, or all of them."""
    chosen = answers.flag("module")
    return [known_module(desk, chosen)] if chosen else list(desk.handbook.modules)


def objectives_of(desk: Desk, modules: Iterable[Module]) -> list[str]:
    """The ids of the objectives of some modules."""
    return [name for module in modules for name in desk.handbook.objectives(module.name)]


def known_lesson(modules: Iterable[Module], typed: str) -> tuple[Module, Lesson]:
    """The lesson of a name, with its module."""
    name = typed.strip().removesuffix(".md").rsplit("/", 1)[-1]
    found = [(module, lesson) for module in modules for lesson in module.lessons if lesson.name == name]
    if not found:
        known = {lesson.name for module in modules for lesson in module.lessons}
        raise Refused(f"There is no lesson `{name}`. {did_you_mean(name, known)}")
    _only_one(f"the lesson `{name}`", [module for module, _ in found])
    return found[0]


def known_objective(desk: Desk, modules: Collection[Module], typed: str) -> tuple[Module, Lesson, str]:
    """The objective of an id, with its module and its lesson."""
    name = typed.strip()
    owners = [module for module in modules if name in desk.handbook.objectives(module.name)]
    if not owners:
        _mend_first(desk, _unread(desk, modules), f"No lesson that can be read has `{name}`.")
        raise Refused(f"There is no objective `{name}`. {did_you_mean(name, objectives_of(desk, modules))}")
    _only_one(f"the objective `{name}`", owners)
    lesson, _ = desk.handbook.objectives(owners[0].name)[name]
    return owners[0], lesson, name


def known_source(desk: Desk, typed: str) -> str:
    """The id of a source in docs/sources.yml."""
    name = typed.strip()
    if name not in desk.handbook.sources:
        _mend_first(desk, ["docs/sources.yml"], f"No source that can be read is `{name}`.")
        raise Refused(f"docs/sources.yml has no source `{name}`. {did_you_mean(name, desk.handbook.sources)}")
    return name


def one_of(typed: str, known: Collection[str], kind: str) -> str:
    """One of a few words."""
    name = typed.strip()
    if name not in known:
        raise Refused(f"The {kind} cannot be `{name}`. {did_you_mean(name, known)}")
    return name


def _only_one(what: str, owners: Collection[Module]) -> None:
    if len(owners) > 1:
        named = " or ".join(f"`--module {name}`" for name in _names(owners))
        raise Refused(f"{what[0].upper()}{what[1:]} stands in {len(owners)} modules. Add {named}.")


def _unread(desk: Desk, modules: Collection[Module]) -> list[str]:
    """The lessons of some modules that are listed and have mistakes, and the modules that have."""
    lost = [(module, set(module.meta.lessons) - {lesson.name for lesson in module.lessons}) for module in modules]
    lessons = [f"docs/{module.name}/{name}.md" for module, names in lost for name in names]
    return [
        *lessons,
        *(file for file in desk.files("docs/*/index.md") if desk.handbook.module(file.split("/")[1]) is None),
    ]


def _mend_first(desk: Desk, files: Iterable[str], message: str) -> None:
    """A file with mistakes may hold what is looked for: then they are told, and not that it is missing."""
    if mistakes := desk.mistakes(*files):
        raise refused_for(mistakes, f"{message} Mend this first. Nothing was written.")


def _names(modules: Iterable[Module]) -> list[str]:
    return [module.name for module in modules]
