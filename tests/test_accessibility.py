"""Every page is for everybody: axe-core finds nothing to complain about in it, and it fits a phone."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree, html

from axe import violations
from own import HANDBOOK
from trainee import answer, question

PAGES = [
    "index.html",
    "five-steps.html",
    "sources.html",
    "phrases.html",
    "trainers/coverage.html",
    "trainers/points.html",
    "trainers/scenarios.html",
    "404.html",
    "progress.html",
    "review.html",
    "record.html",
    *(module.path.replace(".md", ".html") for module in HANDBOOK.modules),
    *(lesson.path.replace(".md", ".html") for lesson in HANDBOOK.lessons()),
    *(quiz.page_path.replace(".md", ".html") for quiz in HANDBOOK.quizzes.values()),
    *(
        path.replace(".md", ".html")
        for one in HANDBOOK.scenarios.values()
        for path in (one.page_path, one.cards_path)
    ),
    *(
        sheet.path.replace(".md", ".html")
        for m in HANDBOOK.modules
        for sheet in (m.practice, m.job_aid, m.facilitator)
        if sheet
    ),
    *(path.replace(".md", ".html") for path in HANDBOOK.pages if path.startswith(("reference/", "trainers/"))),
]
FRAME = (".md-header", ".md-sidebar", ".md-footer")
# Answers everything that the page asks: in turn with the first and with the last option, so
# that right, wrong, missed and shown answers all stand there at once.
ANSWER = """() => {
  document.querySelectorAll("handbook-quiz").forEach((quiz) => {
    quiz.querySelectorAll(".hb-question").forEach((question, number) => {
      const inputs = [...question.querySelectorAll(".hb-option input")];
      inputs.at(number % 2 ? 0 : -1)?.click();
      question.querySelectorAll(".hb-write :is(input, textarea)").forEach((field) => (field.value = "Words"));
      question.querySelectorAll("select").forEach((select) => (select.selectedIndex = 1));
      question.querySelector('.hb-move:not([aria-disabled="true"])')?.click();
      question.querySelector(".hb-button--main").click();
      const [main, reveal] = question.querySelectorAll(".hb-actions button");
      if (!reveal.hidden && number % 3) reveal.click();
      question.querySelectorAll("details").forEach((details) => (details.open = true));
    });
  });
}"""


def test_every_page_is_looked_at(site: Path) -> None:
    assert sorted(PAGES) == sorted(str(page.relative_to(site)) for page in site.rglob("*.html"))


@cache
def showing_every_kind(site: Path) -> frozenset[str]:
    """As few pages as show every kind of element that a page of the site has, with the kind of its parent.

    An element's kind is its tag with its classes, for colours belong to those. Each page that shows the most
    kinds that are not shown yet is taken, until none is left (the greedy set cover of Chvátal 1979).
    """
    left = {path: _kinds(site / path) for path in PAGES}
    chosen = {"quizzes/angry.html"}  # with every type of question: what the script makes of it stands in no file
    while any(left.values()):
        most = max(left, key=lambda path: len(left[path]))
        shown = left.pop(most)
        left = {path: kinds - shown for path, kinds in left.items()}
        chosen.add(most)
    return frozenset(chosen)


def _kinds(page: Path) -> set[tuple[tuple[str, ...], ...]]:
    elements = html.parse(page).getroot().iter(etree.Element)
    return {
        tuple((one.tag, *sorted(one.classes)) for one in (each.getparent(), each) if one is not None)
        for each in elements
    }


@pytest.mark.parametrize("path", PAGES)
def test_no_violation_and_no_scrolling_sideways(open_page: Callable, host: str, site: Path, path: str) -> None:
    """Untouched and answered, and untouched on two phones as well.

    The frame around the content is the same for all pages, and a kind of element has the same colours on each:
    frame and contrast, in the light and in the dark, are looked at where every kind is shown.
    """
    whole = path in showing_every_kind(site)
    page = open_page(f"{host}/{path}" if path == "404.html" else path, color_scheme="light")
    assert (
        violations(page, **({} if whole else {"without": FRAME, "rules": {"color-contrast": {"enabled": False}}}))
        == []
    )
    desk = page.viewport_size
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"at {width}"
    page.set_viewport_size(desk)
    if page.locator("handbook-quiz").count():
        page.evaluate(ANSWER)
        assert violations(page, ".hb-quiz") == []
    if whole:
        # Of all rules, only those about colour can find in the dark what they did not find in the light.
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        assert violations(page, runOnly=["color-contrast", "link-in-text-block"]) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_in_a_result_on_a_phone(open_page: Callable, scheme: str) -> None:
    page = open_page("quizzes/apologising-well.html", color_scheme=scheme, viewport={"width": 320, "height": 700})
    for asked in HANDBOOK.quizzes["apologising-well"].questions:
        answer(page, asked, right=not asked.item.options)
        reveal = question(page, asked.item.id).locator(".hb-actions button").nth(1)
        if reveal.is_visible():
            reveal.click()
    page.locator(".hb-question").last.locator(".hb-button--main").click()
    page.locator(".hb-result h2").wait_for()
    assert violations(page) == []
