"""A new module: its overview, practice page and job aid, and a first lesson with its quiz."""

from handbook.author.answers import Answers
from handbook.author.desk import Desk
from handbook.author.lesson import MINUTES, ask_plan, lesson_names, make_lesson
from handbook.author.names import checked, from_title
from handbook.author.navigation import add_module
from handbook.author.render import one_line, render
from handbook.gaps import MARK

GENERATED = {"quizzes", "scenarios", "assets"}  # folders of the site that no module may share
PAGES = {"index.md": "the overview", "practice.md": "its practice page", "job-aid.md": "its job aid"}


def new_module(desk: Desk, answers: Answers) -> None:
    """Makes the pages of a module with a first lesson, and adds it to the navigation."""
    answers.demand("title", "lesson", "objective", "source")
    modules = desk.handbook.modules
    title = answers.one("title", "What is the module called?", one_line)
    taken = {path.name for path in (desk.root / "docs").iterdir()} | GENERATED
    name = answers.one(
        "name",
        "The name of its folder below docs/:",
        lambda typed: checked(typed, taken, "module"),
        proposal=from_title(title, "module", taken),
    )
    first = answers.one("lesson", "What is its first lesson called?", one_line)
    owner = modules[-1].meta.owner if modules else f"{MARK} who keeps this page current"
    plan = ask_plan(desk, answers, first, from_title(first, "lesson", lesson_names(desk)), owner)
    questions = make_lesson(desk, plan, name, int(MINUTES))
    order = max((module.meta.order for module in modules), default=0) + 1
    fields = {**plan.fields(desk.handbook), "title": title, "order": order}
    for page, what in PAGES.items():
        content = render(f"module/{page}", **fields, lesson=plan.name, questions=questions[:2])
        desk.make(f"docs/{name}/{page}", content, what)
    add_module(desk, {module.path for module in modules}, f"{name}/index.md")
