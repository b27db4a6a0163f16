"""The reference page for trainers: every field of a quiz, from the models themselves."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from handbook.fields import MAX_TEXT
from handbook.quiz.model import QuestionBase
from handbook.quiz.schema import quiz_schema
from handbook.quiz.types import TYPES
from handbook.templates import environment

Schema = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One field as the page shows it; every text is Markdown for a table's cell."""

    name: str
    purpose: str
    needed: str
    allowed: str


@dataclass(frozen=True)
class Part:
    """Fields that belong together, such as those of an option."""

    title: str
    rows: list[Row]


@dataclass(frozen=True)
class QuestionPart(Part):
    """A question type: its own fields, how it is scored, an example, and the parts it is made of."""

    about: str
    example: str
    parts: tuple[Part, ...]


def fields_page() -> str:
    """The page as Markdown: the quiz, what all questions share, then each question type."""
    schema = quiz_schema()
    shared = QuestionBase.model_fields.keys()
    models = {name: schema["$defs"][kind.model.__name__] for name, kind in TYPES.items()}
    first = next(iter(models.values()))
    template = environment().get_template("fields.md")
    return template.render(
        max_text=MAX_TEXT,
        quiz=rows(schema),
        shared=[row for row in rows(first) if row.name in shared - {"type"}],
        types=[_type(name, model, schema["$defs"], shared) for name, model in models.items()],
    )


def _type(name: str, model: Schema, known: Schema, shared: Collection[str]) -> QuestionPart:
    own = [row for row in rows(model) if row.name == "type" or row.name not in shared]
    users = _users(model, known)
    parts = tuple(Part(", ".join(f"`{f}`" for f in sorted(users[part])), rows(known[part])) for part in users)
    return QuestionPart(name, own, model["description"], TYPES[name].example.strip("\n"), parts)


def _users(model: Schema, known: Schema) -> dict[str, set[str]]:
    """The models that a model's fields are made of, however deep, each with those fields' names."""
    users: dict[str, set[str]] = {}
    waiting = [model]
    while waiting:
        for field, about in waiting.pop(0)["properties"].items():
            for part in _references(about):
                if part not in users:
                    waiting.append(known[part])
                users.setdefault(part, set()).add(field)
    return users


def rows(model: Schema) -> list[Row]:
    """The fields of a model's schema."""
    required = model.get("required", ())
    return [
        Row(name, about["description"].replace("|", r"\|"), _needed(about, name in required), _allowed(about))
        for name, about in model["properties"].items()
    ]


def _needed(about: Schema, required: bool) -> str:
    if required:
        return "required"
    default = about.get("default")
    if isinstance(default, bool):
        default = str(default).lower()
    return "optional" if default in (None, "") else f"optional; `{default}` if left out"


def _allowed(about: Schema) -> str:
    """What a field may hold, in words."""
    match about:
        case {"$ref": _} | {"oneOf": _}:
            return "fields, see below"
        case {"anyOf": choices}:
            return " or ".join(_allowed(choice) for choice in choices if choice.get("type") != "null")
        case {"const": value}:
            return f"`{value}`"
        case {"enum": values}:
            return " or ".join(f"`{value}`" for value in values)
        case {"type": "array", "items": items}:
            return f"a list{_bounds(about, 'minItems', 'maxItems')}: {_allowed(items)}"
        case {"patternProperties": _}:
            return "names, each with fields, see below"
        case {"type": "integer"}:
            return f"a whole number{_bounds(about, 'minimum', 'maximum')}"
        case {"type": "boolean"}:
            return "`true` or `false`"
        case {"pattern": _}:
            return "small letters, digits, hyphens"
        case {"maxLength": length}:
            return "text" if length == MAX_TEXT else f"text, at most {length} characters"
    return about.get("type", "text")


def _bounds(about: Schema, low: str, high: str) -> str:
    match about.get(low), about.get(high):
        case None, None:
            return ""
        case least, None:
            return f", {least} or more"
        case None, most:
            return f", at most {most}"
        case least, most:
            return f", {least} to {most}"


def _references(about: Schema) -> Iterator[str]:
    """The names of the models that a field, one of its forms or its list's entries are made of."""
    if "$ref" in about:
        yield about["$ref"].rsplit("/", 1)[1]
    for inner in [*about.get("anyOf", ()), *([about["items"]] if "items" in about else ())]:
        yield from _references(inner)
