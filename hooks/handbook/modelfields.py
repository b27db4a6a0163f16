"""What pydantic's models say about a place in a trainer's file."""

from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from handbook.source import KeyPath


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation speaks of: itself, a list's entry, or an optional's."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is Literal:
        return None
    return next((found for part in get_args(annotation) if (found := model_in(part))), None)


def fields_at(model: type[BaseModel], loc: KeyPath) -> list[str]:
    """The names that may stand at a place."""
    inner = field_at(model, loc).annotation if loc else model
    found = model_in(inner)
    return list(found.model_fields) if found else []


def field_at(model: type[BaseModel], loc: KeyPath) -> Any:
    """The field that a place belongs to; an index in a list belongs to the list's field."""
    field, current = None, model
    for part in loc:
        if isinstance(part, str) and current is not None and part in current.model_fields:
            field = current.model_fields[part]
            current = model_in(field.annotation)
    return field
