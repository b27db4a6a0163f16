"""Pages to fill in by hand: the training record, and what was observed at work."""

from handbook.book.exercises import needed, points
from handbook.book.nodes import Blocks, form_field, node, paragraph, refer, strong
from handbook.model import Handbook
from handbook.quiz.render import section_title
from handbook.words import say


def training_record(handbook: Handbook) -> Blocks:
    """A row for each quiz of each module: date, score, and who signs."""
    columns = [say(word) for word in ("quiz_column", "date_line", "book_score", "sign_learner", "sign_trainer")]
    rows = []
    for number, module in enumerate(handbook.modules, 1):
        rows.append({"group": f"{number} {module.meta.title}", "cells": []})
        for quiz in handbook.quizzes_in_order(module):
            sheet = refer(quiz.page_path, quiz.meta.title)
            to_pass = say("book_to_pass", needed=needed(quiz), total=points(quiz))
            rows.append({"group": "", "cells": [[sheet, " ", node("small", c=[to_pass])]]})
    return [
        paragraph(say("book_record_lead")),
        paragraph(say("book_record_truth")),
        *_name_lines(),
        node("register", columns=columns, widths=[52, 10, 10, 14, 14], rows=rows, roomy=True),
    ]


def observation_record(handbook: Handbook) -> Blocks:
    """Every objective, to tick when somebody was seen to do it."""
    columns = [say(word) for word in ("objective_column", "book_practice", "book_week_1", "book_week_4")]
    blocks: Blocks = [paragraph(say("book_observe_lead")), *_name_lines()]
    for number, module in enumerate(handbook.modules, 1):
        rows = []
        for lesson in module.lessons:
            for objective in lesson.meta.objectives:
                place = refer(f"{lesson.path}#{objective.id}", section_title(lesson, objective.id))
                rows.append({"group": "", "cells": [[objective.text, " ", node("small", c=[place])]]})
        head = node("heading", level=3, id=None, c=[f"{number} {module.meta.title}"])
        blocks += [head, node("register", columns=columns, widths=[55, 15, 15, 15], rows=rows, roomy=False)]
    return blocks


def workplace(handbook: Handbook) -> Blocks:
    """What differs from workplace to workplace: a line for each thing that nobody has filled in."""
    blocks: Blocks = [paragraph(say("book_workplace_lead"))]
    for slot in handbook.workplace.values():
        label = slot.label[0].upper() + slot.label[1:]
        if slot.value:
            blocks.append(paragraph(f"{label}: ", strong(slot.value)))
        else:
            blocks.append(node("form", fields=[{**form_field([label]), "beside": False}]))
    return blocks


def _name_lines() -> Blocks:
    labels = (say("name_line"), say("book_workplace_line"))
    return [node("form", fields=[form_field([label]) for label in labels])]
