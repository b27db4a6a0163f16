"""What the fences become: functions in the form that SuperFences calls.

`quiz`, `scenario`, `dialogue`, `checklist` and `form` are for trainers; the others stand in generated
pages only.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from markupsafe import Markup

from handbook import dialogue, learner, sheets
from handbook.markup import LINK, TextRenderer
from handbook.model import Handbook, Scenario
from handbook.page import Fence
from handbook.problem import Problem
from handbook.quiz.render import QuizRenderer, section_title
from handbook.scenario.render import ScenarioRenderer
from handbook.templates import environment
from handbook.words import say


def custom_fences(handbook: Handbook, problems: Iterable[Problem], edition: str) -> list[dict[str, Any]]:
    """Entries for the option `custom_fences` of `pymdownx.superfences`.

    A fence that cannot be rendered shows the problems of its quiz in a box: SuperFences hides
    exceptions, and while a trainer is at work the box is what helps. A build never gets there,
    for it stops at the first problem.
    """
    problems = list(problems)
    renderer, scenarios = QuizRenderer(handbook), ScenarioRenderer(handbook)
    formatters = {
        "quiz": _quiz_formatter(handbook, problems, renderer),
        "scenario": _scenario_formatter(handbook, problems, scenarios, scenarios.scenario),
        "scenario-cards": _scenario_formatter(handbook, problems, scenarios, scenarios.role_play),
        "scenario-map": _scenario_formatter(handbook, problems, scenarios, scenarios.map),
        "dialogue": _dialogue_formatter(),
        "checklist": _checklist_formatter(handbook),
        "form": _form_formatter(),
        "learner-page": _page_formatter(handbook, edition, renderer),
    }
    return [{"name": name, "class": f"hb-{name}", "format": formatter} for name, formatter in formatters.items()]


def problem_box(title: str, problems: Iterable[Problem]) -> str:
    """A visible box that lists problems, for a page that a trainer is working on."""
    items = "".join(
        f"<li><code>{p.file}:{p.line}:{p.column}</code> {escape(f'{p.message} {p.hint}')}</li>" for p in problems
    )
    return f'<div class="hb-problems"><p><strong>{escape(title)}</strong></p><ul>{items}</ul></div>'


def _quiz_formatter(handbook: Handbook, problems: list[Problem], renderer: QuizRenderer) -> Callable[..., str]:
    def format_quiz(source: str, language: str, css_class: str, options: dict, md: Any, **_: Any) -> str:
        name, _sign, question_id = source.strip().partition("#")
        quiz = handbook.quizzes.get(name)
        question = quiz.question(question_id) if quiz and question_id else None
        if not (quiz and renderer.knows(quiz)) or (question_id and not question):
            own = [p for p in problems if p.file == f"quizzes/{name}.yml"] or problems
            return problem_box(say("quiz_missing"), own)
        return renderer.quiz(quiz, question)

    return format_quiz


def _scenario_formatter(
    handbook: Handbook, problems: list[Problem], renderer: ScenarioRenderer, render: Callable[[Scenario], str]
) -> Callable[..., str]:
    def format_scenario(source: str, language: str, css_class: str, options: dict, md: Any, **_: Any) -> str:
        name = source.strip()
        scenario = handbook.scenarios.get(name)
        if not (scenario and renderer.knows(scenario)):
            own = [p for p in problems if p.file == f"quizzes/scenarios/{name}.yml"] or problems
            return problem_box(say("scenario_missing"), own)
        return render(scenario)

    return format_scenario


def _page_formatter(handbook: Handbook, edition: str, renderer: QuizRenderer) -> Callable[..., str]:
    def format_page(source: str, language: str, css_class: str, options: dict, md: Any, **_: Any) -> str:
        return learner.body(handbook, source.strip(), edition, renderer)

    return format_page


def _dialogue_formatter() -> Callable[..., str]:
    text = TextRenderer()

    def format_dialogue(source: str, language: str, css_class: str, options: dict, md: Any, **_: Any) -> str:
        turns, _mistakes = dialogue.parse(_fence("dialogue", source))
        items = "".join(_turn(turn, text.inline(turn.text)) for turn in turns)
        return f'<ol class="hb-dialogue" aria-label="{say("dialogue")}">{items}</ol>'

    return format_dialogue


def _checklist_formatter(handbook: Handbook) -> Callable[..., str]:
    renderer = TextRenderer()
    # A formatter does not learn which page it works for, and two modules may have an objective of one name.
    owners = {
        (one.text, one.objectives): page.path.split("/")[0]
        for page in handbook.pages.values()
        for one in sheets.observations(page)
    }

    def format_checklist(source: str, language: str, css_class: str, options: dict, md: Any, **_: Any) -> str:
        found, _mistakes = sheets.parse_checklist(_fence("checklist", source))
        rows = []
        for one in found:
            lessons = handbook.objectives(owners.get((one.text, one.objectives), ""))
            known = [(lessons[name][0], name) for name in one.objectives if name in lessons]
            links = [(f"{LINK}{lesson.path}#{name}", section_title(lesson, name)) for lesson, name in known]
            rows.append((renderer.inline(one.text), links))
        return environment().get_template("checklist.html").render(rows=rows)

    return format_checklist


def _form_formatter() -> Callable[..., str]:
    renderer = TextRenderer()

    def format_form(source: str, language: str, css_class: str, options: dict, md: Any, **_: Any) -> str:
        found, _mistakes = sheets.parse_form(_fence("form", source))
        return environment().get_template("form.html").render(fields=found, text=renderer)

    return format_form


def _fence(language: str, source: str) -> Fence:
    return Fence(language, 0, 1, tuple(enumerate(source.split("\n"), 1)))


def _turn(turn: dialogue.Turn, words: Markup) -> str:
    if not turn.speaker:
        return f'<li class="hb-stage">{words}</li>'
    side = "staff" if turn.staff else "customer"
    speaker = say("dialogue_you") if turn.staff else escape(turn.speaker)
    steps = "".join(f' <span class="hb-step">{step}</span>' for step in turn.steps)
    return (
        f'<li class="hb-turn hb-turn--{side}"><p class="hb-speaker">{speaker}{steps}</p>'
        f'<p class="hb-said">{words}</p></li>'
    )
