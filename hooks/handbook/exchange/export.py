"""The handbook's questions as a spreadsheet, and what does not fit into one."""

from collections.abc import Iterable

from handbook.exchange.rows import columns
from handbook.exchange.table import typed
from handbook.exchange.xlsxmake import write_xlsx
from handbook.model import Handbook, Quiz
from handbook.problem import Problem

# So many columns there are at least, for questions to come.
_RIGHTS, _WRONGS = 3, 4


def table_of(quizzes: Iterable[Quiz]) -> tuple[list[str], list[list[str]], list[Problem]]:
    """The columns, a row for each question with options, and a notice for each question without a row."""
    found, left_out = [], []
    for quiz in quizzes:
        for question in quiz.questions:
            try:
                texts = dict(typed(question.item).values())
            except ValueError as reason:
                message = f"the question “{question.item.id}” is left out: {reason}."
                left_out.append(quiz.document.problem((*question.path, "id"), "left-out", message))
            else:
                found.append({"quiz": quiz.name, **texts})
    numbers = {side: max((_last(row, side) for row in found), default=0) for side in ("right", "wrong")}
    head = columns(max(numbers["right"], _RIGHTS), max(numbers["wrong"], _WRONGS))
    return head, [[row.get(name, "") for name in head] for row in found], left_out


def _last(row: dict[str, str], side: str) -> int:
    return max((int(name.split()[1]) for name in row if name.startswith(f"{side} ")), default=0)


def as_xlsx(handbook: Handbook, head: list[str], rows: list[list[str]]) -> bytes:
    """The table as an Excel workbook, with the handbook's objectives and quizzes to choose from."""
    objectives = [
        (module.name, lesson.name, objective.id, objective.text)
        for module in handbook.modules
        for lesson in module.lessons
        for objective in lesson.meta.objectives
    ]
    quizzes = [(quiz.name, quiz.meta.module, quiz.meta.title) for quiz in in_order(handbook)]
    return write_xlsx(head, rows, objectives, quizzes)


def in_order(handbook: Handbook) -> list[Quiz]:
    """All quizzes: module by module, as on the site, then those whose module cannot be read."""
    placed = [quiz for module in handbook.modules for quiz in handbook.quizzes_in_order(module)]
    return placed + [quiz for _, quiz in sorted(handbook.quizzes.items()) if quiz not in placed]
