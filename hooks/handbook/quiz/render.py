"""Quiz HTML: real forms that work without script, which `web/quiz.js` enhances."""

import json
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from markupsafe import Markup

from handbook.markup import LINK, TextRenderer
from handbook.model import Handbook, Lesson, Question, Quiz
from handbook.quiz.types import TYPES
from handbook.templates import environment
from handbook.words import WORDS

# What the script says. It gets the words from the page, so that one catalogue holds them all.
SCRIPT_WORDS = (
    "check",
    "finish",
    "try_again",
    "next_question",
    "see_result",
    "show_answer",
    "choose_first",
    "order_first",
    "match_first",
    "write_first",
    "compare",
    "open_questions",
    "verdict_right",
    "verdict_partly",
    "verdict_ordering",
    "verdict_matching",
    "verdict_wrong",
    "verdict_shown",
    "verdict_compare",
    "verdict_open",
    "your_choice",
    "mark_right",
    "mark_wrong",
    "mark_missed",
    "order_move",
    "move_up",
    "move_down",
    "moved",
    "result_title",
    "result_score",
    "result_pass",
    "result_fail",
    "result_all",
    "read_again",
    "retry_missed",
    "start_over",
)


@dataclass(frozen=True)
class ShownOption:
    """An option in its place: its letter, its texts as HTML, and whether it is right."""

    letter: str
    text: Markup
    feedback: Markup
    right: bool


class QuizRenderer:
    """Renders the quizzes of one handbook."""

    def __init__(self, handbook: Handbook):
        self.handbook = handbook
        self._text = TextRenderer()
        self._template = environment(text=self._text, letters=ascii_uppercase).get_template("quiz.html")

    def quiz(self, quiz: Quiz, only: Question | None = None) -> str:
        """The HTML of a whole quiz, or of one of its questions."""
        questions = [only] if only else list(quiz.questions)
        return self._template.render(
            quiz=quiz,
            whole=only is None,
            questions=[self._question(quiz, question) for question in questions],
            words=json.dumps({name: WORDS[name] for name in SCRIPT_WORDS}, ensure_ascii=False),
        )

    def _question(self, quiz: Quiz, question: Question) -> dict[str, Any]:
        options = question.item.options()
        shown = [
            ShownOption(ascii_uppercase[place], self._text(option.text), self._text(option.feedback), option.right)
            for place, option in enumerate(options[index] for index in (question.order if options else ()))
        ]
        lesson, objective = self.handbook.objectives(quiz.meta.module)[question.item.objective]
        return {
            "item": question.item,
            "order": question.order,
            "options": shown,
            "single": sum(option.right for option in shown) == 1 and question.item.type != "multiple-response",
            "template": TYPES[question.item.type].template,
            "section": f"{LINK}{lesson.path}#{objective.id}",
            "section_title": section_title(lesson, objective.id),
        }


def section_title(lesson: Lesson, objective: str) -> str:
    """The text of the heading that teaches an objective."""
    return next(heading.text for heading in lesson.page.headings if heading.id == objective)
