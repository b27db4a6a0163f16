"""The page “Phrase bank” in a real browser: found by situation, by word, by keyboard, and without a script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from handbook import read_handbook
from handbook.pages import PHRASES_PAGE, generated_pages
from handbook.phrases import phrases
from handbook.words import WORDS, say
from own import HANDBOOK

BANK = [(lesson, rows) for lesson in HANDBOOK.lessons() if (rows := phrases(lesson))]
TOTAL = sum(len(rows) for _, rows in BANK)
PHRASES = "phrases.html"
ROWS = ".hb-phrases tbody tr"
Open = Callable[..., Page]


def shown(page: Page) -> int:
    return page.locator(f"{ROWS}:visible").count()


def said(page: Page):
    return page.get_by_role("status")


def test_every_row_of_every_lesson_is_there(site: Path) -> None:
    tree = html.parse(str(site / PHRASES))
    assert len(tree.xpath('//div[@class="hb-phrases"]//tbody/tr')) == TOTAL
    titles = [h.text.strip() for h in tree.xpath('//div[@class="hb-phrases"]/h2')]
    assert titles == [lesson.meta.title for lesson, _ in BANK]
    assert (
        tree.xpath('//p[@class="hb-trail"]/a/@href')[0]
        == BANK[0][0].path.replace(".md", ".html") + "#words-to-use"
    )


def test_all_lines_are_shown_and_counted_first(open_page: Open) -> None:
    page = open_page(PHRASES)
    assert shown(page) == TOTAL
    expect(said(page)).to_have_text(say("phrases_count", count=TOTAL))


@pytest.mark.parametrize("width", [320, 1280])
def test_by_situation(open_page: Open, width: int) -> None:
    """Also on a phone, where the rows of a table are blocks."""
    page = open_page(PHRASES, viewport={"width": width, "height": 800})
    lesson, rows = BANK[2]
    page.get_by_label(WORDS["phrases_situation"]).select_option(label=lesson.meta.title)
    assert shown(page) == len(rows)
    expect(page.locator(".hb-phrases h2:visible")).to_have_count(1)
    expect(said(page)).to_have_text(say("phrases_count", count=len(rows)))
    page.get_by_label(WORDS["phrases_situation"]).select_option(label=WORDS["phrases_all"])
    assert shown(page) == TOTAL


@pytest.mark.parametrize("width", [320, 1280])
def test_by_word(open_page: Open, width: int) -> None:
    """A situation without such a line goes with its heading and its link."""
    page = open_page(PHRASES, viewport={"width": width, "height": 800})
    page.get_by_label(WORDS["phrases_filter"]).fill("voucher")
    count = shown(page)
    assert 0 < count < TOTAL
    for row in page.locator(f"{ROWS}:visible").all():
        assert "voucher" in row.inner_text().lower()
    expect(said(page)).to_have_text(say("phrases_count", count=count) if count > 1 else WORDS["phrases_one"])
    headings = page.locator(".hb-phrases h2:visible").count()
    assert headings == page.locator(".hb-phrases .hb-trail:visible").count() <= count


def test_case_accents_apostrophes_and_spaces_do_not_matter(open_page: Open) -> None:
    page = open_page(PHRASES)
    word = page.get_by_label(WORDS["phrases_filter"])
    word.fill("i’m sorry")
    count = shown(page)
    assert count
    for typed in ("I'M SORRY", "  I’m sorry ", "ì'm sörry"):
        word.fill(typed)
        assert shown(page) == count, typed


def test_one_line_is_counted_as_one(open_page: Open) -> None:
    page = open_page(PHRASES)
    page.get_by_label(WORDS["phrases_filter"]).fill(page.locator(f"{ROWS} td").first.inner_text())
    assert shown(page) == 1
    expect(said(page)).to_have_text(WORDS["phrases_one"])


def test_none_found_is_said_and_can_be_undone(open_page: Open) -> None:
    page = open_page(PHRASES)
    word = page.get_by_label(WORDS["phrases_filter"])
    word.fill("no such words")
    assert shown(page) == 0
    expect(said(page)).to_have_text(WORDS["phrases_none"])
    assert page.locator(".hb-phrases h2:visible").count() == 0
    word.fill("")
    assert shown(page) == TOTAL


def test_situation_and_word_together(open_page: Open) -> None:
    """What is counted is what is shown."""
    page = open_page(PHRASES)
    page.get_by_label(WORDS["phrases_situation"]).select_option(index=2)
    page.get_by_label(WORDS["phrases_filter"]).fill("sorry")
    count = shown(page)
    wanted = {0: WORDS["phrases_none"], 1: WORDS["phrases_one"]}
    expect(said(page)).to_have_text(wanted.get(count) or say("phrases_count", count=count))


def test_with_the_keyboard_alone(open_page: Open) -> None:
    """Tab from choice to word; Enter neither loads the page anew nor loses what was typed."""
    page = open_page(PHRASES)
    lesson, rows = BANK[0]
    page.get_by_label(WORDS["phrases_situation"]).focus()
    page.keyboard.press("ArrowDown")
    expect(said(page)).to_have_text(say("phrases_count", count=len(rows)))
    page.keyboard.press("Tab")
    expect(page.get_by_label(WORDS["phrases_filter"])).to_be_focused()
    page.keyboard.type("no such words")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text(WORDS["phrases_none"])
    assert page.url.endswith(PHRASES)
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    assert shown(page) == len(rows)
    expect(page.locator(".hb-phrases h2:visible")).to_contain_text(lesson.meta.title)


def test_without_a_script_every_line_is_there(open_page: Open) -> None:
    page = open_page(PHRASES, java_script_enabled=False)
    assert shown(page) == TOTAL
    assert page.locator(".hb-phrases form").count() == 0


def test_links_in_a_row_lead_to_the_same_places(example: Path, build_example: Callable[[Path], Path]) -> None:
    """A row is written in a lesson’s folder and shown in another: a strict build would stop there."""
    lesson = example / "docs" / "greeting" / "first-words.md"
    why = "It opens: [practise](practice.md), [what to see](#what-you-see), [home](../index.md#how-to-use-it)."
    lesson.write_text(lesson.read_text("utf-8").replace("It opens.", why), "utf-8")
    page = html.parse(str(build_example(example) / PHRASES))
    hrefs = page.xpath('//div[@class="hb-phrases"]//td/a/@href')
    assert hrefs == [
        "greeting/practice.html",
        "greeting/first-words.html#what-you-see",
        "index.html#how-to-use-it",
    ]


def test_a_handbook_without_phrases_has_no_such_page(example: Path) -> None:
    lesson = example / "docs" / "greeting" / "first-words.md"
    lesson.write_text(lesson.read_text("utf-8").replace("## Words to use", "## Words"), "utf-8")
    assert PHRASES_PAGE not in generated_pages(read_handbook(example)[0])
