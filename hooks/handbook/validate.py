"""pydantic's findings, told in a trainer's words and at the right place."""

from functools import lru_cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handbook.fieldslips import UNSEEN, Slips, as_id, hidden
from handbook.modelfields import field_at, fields_at, model_in
from handbook.problem import Problem, counted, did_you_mean, short
from handbook.source import Document, KeyPath

M = TypeVar("M", bound=BaseModel)


def validate(
    model: type[M], document: Document, path: KeyPath, data: Any, subject: str
) -> tuple[M | None, list[Problem]]:
    """Makes a `model` of the data at `path`, or says what is wrong with it.

    `subject` names the thing in messages, such as `question "late-delivery"`. Gives None and
    at least one Problem, or the model and none.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as errors:
        found = errors.errors(include_url=False)
        slips = Slips(model, found, data)
        unknown = 0
        told: dict[Problem, None] = {}
        for error in found:
            if not slips.explain(error):
                told[_problem(error, model, document, path, subject, slips, unknown)] = None
                unknown += error["type"] == "extra_forbidden"
        return None, list(told)


def _problem(
    error: ErrorDetails,
    model: type[BaseModel],
    document: Document,
    base: KeyPath,
    subject: str,
    slips: Slips,
    unknown: int,
) -> Problem:
    loc = tuple(error["loc"])
    of_name = loc[-1:] == ("[key]",)  # of an entry's name, not of what it holds
    loc = loc[:-1] if of_name else loc
    path, name = base + loc, str(loc[-1]) if loc else ""
    where = "this name" if of_name else _called(loc) or subject
    kind, given, context = error["type"], error["input"], error.get("ctx", {})

    def problem(rule: str, message: str, hint: str = "", *, key: bool = of_name) -> Problem:
        return document.problem(path, rule, message, hint, key=key)

    if kind == "missing":
        owner = _called(loc[:-1]) or subject
        return problem("missing-field", f"{owner} has no `{name}`.", _how_to_add(model, loc))
    if kind == "extra_forbidden":
        hint = slips.mend(loc) or did_you_mean(name, fields_at(model, loc[:-1]), before=unknown)
        return problem("unknown-field", f"unknown field `{short(name)}`.", hint, key=True)
    mark = document.mark(path)
    typed = mark.raw if mark.raw is not None else given
    if given is None or kind == "string_too_short":
        field = field_at(model, loc)
        optional = field is not None and not field.is_required()
        return problem(
            "empty", f"{where} is empty.", "Fill it in, or delete the line." if optional else "Fill it in."
        )
    if kind == "literal_error":
        allowed = [str(value) for value in get_args(field_at(model, loc).annotation)]
        hint = UNSEEN if hidden(typed) else did_you_mean(str(typed), allowed)
        return problem("not-allowed", f"{where} cannot be `{short(typed)}`.", hint)
    if kind in ("string_type", "string_unicode"):
        return _not_text(problem, where, given, typed)
    if kind == "string_pattern_mismatch":
        example = as_id(given)
        meant = f": `{short(example)}`" if example else ", such as `late-delivery`"
        hint = UNSEEN if hidden(given) else f"Use small letters, digits and single hyphens{meant}."
        return problem("bad-id", f"{where} cannot be `{short(given)}`.", hint)
    if kind == "string_too_long":
        return problem("too-long", f"{where} is longer than {context['max_length']} characters.", "Shorten it.")
    if kind in ("too_short", "too_long"):
        bound, limit = ("min", "at least") if kind == "too_short" else ("max", "at most")
        wanted = context[f"{bound}_length"]
        entries, over = counted(len(given), "entry", "entries"), len(given) - wanted
        message = f"{where} has {entries}; there must be {limit} {wanted}."
        return problem("wrong-number", message, f"Delete {over}." if over > 0 else f"Add {-over}.")
    if kind in ("list_type", "tuple_type"):
        return problem(
            "not-a-list", f"{where} must be a list.", "Begin each entry on a line of its own with `- `."
        )
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return problem("not-fields", f"{where} must hold named fields.", _how_to_fill(model, loc))
    if kind in ("bool_type", "bool_parsing"):
        return problem("not-a-boolean", f"{where} must be `true` or `false`, without quotes.")
    if kind in ("int_type", "int_parsing", "int_from_float"):
        usual = getattr(field_at(model, loc), "default", None)
        hint = f"Write digits without quotes, such as {usual if isinstance(usual, int) else 3}."
        return problem("not-a-number", f"{where} must be a whole number.", hint)
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return problem("out-of-range", f"{where} is {short(typed)}; it must be {limit}.")
    if kind in ("date_type", "date_from_datetime_parsing", "date_from_datetime_inexact"):
        hint = "Write year-month-day without quotes, such as 2026-11-22."
        return problem("not-a-date", f"{where} must be a date, and `{short(typed)}` is not one.", hint)
    if kind == "short_feedback":
        message = f"this feedback has {counted(context['words'], 'word')}; it needs at least 8."
        return problem("short-feedback", message, "Give the reason, not only the verdict.")
    if kind == "short_reason":
        message = f"this reason has {counted(context['words'], 'word')}; it needs at least 4."
        return problem("short-reason", message, "Say why the warning is wrong here, for whoever edits it next.")
    if kind == "phrase":
        message = f"{where} holds no phrase that can be looked for: `{short(typed)}`."
        hint = "Write words; `one|other` for either, `(a|the)` for one that may be missing, but not the last."
        return problem("bad-term", message, hint)
    if kind == "control":
        hint = "Look for a backslash: write `\\\\` where one is meant, and delete it elsewhere."
        return problem("character", f"{where} holds an invisible character.", hint)
    # A kind that pydantic knows and no field of ours can give today: better its words than none.
    return problem("not-allowed", f"{where}: {error['msg']}.")


def _not_text(problem: Any, where: str, given: Any, typed: Any) -> Problem:
    if isinstance(given, list | dict):
        return problem(
            "not-a-text", f"{where} must be a text, not a list or fields.", "Write it on one line, in quotes."
        )
    message = f"{where} must be a text, but `{short(typed)}` without quotes means something else in YAML."
    return problem("bare-value", message, f'Put quotes round it: "{short(typed)}".')


def _called(loc: KeyPath) -> str:
    """What a message calls a place: its name, or its number in a list; empty for the whole."""
    if len(loc) > 1 and isinstance(loc[-1], int):
        return f"entry {loc[-1] + 1} of `{loc[-2]}`"
    return f"`{loc[-1]}`" if loc else ""


@lru_cache(maxsize=200)  # it is the same for each of ten thousand entries
def _how_to_add(model: type[BaseModel], loc: KeyPath) -> str:
    field = field_at(model, loc)
    inner = model_in(field.annotation)
    if inner is None:
        allowed = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
        if len(allowed) == 1:
            return f"Add `{loc[-1]}: {allowed[0]}`."
        about = field.description.split(". ")[0].rstrip(".")
        return f"Add `{loc[-1]}:` ({about[0].lower()}{about[1:]})."
    parts = [f"a `{name}`" for name, part in inner.model_fields.items() if part.is_required()]
    entries = ", a list of entries" if get_origin(field.annotation) is list else ""
    return f"Add `{loc[-1]}:`{entries} with {' and '.join(parts)}."


def _how_to_fill(model: type[BaseModel], loc: KeyPath) -> str:
    names = [f"`{name}:`" for name in fields_at(model, loc)] or ["`name: text`"]
    return f"Write each on a line of its own below: {', '.join(names)}."
