"""Quiz HTML: real forms that work without script, which `web/scripts/quiz.js` enhances."""

from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from markupsafe import Markup

from handbook.markup import LINK, TextRenderer, inline
from handbook.model import Handbook, Lesson, Question, Quiz
from handbook.quiz.model import Choice
from handbook.quiz.types import TYPES
from handbook.templates import environment


@dataclass(frozen=True)
class ShownOption:
    """An option in its place (from 1): its letter, its texts as HTML, and whether it is right."""

    place: int
    letter: str
    text: Markup
    feedback: Markup
    right: bool


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
            review=False,
            text=self._text,
            letters=ascii_uppercase,
            questions=[self._question(quiz, question, number) for number, question in enumerate(questions, 1)],
        )

    def review(self) -> str:
        """A quiz with every question of the handbook in a <template>: a script picks what is due."""
        quizzes = [quiz for module in self.handbook.modules for quiz in self.handbook.quizzes_of(module.name)]
        asked = [(quiz, question) for quiz in quizzes if self.knows(quiz) for question in quiz.questions]
        return self._template.render(
            whole=True,
            review=True,
            text=self._text,
            letters=ascii_uppercase,
            questions=[self._question(quiz, question, number) for number, (quiz, question) in enumerate(asked, 1)],
        )

    def knows(self, quiz: Quiz) -> bool:
        """Whether the objectives of a quiz exist; while a trainer is at work, they may not."""
        known = self.handbook.objectives(quiz.meta.module)
        return all(question.item.objective in known for question in quiz.questions)

    def _question(self, quiz: Quiz, question: Question, number: int) -> dict[str, Any]:
        options = question.item.options
        shown = [
            self._option(place, options[index]) for place, index in enumerate(question.order if options else (), 1)
        ]
        single = sum(option.right for option in shown) == 1 and question.item.type != "multiple-response"
        lesson, objective = self.handbook.objectives(quiz.meta.module)[question.item.objective]
        return {
            "item": question.item,
            "quiz_title": quiz.meta.title,
            "order": question.order,
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
