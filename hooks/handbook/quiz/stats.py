"""The figures of quizzes and scenarios by module, as a plain text that a trainer can read or print."""

from collections import Counter
from statistics import mean
from string import ascii_uppercase
from textwrap import wrap

from handbook.model import Handbook, Module, Quiz
from handbook.quiz.items.bank import stands_out, with_one_answer
from handbook.quiz.items.chance import most_by_chance
from handbook.quiz.items.item import Bank, Item
from handbook.quiz.items.text import length
from handbook.scenario import stats as scenarios

WIDTH = 100
NAMES = 2  # the first columns of each table are names, the others are numbers
Row = tuple[str, ...]

LEVELS = "At least six in ten questions of a module ask for a decision: level apply."
OBJECTIVES = "Each objective needs at least two questions, one of them at level apply."
LENGTHS = (
    "In characters, on average, for questions with one answer among three or more options. Where the answer "
    "is the longest (or the shortest) option more often than “by chance”, guessing by length works."
)
PLACES = "How often the answer stands at each place. The program puts it there and spreads the answers."


def statistics(handbook: Handbook) -> str:
    """Four tables: questions by type and level, per objective, option lengths, places of the answer.

    Counts the valid quizzes. Every module has its rows, also one without questions. Where there
    are scenarios, a fifth table has a row for each.
    """
    bank = Bank(handbook)
    modules = [(module, bank.by_module().get(module.name, [])) for module in handbook.modules]
    by_quiz = {quiz.name: with_one_answer(items) for quiz, items in bank.quizzes}
    quizzes = [quiz for module in handbook.modules for quiz in handbook.quizzes_of(module.name)]
    tested = [(quiz, by_quiz[quiz.name]) for quiz in quizzes if by_quiz[quiz.name]]
    letters = ascii_uppercase[: max((len(item.options) for _, items in tested for item in items), default=0)]
    tables = [
        ("Questions", LEVELS, ("module", "type", "questions", "recall", "apply", "share"), _types(modules)),
        ("Objectives", OBJECTIVES, ("module", "objective", "questions", "recall", "apply"), _objectives(modules)),
        (
            "Length of the options",
            LENGTHS,
            ("module", "quiz", "questions", "answer", "others", "longest", "shortest", "by chance"),
            [_lengths(quiz, items) for quiz, items in tested],
        ),
        (
            "Place of the answer",
            PLACES,
            ("module", "quiz", "questions", *letters),
            [_places(quiz, items, len(letters)) for quiz, items in tested],
        ),
    ]
    if rows := scenarios.figures(handbook):
        tables.append(("Scenarios", scenarios.ABOUT, scenarios.HEADER, rows))
    return "\n\n".join(
        "\n".join([title, *wrap(about, WIDTH), "", *_table(header, rows)]) for title, about, header, rows in tables
    )


def _types(modules: list[tuple[Module, list[Item]]]) -> list[Row]:
    rows: list[Row] = []
    for module, items in modules:
        total = _by_level(module.name, "all", items)
        rows.append((*total, f"{100 * int(total[-1]) // len(items)} %" if items else ""))
        for name in sorted({item.question.item.type for item in items}):
            own = [item for item in items if item.question.item.type == name]
            rows.append((*_by_level("", name, own), ""))
    return rows


def _objectives(modules: list[tuple[Module, list[Item]]]) -> list[Row]:
    rows: list[Row] = []
    for module, items in modules:
        names = [objective.id for lesson in module.lessons for objective in lesson.meta.objectives]
        for number, name in enumerate(names):
            own = [item for item in items if item.question.item.objective == name]
            rows.append(_by_level("" if number else module.name, name, own))
    return rows


def _by_level(module: str, name: str, items: list[Item]) -> Row:
    levels = Counter(item.question.item.level for item in items)
    return module, name, str(len(items)), str(levels["recall"]), str(levels["apply"])


def _lengths(quiz: Quiz, items: list[Item]) -> Row:
    answer = mean(length(item.right[0].text) for item in items)
    others = mean(length(option.text) for item in items for option in item.wrong)
    longest, shortest = (sum(stands_out(item, pick) for item in items) for pick in (max, min))
    limit = most_by_chance(len(item.options) for item in items)
    figures = (len(items), round(answer), round(others), longest, shortest)
    return quiz.meta.module, quiz.name, *map(str, figures), f"up to {limit}"


def _places(quiz: Quiz, items: list[Item], most: int) -> Row:
    used = Counter(item.question.order.index(0) for item in items)
    return quiz.meta.module, quiz.name, str(len(items)), *(str(used[place]) for place in range(most))


def _table(header: Row, rows: list[Row]) -> list[str]:
    """Columns as wide as what they hold; names to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    lines = []
    for row in (header, *rows):
        names = [cell.ljust(width) for cell, width in zip(row[:NAMES], widths, strict=False)]
        numbers = [cell.rjust(width) for cell, width in zip(row[NAMES:], widths[NAMES:], strict=True)]
        lines.append("  " + "  ".join([*names, *numbers]).rstrip())
    return lines
