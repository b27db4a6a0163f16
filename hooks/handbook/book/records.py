"""Pages to fill in by hand: the training record, and what was observed at work."""

from handbook.book.nodes import Blocks, node, paragraph, refer
from handbook.model import Handbook
from handbook.quiz.render import section_title
from handbook.words import say


def training_record(handbook: Handbook) -> Blocks:
    """A row for each quiz of each module: date, score, and who signs."""
    columns = [say(word) for word in ("module_column", "date_line", "book_score", "sign_learner", "sign_trainer")]
    rows = []
    for number, module in enumerate(handbook.modules, 1):
        rows.append({"group": f"{number} {module.meta.title}", "cells": []})
        for quiz in handbook.quizzes_in_order(module):
            sheet = refer(quiz.page_path, quiz.meta.title)
            rows.append({"group": "", "cells": [[sheet]]})
    lead = [paragraph(say("book_record_lead")), *_name_lines()]
    return [
        *lead,
        node("register", columns=columns, widths=[36, 14, 14, 18, 18], rows=rows),
        paragraph(say("book_record_truth")),
    ]


def observation_record(handbook: Handbook) -> Blocks:
    """Every objective, to tick when somebody was seen to do it."""
    columns = [
        say(word) for word in ("objective_column", "book_practice", "book_week_1", "book_week_4", "book_initials")
    ]
    blocks: Blocks = [paragraph(say("book_observe_lead")), *_name_lines()]
    for number, module in enumerate(handbook.modules, 1):
        rows = []
        for lesson in module.lessons:
            for objective in lesson.meta.objectives:
                place = refer(f"{lesson.path}#{objective.id}", section_title(lesson, objective.id))
                rows.append({"group": "", "cells": [[objective.text, " ", node("small", c=[place])]]})
        head = node("heading", level=3, id=None, c=[f"{number} {module.meta.title}"])
        blocks += [head, node("register", columns=columns, widths=[56, 11, 11, 11, 11], rows=rows)]
    return blocks


def _name_lines() -> Blocks:
    labels = (say("name_line"), say("book_workplace_line"))
    return [node("form", fields=[{"label": [label], "lines": 1, "choices": []} for label in labels])]
