"""What makes a lesson and a module complete: one rule a function, each with a name.

The names and what they ask for follow the handbook's template for lessons. Every rule takes
the handbook and one lesson, and yields Problems.
"""

from collections.abc import Callable, Iterator

from handbook import dialogue
from handbook.model import Handbook, Lesson, Module
from handbook.page import Fence, Page, Section, table_rows
from handbook.problem import Guesses, Problem, counted, short
from handbook.rules.page import CITATION, marks, wanted_sections
from handbook.rules.practice import check_sheets_of

LESSON_SECTIONS = (
    "The situation",
    "The rule",
    "What you see",
    "Words to use",
    "One contact, twice",
    "Common mistakes",
    "Stay safe",
    "Check yourself",
    "Key takeaways",
    "Sources and evidence",
)
MODULE_SECTIONS = ("Can you already?", "Why it matters", "Sources and evidence")
PHRASES = 5  # pairs in a phrase bank
TRIES = ("First try", "Second try")
# Verbs whose result nobody can see (after Mager, Preparing Instructional Objectives).
HIDDEN_VERBS = {
    "understand",
    "know",
    "appreciate",
    "learn",
    "realise",
    "realize",
    "be",
    "become",
    "grasp",
    "feel",
}


def sections(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """The required sections are there, in order, and hold something."""
    yield from wanted_sections(lesson.page, LESSON_SECTIONS)


def observable_objectives(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """Each objective begins with a verb that somebody else can observe."""
    for index, objective in enumerate(lesson.meta.objectives):
        if verb := hidden_verb(objective.text):
            yield lesson.page.front.problem(
                ("objectives", index, "text"),
                "hidden-verb",
                f"nobody can see whether a learner can “{verb}”.",
                "Begin with what the learner does: choose, say, order, spot, write.",
            )


def hidden_verb(objective: str) -> str:
    """The verb that an objective begins with, where its result cannot be seen; else nothing."""
    verb = objective.split()[0].strip(",.:").lower()
    return verb if verb in HIDDEN_VERBS else ""


def objectives_taught(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """Each objective has the heading that teaches it, and text below that heading."""
    bodies = {s.heading.id: s for level in (2, 3, 4) for s in lesson.page.sections(level)}
    for index, objective in enumerate(lesson.meta.objectives):
        place = ("objectives", index, "id")
        if objective.id not in bodies:
            message = f"no heading of this lesson teaches the objective `{objective.id}`."
            hint = f"Add {{#{objective.id}}} to the heading of the section that teaches it."
            yield lesson.page.front.problem(place, "objective-not-taught", message, hint)
        elif not bodies[objective.id].text.strip():
            heading = bodies[objective.id].heading
            message = "this heading teaches an objective, but nothing stands below it."
            yield lesson.page.problem(heading.line, 1, "empty-section", message, "Write the section.")


def objectives_tested(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """Each objective has at least two questions, one of them at level apply."""
    questions = [q.item for quiz in handbook.quizzes_of(lesson.module) for q in quiz.questions]
    for index, objective in enumerate(lesson.meta.objectives):
        levels = [question.level for question in questions if question.objective == objective.id]
        if len(levels) < 2 or "apply" not in levels:
            count, applied = len(levels), levels.count("apply")
            found = f"{counted(count, 'question')}, {applied} at level apply" if count else "no questions"
            message = f"the objective `{objective.id}` has {found}."
            hint = "Write at least two, one of them at level apply, in a quiz of this module."
            yield lesson.page.front.problem(("objectives", index, "id"), "objective-not-tested", message, hint)


def objective_ids(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """An objective's id stands once in its module."""
    owners = handbook.objectives(lesson.module)
    seen: set[str] = set()
    for index, objective in enumerate(lesson.meta.objectives):
        owner = owners[objective.id][0]
        if objective.id in seen or owner != lesson:
            message = f"the objective `{objective.id}` stands twice in the module {lesson.module}."
            hint = "Give each objective an id of its own."
            yield lesson.page.front.problem(("objectives", index, "id"), "duplicate-objective", message, hint)
        seen.add(objective.id)


def sources(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """Every source named exists, is listed in `sources`, and is cited on the page."""
    front = lesson.page.front
    listed = {name: ("sources", index) for index, name in enumerate(lesson.meta.sources)}
    named = {
        name: ("objectives", o, "sources", s)
        for o, objective in enumerate(lesson.meta.objectives)
        for s, name in enumerate(objective.sources)
    }
    cited = {name for _, _, name in marks(lesson.page, CITATION)}
    guess = Guesses()
    for name, place in {**named, **listed}.items():
        if name not in handbook.sources:
            message = f"docs/sources.yml has no source `{name}`."
            yield front.problem(place, "unknown-source", message, guess(name, handbook.sources))
    if not handbook.sources.keys() >= cited | named.keys() | listed.keys():
        return  # a slip in one name would make another look unlisted or uncited
    for name in sorted((cited | named.keys()) - listed.keys()):
        message, hint = (
            f"the lesson uses the source `{name}` without listing it.",
            f"Add `{name}` to `sources:`.",
        )
        yield front.problem(named.get(name, ("sources",)), "unlisted-source", message, hint)
    for name in sorted(listed.keys() - cited):
        message = f"the lesson lists the source `{name}` but cites it nowhere."
        yield front.problem(
            listed[name], "uncited-source", message, f"Write [@{name}] after the claim, or delete it."
        )


def phrase_bank(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """“Words to use” holds enough lines to say, each with what not to say and why."""
    section = _section(lesson.page, "Words to use")
    if section is None:
        return
    rows = [(line, cells) for line, cells in table_rows(section.lines) if len(cells) == 3]
    if len(rows) < PHRASES:
        message = f"the phrase bank has {counted(len(rows), 'row')} of three cells; it needs at least {PHRASES}."
        hint = "Write a table with the columns Say, Not, Why."
        yield lesson.page.problem(section.heading.line, 1, "phrase-bank", message, hint)
    for line, cells in rows:
        if not all(cells):
            message, hint = "this row has an empty cell.", "Fill in all three: Say, Not, Why."
            yield lesson.page.problem(line, 1, "phrase-bank", message, hint)


def worked_dialogue(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """The same contact twice: a weak try, then a strong one whose lines name their steps."""
    section = _section(lesson.page, "One contact, twice")
    if section is None:
        return
    tries = {s.heading.text: s for s in lesson.page.sections(3) if _inside(s, section)}
    for title in TRIES:
        heading = tries[title].heading.line if title in tries else section.heading.line
        fences = [f for f in lesson.page.fences if title in tries and _inside(f, tries[title])]
        talk = [fence for fence in fences if fence.language == "dialogue"]
        if not talk:
            message = f"the section “{title}” with a dialogue is missing."
            hint = f"Write `### {title}` and below it a fence ```dialogue."
            yield lesson.page.problem(heading, 1, "worked-dialogue", message, hint)
        elif title == TRIES[-1] and not any(turn.steps for turn in dialogue.parse(talk[0])[0]):
            message = "the strong try does not name its steps."
            hint = "Put the step after the speaker: `You [hear]: …`."
            yield lesson.page.problem(talk[0].line, talk[0].column, "worked-dialogue", message, hint)


def situations(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """The index leads to headings that exist."""
    guess = Guesses()
    for term, anchor in lesson.meta.situations.items():
        if anchor not in lesson.page.anchors:
            message = f"this lesson has no heading with the id `{short(anchor)}`."
            hint = guess(anchor, lesson.page.anchors)
            yield lesson.page.front.problem(("situations", term), "unknown-heading", message, hint)


LESSON_RULES: dict[str, Callable[[Handbook, Lesson], Iterator[Problem]]] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        sections,
        observable_objectives,
        objectives_taught,
        objectives_tested,
        objective_ids,
        sources,
        phrase_bank,
        worked_dialogue,
        situations,
    )
}


def check_lesson(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    for rule in LESSON_RULES.values():
        yield from rule(handbook, lesson)


def check_module(handbook: Handbook, module: Module) -> Iterator[Problem]:
    """The overview has its sections, and the module its sheets."""
    yield from wanted_sections(module.page, MODULE_SECTIONS)
    yield from check_sheets_of(handbook, module)


def _section(page: Page, title: str) -> Section | None:
    return next((section for section in page.sections(2) if section.heading.text == title), None)


def _inside(part: Section | Fence, section: Section) -> bool:
    line = part.heading.line if isinstance(part, Section) else part.line
    return bool(section.lines) and section.lines[0][0] <= line <= section.lines[-1][0]
