"""What holds for every page: its outline, and that fences, citations and slots lead somewhere."""

import re
from collections.abc import Collection, Iterator, Mapping

from handbook import dialogue
from handbook.model import Handbook
from handbook.page import Fence, Page
from handbook.problem import Guesses, Problem, did_you_mean, nearest, short
from handbook.quiz.load import Draft

CITATION = re.compile(r"\[@([^\[\]\s]+)\]")
SLOT = re.compile(r"\[\[([^\[\]]+)\]\]")

OWN_FENCES = ("quiz", "scenario", "dialogue", "checklist", "form")
# … and the languages of plain text to show, for the trainers' guide.
CODE_FENCES = (
    *("", "text", "yaml", "toml", "json", "csv", "markdown"),
    *("html", "diff", "sh", "console", "nginx", "python"),
)
KNOWN_FENCES = frozenset({*OWN_FENCES, *CODE_FENCES})

_UNFINISHED = re.compile(
    r"\b(TODO|FIXME|XXX|TBD|TBC)\b|lorem ipsum|coming soon|to be written|under construction", re.I
)


def check_page(
    handbook: Handbook, page: Page, quizzes: Mapping[str, Draft], scenarios: Collection[str]
) -> Iterator[Problem]:
    """What holds for every page: fences, citations and slots lead somewhere; nothing is unfinished."""
    yield from outline(page)
    used: dict[str, int] = {}
    played: dict[str, int] = {}
    guess = Guesses()
    for fence in page.fences:
        if not fence.closed:
            message, hint = "this fence is never closed.", "Close it with a line of the same marks (```) below."
            yield page.problem(fence.line, fence.column, "open-fence", message, hint)
        elif fence.language == "quiz":
            yield from _quiz_fence(page, fence, quizzes, used, guess)
        elif fence.language == "scenario":
            yield from _scenario_fence(page, fence, scenarios, played, guess)
        elif fence.language == "dialogue":
            yield from (
                page.problem(line, fence.column, "dialogue", message, hint)
                for line, message, hint in dialogue.parse(fence)[1]
            )
        elif fence.language not in KNOWN_FENCES:
            message = f"there is no fence `{short(fence.language)}`."
            yield page.problem(
                fence.line, fence.column, "unknown-fence", message, did_you_mean(fence.language, OWN_FENCES)
            )
    for pattern, known, rule, file in (
        (CITATION, handbook.sources, "unknown-source", "docs/sources.yml"),
        (SLOT, handbook.workplace, "unknown-slot", "docs/workplace.yml"),
    ):
        guess = Guesses()
        for line, column, name in marks(page, pattern):
            if name not in known:
                message = f"{file} has no entry `{short(name)}`."
                yield page.problem(line, column, rule, message, guess(name, known))
    for number, text in page.prose:
        if match := _UNFINISHED.search(text):
            message, hint = (
                f"“{match[0]}” says that something is missing here.",
                "Write it, or delete the line.",
            )
            yield page.problem(number, match.start() + 1, "unfinished", message, hint)


def _quiz_fence(
    page: Page, fence: Fence, quizzes: Mapping[str, Draft], used: dict[str, int], guess: Guesses
) -> Iterator[Problem]:
    filled = [(number, text) for number, text in fence.lines if text.strip()]
    line = filled[0][0] if filled else fence.line
    name, _, question = fence.content.strip().partition("#")

    def problem(rule: str, message: str, hint: str) -> Problem:
        return page.problem(line, fence.column, rule, message, hint)

    if len(filled) != 1:
        hint = "Write one line: a quiz (`apologies`) or one question (`apologies#its-id`)."
        yield problem("quiz-fence", "a quiz fence names one quiz or one question.", hint)
    elif name not in quizzes:
        yield problem(
            "unknown-quiz", f"there is no quiz quizzes/{short(name)}.yml.", guess(name, quizzes, "quizzes")
        )
    else:
        ids = quizzes[name].ids
        if question and question not in ids and quizzes[name].has_all_ids:
            message = f"the quiz {name} has no question `{short(question)}`."
            yield problem("unknown-question", message, guess(question, ids, name))
        for shown in [question] if question else ids:
            if shown in used:
                message = f"the question `{shown}` already stands on this page, on line {used[shown]}."
                yield problem("question-twice", message, "Show each question once on a page.")
                break
            used[shown] = line


def _scenario_fence(
    page: Page, fence: Fence, scenarios: Collection[str], used: dict[str, int], guess: Guesses
) -> Iterator[Problem]:
    filled = [(number, text.strip()) for number, text in fence.lines if text.strip()]
    line, name = filled[0] if filled else (fence.line, "")
    if len(filled) != 1:
        message, hint = (
            "a scenario fence names one scenario.",
            "Write one line: the name of its file without .yml.",
        )
        yield page.problem(line, fence.column, "scenario-fence", message, hint)
    elif name not in scenarios:
        message = f"there is no scenario quizzes/scenarios/{short(name)}.yml."
        yield page.problem(line, fence.column, "unknown-scenario", message, guess(name, scenarios, "scenarios"))
    elif name in used:
        message = f"the scenario `{name}` already stands on this page, on line {used[name]}."
        yield page.problem(line, fence.column, "scenario-fence", message, "Show each scenario once on a page.")
    used.setdefault(name, line)


def marks(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    for number, text in page.prose:
        plain = re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), text)
        for match in pattern.finditer(plain):
            yield number, match.start() + 1, match[1]


def wanted_sections(page: Page, wanted: tuple[str, ...]) -> Iterator[Problem]:
    found = {section.heading.text: section for section in page.sections(2)}
    first = next((heading for heading in page.headings if heading.level == 1), None)
    free = [h for h in page.headings if h != first and (h.level != 2 or h.text not in wanted)]
    others = {heading.text: heading for heading in free}
    last = 0
    for title in wanted:
        section = found.get(title)
        if section is None:
            # A heading of another level or with a slip in it is what was meant, most likely.
            near = nearest(title, others)
            if near and others[near].level == 1:
                continue  # the outline says so
            end = page.lines[-1][0] if page.lines else 1
            message = f"the section “{title}” is missing" + ("; is this heading meant?" if near else ".")
            line = others[near].line if near else end
            yield page.problem(line, 1, "missing-section", message, f"Write `## {title}`.")
            continue
        if not section.text.strip():
            message = f"the section “{title}” is empty."
            yield page.problem(section.heading.line, 1, "empty-section", message, "Write it.")
        if section.heading.line < last:
            message, hint = f"the section “{title}” is out of order.", f"The order is: {', '.join(wanted)}."
            yield page.problem(section.heading.line, 1, "section-order", message, hint)
        last = max(last, section.heading.line)


def outline(page: Page) -> Iterator[Problem]:
    level = 1
    titles = [heading for heading in page.headings if heading.level == 1]
    for heading in page.headings:
        if heading.level == 1 and heading != titles[0]:
            message, hint = (
                "this is a second title.",
                "A page has one heading `#`; use `##` for its sections.",
            )
            yield page.problem(heading.line, 1, "second-title", message, hint)
        elif heading.level > level + 1:
            wanted = "#" * (level + 1)
            message = f"this heading skips a level: `{'#' * heading.level}` where `{wanted}` comes next."
            yield page.problem(heading.line, 1, "skipped-level", message, f"Use `{wanted}`.")
        level = heading.level
    if not titles:
        message, hint = "this page has no title.", "Write `# Title` above the text."
        yield page.problem(page.lines[0][0] if page.lines else 1, 1, "no-title", message, hint)
