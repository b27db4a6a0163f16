"""A learner in a browser: comes with results, answers a question of any type, right or wrong, and checks it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from handbook.model import Question

KEY = "handbook-progress"
# All files of a site share one store: where it is only to be filled, a picture will do for a page.
PICTURE = "assets/handbook/logo.svg"


def fill_store(page: Page, text: str) -> None:
    page.evaluate(f"(text) => localStorage.setItem('{KEY}', text)", text)


def with_store(open_page: Callable[..., Page], text: str, **options: object) -> Page:
    """A page that finds `text` in the store wherever it goes; `options` are those of `open_page`."""
    page = open_page(PICTURE, **options)
    fill_store(page, text)
    return page


def question(page: Page, question_id: str) -> Locator:
    return page.locator(f"#q-{question_id}")


def main_button(part: Locator) -> Locator:
    return part.locator(".hb-actions .hb-button--main")


def letters(asked: Question, *, right: bool) -> list[str]:
    """The letters of a question's right (or wrong) options, in the order shown."""
    options = asked.item.options
    return ["ABCDEFGHIJ"[n] for n, index in enumerate(asked.order) if options[index].right is right]


def choose(part: Locator, *values: str) -> None:
    for value in values:
        part.locator(f'input[value="{value}"]').check()


def answer(page: Page, asked: Question, *, right: bool = True) -> None:
    """Answers and checks; wrong answers are for questions with options only."""
    part = question(page, asked.item.id)
    match asked.item.type:
        case "ordering":
            rows = part.locator(".hb-row").evaluate_all("rows => rows.map((row) => Number(row.dataset.place))")
            for place in range(1, len(rows) + 1):
                for _ in range(rows.index(place) - place + 1):
                    part.locator(f'.hb-row[data-place="{place}"] [data-way="up"]').click()
                rows.remove(place)
                rows.insert(place - 1, place)
        case "matching":
            for number, pair in enumerate(asked.item.pairs):
                part.locator("select").nth(number).select_option(label=pair.right)
        case "short-answer":
            part.locator(".hb-options input").fill(asked.item.accept[0])
        case "reflection":
            part.locator("textarea").fill("My own words.")
        case _:
            picks = letters(asked, right=right)
            choose(part, *(picks if right else picks[:1]))
    main_button(part).click()
