"""What changed in a question: what is right about it, what it offers, what it says."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.match import Asked
from handbook.diff.names import Names
from handbook.diff.texts import align, edits_between, seen, turned
from handbook.problem import short
from handbook.quiz.model import folded
from handbook.words import WORDS

EXPIRES = "Learners’ stored results of it expire, and they are asked again."
_LOST = "Learners lose their results of it. Write `was: {old}` where it is the same question under a new id."
_FITS = "Check that the answer and its reasons still fit."
_TRUTH = {str(value): WORDS[str(value).lower()] for value in (True, False)}

# By whether something was offered there before, and now.
_OFFERS = {
    (False, True): ("option-added", "offers one wrong option more"),
    (True, False): ("option-removed", "offers one wrong option less"),
    (True, True): ("option-replaced", "offers another wrong option"),
}

# Fields that are compared by themselves, or say nothing to a learner.
_HEAD = frozenset({"id", "type", "objective", "level", "was", "allow"})
# What a message calls a field where its name does not say it.
_CALLED = {
    "extra": "match that belongs nowhere",
    "model_answer": "model answer",
    "checklist": "point to tick",
    "reason": "reason for trainers",
}


def question_changes(compared: Comparison, old: Asked, new: Asked) -> Iterator[Change]:
    """What changed in a question that both versions have."""
    before, after, path = old.question.item, new.question.item, new.question.path
    document = new.quiz.document

    def tell(kind: str, weight: Weight, field: str, message: str, *edits: Edit, advice: str = "") -> Change:
        place = Place(new.quiz.file, document.mark((*path, field)).line)
        return changed(kind, weight, place, message, *edits, advice=advice, id=after.id)

    weight = compared.weight_of(new.quiz.meta.module, after.objective)
    if before.type != after.type:
        edit, message = Edit(before.type, after.type), "The question “{id}” is of another type"
        yield tell("question-type", weight, "type", message, edit, advice=EXPIRES)
    if before.fingerprint() != after.fingerprint() and (edits := _right(before, after)):
        advice = f"{_was_wrong(before, after)}{EXPIRES}"
        field = next((f for f in ("answer", "answers", "pairs", "steps", "accept") if hasattr(after, f)), "id")
        yield tell("right-answer", weight, field, "The right answer to “{id}” changed", *edits, advice=advice)
    objective = compared.names.objective(old.quiz.meta.module, before.objective)
    if objective != after.objective:
        edit = Edit(objective, after.objective)
        yield tell("question-objective", Weight.MEANING, "objective", "“{id}” tests another objective", edit)
    if before.level != after.level:
        edit = Edit(before.level, after.level)
        yield tell("question-level", Weight.MEANING, "level", "“{id}” is at another level", edit)
    offered, reworded = _options(compared.names, before, after)
    for edit in offered:
        kind, what = _OFFERS[bool(edit.before), bool(edit.after)]
        yield tell(kind, Weight.MEANING, "id", f"“{{id}}” {what}", edit)
    edits = [*_texts(compared.names, before, after), *reworded]
    if strong := tuple(edit for edit in edits if turned(edit)):
        message = "A number or a “not” changed in “{id}”"
        yield tell("number-or-not", Weight.MEANING, "prompt", message, *strong, advice=_FITS)
    if weak := tuple(edit for edit in edits if edit not in strong):
        yield tell("question-text", Weight.WORDING, "prompt", "“{id}” reads differently", *weak)
    if before.allow != after.allow:
        edits = tuple(
            Edit(before.allow.get(name, ""), after.allow.get(name, ""), f"`{name}`")
            for name in sorted(before.allow.keys() | after.allow.keys())
            if before.allow.get(name) != after.allow.get(name)
        )
        yield tell("waiver", Weight.FACT, "allow", "“{id}” allows other warnings of `handbook check`", *edits)


def question_added(compared: Comparison, new: Asked) -> Change:
    """A question that only the newer version has."""
    item = new.question.item
    place = Place(new.quiz.file, new.quiz.document.mark(new.question.path).line)
    edits = [Edit("", seen(item.prompt), "prompt"), *(Edit("", text, "right answer") for text in _key(item))]
    weight = compared.weight_of(new.quiz.meta.module, item.objective)
    message = "“{id}” is a new question in the quiz “{quiz}”"
    return changed("question-added", weight, place, message, *edits, id=item.id, quiz=new.quiz.meta.title)


def question_removed(compared: Comparison, old: Asked) -> Change:
    """A question that only the older version has."""
    item = old.question.item
    module = compared.matches.modules.get(old.quiz.meta.module, old.quiz.meta.module)
    weight = compared.weight_of(module, compared.names.objective(old.quiz.meta.module, item.objective))
    message = "The question “{id}” of the quiz “{quiz}” is gone"
    advice = "Learners’ results of it count no more."
    edit = Edit(seen(item.prompt), "", "prompt")
    values = {"id": item.id, "quiz": old.quiz.meta.title}
    return changed("question-removed", weight, Place(old.quiz.file), message, edit, advice=advice, **values)


def question_renamed(old: Asked, new: Asked) -> Change:
    """A question that has another id."""
    before, after = old.question.item.id, new.question.item.id
    place = Place(new.quiz.file, new.quiz.document.mark((*new.question.path, "id")).line)
    if before in new.question.item.was:
        message = "The question “{old}” is now called “{id}”; results are kept by its `was`"
        return changed("question-renamed", Weight.NAME, place, message, old=before, id=after)
    message = "The question “{old}” is now called “{id}”, without a `was`"
    advice = _LOST.format(old=before)
    return changed(
        "question-renamed-without-was", Weight.MEANING, place, message, advice=advice, old=before, id=after
    )


def _key(item: Any) -> list[str]:
    """What is right, as a reader sees it."""
    return [_TRUTH.get(seen(text), seen(text)) for text in item.key()]


def _right(before: Any, after: Any) -> list[Edit]:
    """What is right now and was not, or the other way round."""
    if any(key != sorted(key) for key in (before.key(), after.key())):  # an order
        then, now = (" ".join(f"{n}. {text}" for n, text in enumerate(_key(item), 1)) for item in (before, after))
        return [Edit(then, now)]
    return [edit for edit in edits_between(_key(before), _key(after)) if folded(edit.before) != folded(edit.after)]


def _was_wrong(before: Any, after: Any) -> str:
    wrong = {folded(choice.text) for choice in before.options if not choice.right}
    if any(choice.right and folded(choice.text) in wrong for choice in after.options):
        return "What was wrong is right now. "
    return ""


def _options(names: Names, before: Any, after: Any) -> tuple[list[Edit], list[Edit]]:
    """What a question offers besides its answer, more or less than before; and what of it reads differently."""
    old, new = before.reasons(), after.reasons()
    old_texts, new_texts = (
        [names.text(seen(one.text)) for one in old],
        [Names().text(seen(one.text)) for one in new],
    )
    gone, come, reworded = [], [], []
    for n, m in align(old_texts, new_texts):
        if m is None:
            gone += [] if old[n].right else [old_texts[n]]
        elif n is None:
            come += [] if new[m].right else [new_texts[m]]
        else:
            if old_texts[n] != new_texts[m] and not new[m].right:
                reworded.append(Edit(old_texts[n], new_texts[m], "option"))
            then, now = names.text(seen(old[n].feedback)), Names().text(seen(new[m].feedback))
            if then != now:
                reworded.append(Edit(then, now, f"feedback to {_quoted(new_texts[m])}"))
    return [Edit(then, now) for then, now in zip_longest(gone, come, fillvalue="")], reworded


def _quoted(text: str) -> str:
    return short(text) if text.startswith("“") else f"“{short(text)}”"


def _texts(names: Names, before: Any, after: Any) -> Iterator[Edit]:
    """The other texts that read differently, field by field."""
    covered = {choice.path[0] for item in (before, after) for choice in item.reasons()}
    fields = dict.fromkeys([*type(after).model_fields, *type(before).model_fields])
    if before.fingerprint() == after.fingerprint() and _key(before) != _key(after):
        pairs = zip(sorted(_key(before), key=folded), sorted(_key(after), key=folded), strict=True)
        yield from (Edit(then, now, "right answer") for then, now in pairs if then != now)
    for field in fields:
        if field in _HEAD or field in covered:
            continue
        old = [names.text(seen(text)) for text in _plain(before, field)]
        new = [Names().text(seen(text)) for text in _plain(after, field)]
        called = _CALLED.get(field, field.replace("_", " "))
        yield from edits_between(old, new, called)


def _plain(item: Any, field: str) -> list[str]:
    """The texts of a field, but for those that are the right answer."""
    value, key = getattr(item, field, None), set(item.key())
    listed = value if isinstance(value, list) else [value]
    return [text for text in listed if isinstance(text, str) and text not in key]
