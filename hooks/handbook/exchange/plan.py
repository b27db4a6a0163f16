"""What rows would make of the quiz files: which questions are added, changed or left as they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handbook.author.names import from_sentence
from handbook.exchange.places import find_quiz, like_quiz
from handbook.exchange.question import question
from handbook.exchange.rows import Row
from handbook.exchange.table import column_of, typed
from handbook.exchange.trial import new_problems, place_of, tried
from handbook.model import Question, Quiz
from handbook.problem import Problem, errors, short
from handbook.quiz.load import read_quiz
from handbook.quiz.model import QuestionBase, folded
from handbook.quiz.write import change_questions
from handbook.read import read_handbook


@dataclass(frozen=True)
class Entry:
    """A question that a row adds, or changes: then as it was `before`, and the columns that differ."""

    row: Row
    quiz: str
    item: QuestionBase
    before: Question | None = None
    columns: tuple[str, ...] = ()


@dataclass
class Plan:
    """What is to be written: the new texts of quiz files, by their paths below the handbook's folder.

    There are none where a problem is an error.
    """

    texts: dict[str, str] = field(default_factory=dict)
    added: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def plan(root: Path, rows: Iterable[Row], quiz: str = "") -> Plan:
    """What the rows would make of the handbook below `root`.

    A row changes the question of its `id`, or, after a rename, of an id in its `was`; where a column is
    missing, the question keeps what it has. Any other row is a new question, in the quiz named `quiz`
    where the row names none. No question is deleted.
    """
    planning = _Planning(root, quiz)
    made = planning.plan
    if not made.problems:
        for row in rows:
            planning.take(row)
    if not errors(made.problems):
        planning.write()
    if not errors(made.problems):
        planning.check()
    if errors(made.problems):
        made.texts = {}
    made.problems = sorted(set(made.problems))
    return made


class _Planning:
    def __init__(self, root: Path, quiz: str):
        self.root, self.default = root, quiz
        self.handbook, self.before = read_handbook(root)
        self.plan = Plan(problems=[problem for problem in self.before if problem.rule == "no-docs"])
        self.files = {path.stem for path in (root / "quizzes").glob("*.yml")}
        self.known = {q.item.id: (quiz, q) for quiz in self.handbook.quizzes.values() for q in quiz.questions}
        self.prompts = {folded(q.item.prompt): name for name, (_, q) in self.known.items()}
        self.seen: dict[str, Row] = {}

    def take(self, row: Row) -> None:
        """Makes the question of a row a part of the plan."""
        names = (row.text("id"), *row.words("was"))
        at, known = next((self.known[name] for name in names if name in self.known), (None, None))
        quiz = self._quiz(row, at)
        if known is None:
            row = self._named(row)
        name = known.item.id if known else row.text("id")
        if name and name in self.seen:
            message = f"{self.seen[name].call('id')} holds this question already."
            self._problem(row, "id", "duplicate-id", message, "Delete one of the two.")
            return
        self.seen[name] = row
        if known and (row := self._completed(row, known)) is None:
            return
        item, problems = question(row, quiz and self._objectives(quiz))
        self.plan.problems += problems
        if item is None or problems or quiz is None:
            return
        if known is None:
            self.plan.added.append(Entry(row, quiz.name, item))
        elif item == known.item:
            self.plan.unchanged += 1
        else:
            self._changed(row, quiz, known, item)

    @cached_property
    def taken(self) -> set[str]:
        """Every id that a question has or had, in quizzes with mistakes as well."""
        paths = (self.root / "quizzes").glob("*.yml")
        drafts = (draft for path in paths if (draft := read_quiz(path, path.name)[0]))
        return {name for draft in drafts for field in ("id", "was") for _, name in draft.names(field)}

    def _named(self, row: Row) -> Row:
        """A new question's row, with an id."""
        prompt = row.text("prompt")
        if prompt and (same := self.prompts.get(folded(prompt))):
            hint = "Write its id to change it; after a rename, its old id under `was`."
            self._problem(row, "prompt", "duplicate-id", f"“{same}” asks this already.", hint)
        if row.text("id") or not prompt:
            return row
        proposed = from_sentence(prompt, "question", self.taken)
        self.taken.add(proposed)
        return row.filled({"id": proposed})

    def _objectives(self, quiz: Quiz) -> dict[str, str]:
        known = self.handbook.objectives(quiz.meta.module)
        return {name: objective.text for name, (_, objective) in known.items()}

    def _problem(self, row: Row, column: str, rule: str, message: str, hint: str = "") -> None:
        self.plan.problems.append(row.problem(column, rule, message, hint))

    def _quiz(self, row: Row, at: Quiz | None) -> Quiz | None:
        """The quiz of a row; `at` is where the question stands, if it does."""
        said = row.text("quiz") or (at.name if at else self.default)
        quiz = find_quiz(self.handbook, said)
        rule = "unknown-quiz"
        if not said:
            rule, message, hint = "missing-field", "nothing stands here.", "Name the quiz of the new question."
        elif quiz is None and said in self.files:
            message, hint = f"quizzes/{said}.yml has mistakes.", "Run `handbook check`, and mend them first."
        elif quiz is None:
            message, hint = f"there is no quiz “{short(said)}”.", like_quiz(self.handbook, said)
        elif at and quiz.name != at.name:
            rule, message = "not-allowed", f"this question stands in the quiz {at.name}, and stays there."
            hint = f"Write {at.name}. To move it, cut it from {at.file} and paste it into {quiz.file}."
        else:
            return quiz
        self._problem(row, "quiz", rule, message, hint)
        return None

    def _completed(self, row: Row, question: Question) -> Row | None:
        """The row with what the question has in the columns that are missing."""
        try:
            kept = dict(typed(question.item).values())
        except ValueError as reason:
            self._problem(row, "id", "unknown-type", f"this question cannot be changed here: {reason}.")
            return None
        return row.filled({column: text for column, text in kept.items() if column not in row.cells})

    def _changed(self, row: Row, quiz: Quiz, known: Question, after: QuestionBase) -> None:
        before = known.item
        if lost := [name for name in (before.id, *before.was) if name not in (after.id, *after.was)]:
            message = f"`{lost[0]}` was an id of this question as well, and its learners' results belong to it."
            self._problem(row, "was", "missing-field", message, f"Add {lost[0]}.")
            return
        old, new = dict(typed(before).values()), dict(typed(after).values())
        columns = tuple(column for column in {**old, **new} if old.get(column) != new.get(column))
        self.plan.changed.append(Entry(row, quiz.name, after, known, columns))

    def write(self) -> None:
        """Makes the texts."""
        for name, quiz in sorted(self.handbook.quizzes.items()):
            added = [entry for entry in self.plan.added if entry.quiz == name]
            changed = [entry for entry in self.plan.changed if entry.quiz == name]
            if not added and not changed:
                continue
            places = {entry.before.index: (entry.before.item, entry.item) for entry in changed}
            try:
                text = (self.root / quiz.file).read_bytes().decode()
                self.plan.texts[quiz.file], lost = change_questions(text, places, [entry.item for entry in added])
            except ValueError as reason:
                message = f"{quiz.file} cannot be changed: {reason}."
                self._problem((added + changed)[0].row, "quiz", "not-allowed", message)
                continue
            for line, comment in lost:
                message = f"the comment “{short(comment)}” stood in what is written anew, and is left out."
                self.plan.problems.append(Problem(quiz.file, line, 1, "left-out", message))

    def check(self) -> None:
        """Says what `handbook check` would find, in the words of the rows where it is about their questions."""
        if not self.plan.texts:
            return
        handbook, found = tried(self.root, self.plan.texts)
        entries = {entry.item.id: entry for entry in (*self.plan.added, *self.plan.changed)}
        quizzes = {quiz.file: quiz for quiz in handbook.quizzes.values()}
        others = []
        for problem in found:
            quiz = quizzes.get(problem.file)
            path = place_of(problem, quiz) if quiz else ()
            entry = entries.get(quiz.document.data["questions"][path[1]]["id"]) if len(path) > 1 else None
            if entry is None:
                others.append(problem)
                continue
            column = column_of(entry.item, path[2:])
            told = entry.row.problem(column, problem.rule, problem.message, problem.hint)
            self.plan.problems.append(told)
        self.plan.problems += new_problems(self.before, others)
