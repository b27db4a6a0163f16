"""Quiz HTML: real forms that work without script, which `web/scripts/quiz.js` enhances."""

from string import ascii_uppercase
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from handbook.markup import LINK, TextRenderer
from handbook.model import Handbook, Lesson, Question, Quiz
from handbook.quiz.model import Choice
from handbook.quiz.types import TYPES
from handbook.templates import environment
from handbook.words import say

# Stand for what is put in later; no text of a trainer can hold them (see handbook.model.Text).
_NAME, _ABOVE = "\x01", "\x02"


class ShownOption(NamedTuple):
    """An option in its place (from 1): its letter, its texts as HTML, and whether it is right."""

    place: int
    letter: str
    text: Markup
    feedback: Markup
    right: bool


class QuizRenderer:
    """Renders the quizzes of one handbook, each question once, however many pages show it."""

    def __init__(self, handbook: Handbook):
        self.handbook = handbook
        self._text = TextRenderer()
        self._frame = environment().get_template("quiz.html")
        self._template = environment().get_template("question.html")
        self._rendered: dict[tuple[str, str], str] = {}  # by the names of quiz and question

    def quiz(self, quiz: Quiz, only: Question | None = None) -> str:
        """The HTML of a whole quiz, or of one of its questions."""
        if only:
            shown = [self._question(quiz, only, 1, say("question"))]
        else:
            total = len(quiz.questions)
            shown = [
                self._question(quiz, question, number, say("question_of", number=number, total=total))
                for number, question in enumerate(quiz.questions, 1)
            ]
        return self._frame.render(quiz=quiz, whole=only is None, review=False, questions=shown)

    def review(self) -> str:
        """A quiz with every question of the handbook in a <template>: a script picks what is due."""
        quizzes = [quiz for module in self.handbook.modules for quiz in self.handbook.quizzes_in_order(module)]
        asked = [(quiz, question) for quiz in quizzes if self.knows(quiz) for question in quiz.questions]
        shown = [
            self._question(quiz, question, number, quiz.meta.title)
            for number, (quiz, question) in enumerate(asked, 1)
        ]
        return self._frame.render(whole=True, review=True, questions=shown)

    def knows(self, quiz: Quiz) -> bool:
        """Whether the objectives of a quiz exist; while a trainer is at work, they may not."""
        known = self.handbook.objectives(quiz.meta.module)
        return all(question.item.objective in known for question in quiz.questions)

    def _question(self, quiz: Quiz, question: Question, number: int, above: str) -> Markup:
        """A question's HTML. `number` names its inputs: each quiz is a form, and this is the form's own affair.

        `above` are the words above the prompt.
        """
        name = (quiz.name, question.item.id)
        if name not in self._rendered:
            self._rendered[name] = self._render(quiz, question)
        return Markup(self._rendered[name].replace(_NAME, str(number)).replace(_ABOVE, str(escape(above))))

    def _render(self, quiz: Quiz, question: Question) -> str:
        options = question.item.options
        shown = [
            self._option(place, options[index]) for place, index in enumerate(question.order if options else (), 1)
        ]
        single = sum(option.right for option in shown) == 1 and question.item.type != "multiple-response"
        lesson, objective = self.handbook.objectives(quiz.meta.module)[question.item.objective]
        fields: dict[str, Any] = {
            "item": question.item,
            "order": question.order,
            "options": shown,
            "single": single,
            "input": "radio" if single else "checkbox",
            "name": _NAME,
            "template": TYPES[question.item.type].template,
            "section": f"{LINK}{lesson.path}#{objective.id}",
            "section_title": section_title(lesson, objective.id),
        }
        return self._template.render(question=fields, above=_ABOVE, text=self._text, letters=ascii_uppercase)

    def _option(self, place: int, option: Choice) -> ShownOption:
        text, feedback = self._text.inline(option.text), self._text.inline(option.feedback)
        if "<" in text:  # the label is a grid: a text with marks must be one thing in it
            text = Markup("<span>") + text + Markup("</span>")
        return ShownOption(place, ascii_uppercase[place - 1], text, feedback, option.right)


def section_title(lesson: Lesson, objective: str) -> str:
    """The text of the heading that teaches an objective; the lesson's title while none does."""
    titles = (heading.text for heading in lesson.page.headings if heading.id == objective)
    return next(titles, lesson.meta.title)
