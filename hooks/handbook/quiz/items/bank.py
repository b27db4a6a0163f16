"""Rules over many questions: what one gives away about another, and what a whole quiz gives away.

The numbers Q06 … Q21 are those of the project's list of item-writing rules; where a rule comes
from stands in `english.py`.
"""

from collections.abc import Callable, Iterator

from handbook.model import Quiz
from handbook.problem import Problem, counted
from handbook.quiz.items.chance import most_by_chance
from handbook.quiz.items.item import Bank, Item, marks_answer, phrases
from handbook.quiz.items.text import plain, words
from handbook.quiz.model import folded

COPIED_WORDS = 4  # shorter options (“Two days.”) may well be right or wrong twice
APPLY_SHARE = 0.6


def copied_option(item: Item, bank: Bank) -> Iterator[Problem]:
    """Q06: no option stands in two questions: whoever met it in one knows it in the other."""
    for known, option in zip(item.cores, item.options, strict=True):
        alike = bank.option_owners[known]
        if alike[0][0] is item or len(words(plain(option.text))) < COPIED_WORDS:
            continue
        text = folded(option.text)
        owner, first = next((owner, other) for owner, other in alike if folded(other.text) == text)
        if owner is not item:
            place = owner.place((*first.path, "text"))
            message = f"this option stands in another question too, {place}, and is known from there."
            hint = "Write another one for this case."
            yield item.problem((*option.path, "text"), "copied-option", message, hint)


def gives_away(item: Item, bank: Bank) -> Iterator[Problem]:
    """Q20: a prompt does not hold the answer to another question of its module."""
    told: set[str] = set()
    answers = bank.answer_phrases[item.quiz.meta.module]
    for phrase in sorted(phrases(item.prompt) & answers.keys()):
        other = next((other for other in answers[phrase] if marks_answer(phrase, other)), None)
        if other and other.id not in told | {item.id}:
            told.add(other.id)
            message = f"“{' '.join(phrase)}” gives away the answer to the question “{other.id}”."
            yield item.problem(("prompt",), "gives-away", message, "Say it in other words here, or there.")


def often_longest(quiz: Quiz, items: list[Item]) -> Iterator[Problem]:
    """Q13: the answer is not the longest option more often than chance makes it."""
    yield from _extreme(quiz, items, "longest", max)


def often_shortest(quiz: Quiz, items: list[Item]) -> Iterator[Problem]:
    """Q13: nor the shortest."""
    yield from _extreme(quiz, items, "shortest", min)


def _extreme(quiz: Quiz, items: list[Item], name: str, pick: Callable[..., int]) -> Iterator[Problem]:
    tested = with_one_answer(items)
    found = [item for item in tested if stands_out(item, pick)]
    limit = most_by_chance(len(item.options) for item in tested)
    if len(found) > limit:
        message = (
            f"the answer is the {name} option in {len(found)} of {len(tested)} questions, so guessing by length "
            f"works; chance explains {limit}: {', '.join(item.id for item in found)}."
        )
        hint = f"Change the lengths in {counted(len(found) - limit, 'question')}."
        yield quiz.document.problem(("questions",), f"often-{name}", message, hint, key=True)


def with_one_answer(items: list[Item]) -> list[Item]:
    """The questions whose answer is one of three or more options."""
    return [item for item in items if len(item.right) == 1 and len(item.options) > 2]


def stands_out(item: Item, pick: Callable[..., int]) -> bool:
    """Whether the one answer is the only longest (`max`) or shortest (`min`) option."""
    (right,), wrong = item.right_lengths, item.wrong_lengths
    return right not in wrong and pick(right, *wrong) == right


def few_apply(bank: Bank) -> Iterator[Problem]:
    """Q21: most questions of a module put the learner into a situation."""
    for module, items in bank.by_module().items():
        applied = sum(item.question.item.level == "apply" for item in items)
        if applied < APPLY_SHARE * len(items):
            share = f"{applied} of {counted(len(items), 'question')}"
            message = f"{share} of the module {module} are at level apply, so the quiz tests memory, not the job."
            hint = "Turn more of them into situations with a decision: at least six in ten."
            yield items[0].quiz.document.problem(("module",), "few-apply", message, hint)


NEIGHBOUR_RULES: dict[str, Callable[[Item, Bank], Iterator[Problem]]] = {
    rule.__name__.replace("_", "-"): rule for rule in (copied_option, gives_away)
}
QUIZ_RULES: dict[str, Callable[[Quiz, list[Item]], Iterator[Problem]]] = {
    rule.__name__.replace("_", "-"): rule for rule in (often_longest, often_shortest)
}
BANK_RULES: dict[str, Callable[[Bank], Iterator[Problem]]] = {
    rule.__name__.replace("_", "-"): rule for rule in (few_apply,)
}
