"""Item-writing rules: what a well-made question keeps beyond its form.

`prompt` and `options` hold the rules within a question, `bank` those over many questions,
`english` every word list, `text` and `chance` the tools. A rule is a function that yields
Problems; its name in the tables is the rule's name in `handbook.problem.RULES`, where its level
stands as well. An error has to be mended; a warning about a question can be allowed there, with
a reason (`allow: {clang: the customer's own word}`).
"""

from collections.abc import Iterator

from handbook.model import Handbook
from handbook.problem import Problem, did_you_mean, short
from handbook.quiz.items.bank import BANK_RULES, NEIGHBOUR_RULES, QUIZ_RULES
from handbook.quiz.items.item import Bank, Item, Rule, rules_for
from handbook.quiz.items.options import OPTION_RULES
from handbook.quiz.items.prompt import PROMPT_RULES
from handbook.rulebook import RULES, WARNINGS

QUESTION_RULES = PROMPT_RULES | OPTION_RULES
ITEM_RULES = frozenset(QUESTION_RULES | NEIGHBOUR_RULES | QUIZ_RULES | BANK_RULES)
WAIVABLE = WARNINGS & (QUESTION_RULES.keys() | NEIGHBOUR_RULES.keys())


def check_items(handbook: Handbook) -> Iterator[Problem]:
    """Every item rule over every valid quiz, without the warnings that a question allows."""
    bank = Bank(handbook)
    for quiz, items in bank.quizzes:
        rules = rules_for(quiz, QUESTION_RULES.values())
        for item in items:
            yield from _check_question(item, bank, rules)
        yield from (problem for rule in QUIZ_RULES.values() for problem in rule(quiz, items))
    yield from (problem for rule in BANK_RULES.values() for problem in rule(bank))


def _check_question(item: Item, bank: Bank, rules: list[Rule]) -> Iterator[Problem]:
    found = [problem for rule in rules for problem in rule(item)]
    found += [problem for rule in NEIGHBOUR_RULES.values() for problem in rule(item, bank)]
    if not item.question.item.allow:
        yield from found
        return
    allowed = item.question.item.allow.keys() & WAIVABLE
    yield from (problem for problem in found if problem.rule not in allowed)
    yield from _check_waivers(item, {problem.rule for problem in found})


def _check_waivers(item: Item, found: set[str]) -> Iterator[Problem]:
    """A waiver names a warning that the question would get."""
    for name in item.question.item.allow:
        path = (*item.question.path, "allow", name)
        if name in WAIVABLE and name in found:
            continue
        if name in WAIVABLE:
            rule, message = "unused-waiver", f"this question gets no warning `{name}` that it could allow."
            hint = "Delete the line."
        elif name in RULES:
            rule, message = "not-waivable", f"`{name}` cannot be allowed."
            hint = "Mend what it asks for, and delete the line."
        else:
            rule, message = "unknown-rule", f"there is no warning `{short(name)}`."
            hint = did_you_mean(name, WAIVABLE)
        yield item.quiz.document.problem(path, rule, message, hint, key=True)
