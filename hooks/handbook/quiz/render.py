"""Quiz HTML: real forms that work without script, which `web/quiz.js` enhances."""

import json
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from markupsafe import Markup

from handbook.markup import LINK, TextRenderer, inline
from handbook.model import Handbook, Lesson, Question, Quiz
from handbook.quiz.model import Choice
from handbook.quiz.types import TYPES
from handbook.templates import environment
from handbook.words import WORDS

# What the script says. It gets the words from a script of their own, so that one catalogue holds
# them all and a browser loads them once.
SCRIPT_WORDS = (
    "check",
    "finish",
    "try_again",
    "next_question",
    "see_result",
    "show_answer",
    "choose_first",
    "open_questions",
    "verdict_right",
    "verdict_partly",
    "verdict_wrong",
    "verdict_shown",
    "verdict_open",
    "your_choice",
    "mark_right",
    "mark_wrong",
    "mark_missed",
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
    """An option in its place (from 1): its letter, its texts as HTML, and whether it is right."""

    place: int
    letter: str
    text: Markup
    feedback: Markup
    right: bool


def script_words() -> str:
    """The script that gives `quiz.js` its words."""
    words = {name: WORDS[name] for name in SCRIPT_WORDS}
    return f"window.handbookWords = {json.dumps(words, ensure_ascii=False)};\n"


class QuizRenderer:
    """Renders the quizzes of one handbook."""

    def __init__(self, handbook: Handbook):
        self.handbook = handbook
        self._text = TextRenderer()
        self._template = environment().get_template("quiz.html")

    def quiz(self, quiz: Quiz, only: Question | None = None) -> str:
        """The HTML of a whole quiz, or of one of its questions."""
        questions = [only] if only else list(quiz.questions)
        return self._template.render(
            quiz=quiz,
            whole=only is None,
            text=self._text,
            questions=[self._question(quiz, question, number) for number, question in enumerate(questions, 1)],
        )

    def _question(self, quiz: Quiz, question: Question, number: int) -> dict[str, Any]:
        options = question.item.options()
        shown = [self._option(place, options[index]) for place, index in enumerate(question.order, 1)]
        single = sum(option.right for option in shown) == 1 and question.item.type != "multiple-response"
        lesson, objective = self.handbook.objectives(quiz.meta.module)[question.item.objective]
        return {
            "item": question.item,
            "options": shown,
            "single": single,
            "input": "radio" if single else "checkbox",
            "name": number,  # of the inputs; a form's own affair, and each quiz is a form
            "template": TYPES[question.item.type].template,
            "section": f"{LINK}{lesson.path}#{objective.id}",
            "section_title": section_title(lesson, objective.id),
        }

    def _option(self, place: int, option: Choice) -> ShownOption:
        text, feedback = inline(self._text(option.text)), inline(self._text(option.feedback))
        if "<" in text:  # the label is a grid: a text with marks must be one thing in it
            text = Markup("<span>") + text + Markup("</span>")
        return ShownOption(place, ascii_uppercase[place - 1], text, feedback, option.right)


def section_title(lesson: Lesson, objective: str) -> str:
    """The text of the heading that teaches an objective; the lesson's title while none does."""
    titles = (heading.text for heading in lesson.page.headings if heading.id == objective)
    return next(titles, lesson.meta.title)
