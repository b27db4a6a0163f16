"""Quiz HTML: real forms that work without script, which `web/quiz.js` enhances."""

import json
from collections.abc import Iterable
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
    "answer_again",
    "stored_note",
    "stored_right",
    "stored_wrong",
    "answer_changed",
    "quiz_done",
    "locale",
    "store_forbidden",
    "store_full",
    "store_damaged",
    "store_foreign",
    "store_newer",
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
            review=False,
            questions=[self._question(quiz, question) for question in questions],
            words=script_words(SCRIPT_WORDS),
        )

    def review(self) -> str:
        """A quiz with every question of the handbook in a <template>: a script picks what is due."""
        quizzes = [quiz for module in self.handbook.modules for quiz in self.handbook.quizzes_of(module.name)]
        no_mark = {"result_pass": WORDS["review_done"], "result_fail": WORDS["review_done"]}
        return self._template.render(
            whole=True,
            review=True,
            questions=[self._question(quiz, q) for quiz in quizzes if self.knows(quiz) for q in quiz.questions],
            words=script_words(SCRIPT_WORDS, **no_mark),
        )

    def knows(self, quiz: Quiz) -> bool:
        """Whether the objectives of a quiz exist; while a trainer is at work, they may not."""
        return all(q.item.objective in self.handbook.objectives(quiz.meta.module) for q in quiz.questions)

    def _question(self, quiz: Quiz, question: Question) -> dict[str, Any]:
        options = question.item.options()
        shown = [
            ShownOption(ascii_uppercase[place], self._text(option.text), self._text(option.feedback), option.right)
            for place, option in enumerate(options[index] for index in (question.order if options else ()))
        ]
        lesson, objective = self.handbook.objectives(quiz.meta.module)[question.item.objective]
        return {
            "item": question.item,
            "quiz_title": quiz.meta.title,
            "order": question.order,
            "options": shown,
            "single": sum(option.right for option in shown) == 1 and question.item.type != "multiple-response",
            "template": TYPES[question.item.type].template,
            "section": f"{LINK}{lesson.path}#{objective.id}",
            "section_title": section_title(lesson, objective.id),
        }


def script_words(names: Iterable[str], **others: str) -> str:
    """Words for a script, as it reads them from an attribute."""
    return json.dumps({name: WORDS[name] for name in names} | others, ensure_ascii=False)


def section_title(lesson: Lesson, objective: str) -> str:
    """The text of the heading that teaches an objective."""
    return next(heading.text for heading in lesson.page.headings if heading.id == objective)
