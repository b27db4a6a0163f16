"""A new question in a quiz that is there, and a new quiz."""

from collections.abc import Collection, Iterable
from typing import get_args

from handbook.author.answers import Answers
from handbook.author.bank import Bank
from handbook.author.desk import Desk
from handbook.author.known import chosen_modules, known_lesson, known_objective, objectives_of, one_of
from handbook.author.names import checked, from_sentence, from_title, unused
from handbook.author.refused import Refused
from handbook.author.render import one_line, render
from handbook.model import Lesson, Module
from handbook.problem import counted
from handbook.quiz.model import QuestionBase
from handbook.quiz.types import TYPES
from handbook.quiz.write import append_question

LEVELS = get_args(QuestionBase.model_fields["level"].annotation)
LONGEST = 70  # characters of an objective in the id of a question that tests it; an id has 80 at most


def new_question(desk: Desk, answers: Answers) -> None:
    """Adds a question to the quiz of the lesson that teaches its objective."""
    answers.demand("objective", "type")
    modules = chosen_modules(desk, answers)
    module, lesson, objective = answers.one(
        "objective",
        "Which objective does it test?",
        lambda typed: known_objective(desk, modules, typed),
        known=objectives_of(desk, modules),
    )
    file = _quiz_of(desk, module, lesson)
    kind = answers.one("type", "Which type of question?", lambda typed: one_of(typed, TYPES, "type"), known=TYPES)
    level = answers.one(
        "level",
        "Is it recall, or apply (a situation with a decision)?",
        lambda typed: one_of(typed, LEVELS, "level"),
        proposal="apply",
    )
    prompt = answers.one("prompt", "What do you ask, with the situation before it? (Enter: later)", _prompt)
    bank = Bank(desk)
    proposal = (
        from_sentence(prompt, "question", bank.names) if prompt else _by_objective(objective, level, bank.names)
    )
    name = answers.one("id", "Its id, which never changes:", bank.free, proposal=proposal)
    try:
        changed = append_question(desk.text(file).raw, question_block(name, kind, objective, level, prompt))
    except ValueError as reason:
        line = desk.document(file).mark(("questions",), key=True).line
        raise Refused(
            f"{file}:{line}:1: a question cannot be added here: {reason}. Nothing was written."
        ) from None
    desk.exchange(file, changed)
    desk.note(file, f"the question `{name}`, at its end")


def new_quiz(desk: Desk, answers: Answers) -> None:
    """Makes a quiz for a lesson, with two questions for each of its objectives."""
    answers.demand("lesson")
    modules = chosen_modules(desk, answers)
    module, lesson = answers.one(
        "lesson",
        "For which lesson?",
        lambda typed: known_lesson(modules, typed),
        known=[lesson.name for module in modules for lesson in module.lessons],
    )
    taken = {draft.name for draft in desk.drafts()}
    title = answers.one("title", "What is the quiz called?", one_line, proposal=lesson.meta.title)
    proposal = lesson.name if lesson.name not in taken else from_title(title, "quiz", taken)
    name = answers.one(
        "name",
        "The name of its file, without .yml:",
        lambda typed: checked(typed, taken, "quiz"),
        proposal=proposal,
    )
    make_quiz(desk, name, title, module.name, [objective.id for objective in lesson.meta.objectives])


def make_quiz(desk: Desk, name: str, title: str, module: str, objectives: Iterable[str]) -> list[str]:
    """Makes a quiz with two questions for each objective; gives the id of one question for each.

    One question of all is at level recall, so that six in ten of a module stay at level apply.
    """
    used, blocks, chosen = set(Bank(desk).names), [], []
    for number, objective in enumerate(objectives):
        for level in ("recall" if number == 0 else "apply", "apply"):
            question = _by_objective(objective, level, used)
            used.add(question)
            blocks.append(question_block(question, next(iter(TYPES)), objective, level))
        chosen.append(question)
    content = render("quiz.yml", title=title, module=module, questions=blocks)
    desk.make(f"quizzes/{name}.yml", content, f"a quiz with {counted(len(blocks), 'question')}")
    return chosen


def question_block(name: str, kind: str, objective: str, level: str, prompt: str = "") -> str:
    """A question with gaps, as an entry of `questions:` that begins at the line's start."""
    fields = {"id": name, "type": kind, "objective": objective, "level": level, "prompt": prompt}
    return render(f"questions/{kind}.yml", **fields)


def _by_objective(objective: str, level: str, taken: Collection[str]) -> str:
    return unused(f"{objective[:LONGEST].rstrip('-')}-{level}", taken)


def _prompt(typed: str) -> str:
    return one_line(typed) if typed.strip() else ""


def _quiz_of(desk: Desk, module: Module, lesson: Lesson) -> str:
    """The file of a lesson's quiz. Raises Refused where there is none, or it is another module's."""
    file = f"quizzes/{lesson.name}.yml"
    if not desk.exists(file):
        command = f"handbook new quiz --lesson {lesson.name} --module {module.name}"
        raise Refused(f"The lesson {lesson.name} has no quiz {file}. Make it first: `{command}`.")
    document = desk.document(file)
    if document.data.get("module") != module.name:
        mark = document.mark(("module",))
        raise Refused(f"{file}:{mark.line}:{mark.column}: this quiz is not one of the module {module.name}.")
    return file
