"""What changed in the quizzes: which there are, how they are passed, and their questions."""

from collections.abc import Iterator

from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.match import newcomers
from handbook.diff.questions import question_added, question_changes, question_removed, question_renamed
from handbook.diff.texts import seen
from handbook.model import Quiz
from handbook.problem import counted


def quiz_changes(compared: Comparison) -> Iterator[Change]:
    """Every change in a quiz or a question; what stands in a file that cannot be read is left out."""
    old, new, partners = compared.old.handbook.quizzes, compared.new.handbook.quizzes, compared.matches.quizzes
    for name, quiz in old.items():
        if name in partners:
            yield from _quiz(compared, quiz, new[partners[name]])
        elif quiz.file not in compared.new.unread:
            yield _removed(compared, quiz)
    for quiz in newcomers(new, partners).values():
        if quiz.file not in compared.old.unread:
            yield _added(compared, quiz)
    yield from _questions(compared)


def _quiz(compared: Comparison, old: Quiz, new: Quiz) -> Iterator[Change]:
    def tell(kind: str, weight: Weight, field: str, message: str, *edits: Edit, advice: str = "") -> Change:
        place = Place(new.file, new.document.mark((field,)).line)
        return changed(kind, weight, place, message, *edits, advice=advice, quiz=new.meta.title, name=new.name)

    if old.name != new.name:
        message = "The quiz “{quiz}” has a file of another name; results are kept"
        yield tell("quiz-renamed", Weight.NAME, "title", message, Edit(old.name, new.name))
    module = compared.matches.modules.get(old.meta.module, old.meta.module)
    if module != new.meta.module:
        edit = Edit(module, new.meta.module)
        yield tell("quiz-module", Weight.MEANING, "module", "The quiz “{quiz}” belongs to another module", edit)
    if old.meta.pass_mark != new.meta.pass_mark:
        edit = Edit(str(old.meta.pass_mark), str(new.meta.pass_mark))
        yield tell("pass-mark", Weight.MEANING, "pass_mark", "The pass mark of the quiz “{quiz}” changed", edit)
    if old.meta.feedback != new.meta.feedback:
        edit = Edit(old.meta.feedback, new.meta.feedback)
        when = "immediate: after each question; deferred: after the last one."
        message = "The quiz “{quiz}” gives its feedback at another time"
        yield tell("feedback-mode", Weight.MEANING, "feedback", message, edit, advice=f"({when})")
    if seen(old.meta.title) != seen(new.meta.title):
        edit = Edit(seen(old.meta.title), seen(new.meta.title))
        yield tell("quiz-title", Weight.WORDING, "title", "The quiz “{name}” has another title", edit)
    ids = compared.matches.questions
    then = [now for q in old.questions if (now := ids.get(q.item.id))]
    now = [q.item.id for q in new.questions]
    if [name for name in then if name in now] != [name for name in now if name in then]:
        message = "The questions of the quiz “{quiz}” stand in another order"
        yield tell("question-order", Weight.NAME, "questions", message)


def _questions(compared: Comparison) -> Iterator[Change]:
    old, new, partners = compared.before.asked, compared.after.asked, compared.matches.questions
    quizzes = compared.matches.quizzes
    for name, asked in old.items():
        if name in partners:
            now = new[partners[name]]
            if name != partners[name]:
                yield question_renamed(asked, now)
            if quizzes.get(asked.quiz.name, asked.quiz.name) != now.quiz.name:
                place = Place(now.quiz.file, now.quiz.document.mark(now.question.path).line)
                edit = Edit(asked.quiz.meta.title, now.quiz.meta.title)
                message = "The question “{id}” stands in another quiz; its results are kept"
                yield changed("question-moved", Weight.NAME, place, message, edit, id=now.question.item.id)
            yield from question_changes(compared, asked, now)
        elif asked.quiz.name in quizzes:
            yield question_removed(compared, asked)
    known = set(quizzes.values())
    for asked in newcomers(new, partners).values():
        if asked.quiz.name in known:
            yield question_added(compared, asked)


def _added(compared: Comparison, quiz: Quiz) -> Change:
    ids = tuple(question.item.id for question in quiz.questions)
    message = f"The quiz “{{quiz}}” is new in the module {{module}}, with {counted(len(ids), 'question')}"
    values = {"quiz": quiz.meta.title, "module": quiz.meta.module}
    return changed("quiz-added", _weight(compared, quiz), Place(quiz.file, 1), message, about=ids, **values)


def _removed(compared: Comparison, quiz: Quiz) -> Change:
    ids = tuple(q.item.id for q in quiz.questions if q.item.id not in compared.matches.questions)
    lost = f", and {counted(len(ids), 'question')} with it" if ids else "; its questions stand elsewhere"
    message, advice = f"The quiz “{{quiz}}” of the module {{module}} is gone{lost}", ""
    if ids:
        advice = "Learners’ results of it count no more."
    values = {"quiz": quiz.meta.title, "module": quiz.meta.module}
    weight = _weight(compared, quiz)
    return changed("quiz-removed", weight, Place(quiz.file), message, advice=advice, about=ids, **values)


def _weight(compared: Comparison, quiz: Quiz) -> Weight:
    """Whether a quiz tests anything about safety."""
    keys = [(quiz.meta.module, question.item.objective) for question in quiz.questions]
    safe = any(compared.matches.objectives.get(key, key) in compared.safe_objectives for key in keys)
    return Weight.SAFETY if safe else Weight.MEANING
