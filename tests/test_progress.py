"""What the browser keeps of a learner: through edits of the quizzes, two tabs and broken stores."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

import trainee
from axe import violations
from conftest import ROOT, build
from handbook import learner, read_handbook
from handbook.pages import generated_pages
from handbook.quiz.types import TYPES
from handbook.script import script
from handbook.words import WORDS, say
from own import HANDBOOK
from trainee import KEY, PICTURE, fill_store, with_store

QUIZ = HANDBOOK.quizzes["apologising-well"]
QUIZ_PAGE = "quizzes/apologising-well.html"
IDS = [asked.item.id for asked in QUIZ.questions]
TOTAL = len(IDS)
EVERY = sum(len(quiz.questions) for quiz in HANDBOOK.quizzes.values())
ASSETS = ROOT / "hooks/handbook/web/theme/assets/handbook"
NOON = "2026-11-22T12:00:00Z"
Open = Callable[..., Page]


def question(page: Page, question_id: str) -> Locator:
    return page.locator(f'[data-question="{question_id}"]')


def answer(page: Page, question_id: str, *, right: bool = True) -> None:
    """Chooses the right options, or one wrong one, and checks."""
    part = question(page, question_id)
    options = part.locator(".hb-answer ol[type=A] > li").evaluate_all(
        "all => all.map((li) => [li.value, 'right' in li.dataset])"
    )
    letters = [chr(64 + place) for place, is_right in options if is_right is right]
    for letter in letters if right else letters[:1]:
        part.locator(f'input[value="{letter}"]').check()
    part.get_by_role("button", name=WORDS["check"]).click()


def stored(page: Page) -> dict:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))


def store(**questions: dict) -> str:
    """A store with results of the first module's quiz, by id with _ for -."""
    items = {asked.item.id: asked.item for quiz in HANDBOOK.quizzes.values() for asked in quiz.questions}
    results = {}
    for name, fields in questions.items():
        question_id = name.replace("_", "-")
        plain = {"fp": items[question_id].fingerprint(), "points": 1, "sure": False, "at": NOON, "streak": 1}
        results[question_id] = {**plain, **fields}
    return json.dumps({"format": KEY, "version": 1, "questions": results})


def go(page: Page, site: Path, path: str) -> Page:
    page.goto((site / path).as_uri())
    return page


@pytest.fixture
def seeded(open_page: Open, site: Path) -> Open:
    """A function that opens a page with a store, at a time."""

    def open_it(path: str, text: str, *, at: str = NOON, **browser_is) -> Page:
        return go(with_store(open_page, text, at=at, **browser_is), site, path)

    return open_it


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile of its own, for tests that open more than one page in it or permit something."""
    made = browser.new_context()
    made.set_default_timeout(5000)
    yield made
    made.close()


def test_scripts_and_styles_stay_light() -> None:
    assert len(gzip.compress(script().encode(), 9)) <= 8 * 1024
    assert len(gzip.compress((ASSETS / "quiz.css").read_bytes(), 9)) <= 3 * 1024


# --- the quiz remembers ---


def test_a_quiz_remembers_what_was_done(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    answer(page, IDS[0])
    answer(page, IDS[1], right=False)
    line = page.locator(".hb-count")
    expect(line).to_have_text(say("quiz_done", done=2, total=TOTAL, right=1))
    page.reload()
    expect(line).to_have_text(say("quiz_done", done=2, total=TOTAL, right=1))
    first, second = question(page, IDS[0]), question(page, IDS[1])
    expect(first.locator(".hb-verdict")).to_contain_text("right.")
    expect(second.locator(".hb-verdict")).to_contain_text("not right yet.")
    expect(first.locator(".hb-answer")).to_be_visible()
    expect(first.locator(".hb-reason").first).to_be_hidden()
    expect(first.locator("input:enabled")).to_have_count(0)
    expect(question(page, IDS[2]).get_by_role("button", name=WORDS["check"])).to_be_visible()


def test_answer_again_begins_a_round_that_counts(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    answer(page, IDS[0], right=False)
    page.reload()
    again = question(page, IDS[0]).get_by_role("button", name=WORDS["answer_again"])
    again.press("Enter")
    assert page.evaluate("document.activeElement.matches('.hb-options input')")
    assert stored(page)["questions"][IDS[0]]["points"] == 0  # until there is a new first answer
    answer(page, IDS[0])
    assert stored(page)["questions"][IDS[0]]["points"] == 1


def test_only_the_first_answer_of_a_round_is_kept(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    answer(page, IDS[0], right=False)
    question(page, IDS[0]).get_by_role("button", name=WORDS["try_again"]).click()
    answer(page, IDS[0])
    assert stored(page)["questions"][IDS[0]]["points"] == 0


def test_all_done_leads_to_the_result_and_can_start_over(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    for asked in QUIZ.questions:
        trainee.answer(page, asked)
    page.reload()
    page.locator(".hb-progress").get_by_role("button", name=WORDS["see_result"]).click()
    expect(page.locator(".hb-result")).to_contain_text("100 %")
    page.locator(".hb-result").get_by_role("button", name=WORDS["start_over"]).click()
    expect(page.locator(".hb-result")).to_be_hidden()
    expect(question(page, IDS[0]).locator("input:enabled").first).to_be_focused()
    page.reload()
    expect(page.locator(".hb-count")).to_contain_text(f"{TOTAL} of {TOTAL}")  # nothing is lost by looking


def test_a_lesson_and_its_quiz_share_a_question(open_page: Open, site: Path) -> None:
    page = open_page("apologies/apologising-well.html")
    shared = page.locator(".hb-question").first.get_attribute("data-question")
    answer(page, shared)
    go(page, site, QUIZ_PAGE)
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=1, total=TOTAL, right=1))
    expect(question(page, shared).locator(".hb-verdict")).to_contain_text("right.")


def test_navigation_and_module_page_show_what_is_done(open_page: Open, site: Path) -> None:
    page = open_page(QUIZ_PAGE)
    answer(page, IDS[0])
    words = say("mark_done", done=1, total=TOTAL)
    expect(
        page.locator(".md-nav--primary").get_by_role("img", name=words, include_hidden=True).first
    ).to_have_text(f"1/{TOTAL}")
    go(page, site, "apologies/index.html")
    expect(page.locator(".hb-goals").get_by_role("img", name=words)).to_have_text(f"1/{TOTAL}")
    go(page, site, "sources.html")  # the module's own link, where its quiz is not listed
    expect(page.locator(".md-nav--primary").get_by_role("img", name=words, include_hidden=True)).to_have_count(1)
    expect(page.locator(".md-footer .hb-done")).to_have_count(0)


def test_deferred_quiz_remembers_too(open_page: Open, example: Path, build_example: Callable) -> None:
    quiz = example / "quizzes" / "greeting.yml"
    quiz.write_text(
        quiz.read_text("utf-8").replace("module: greeting", "module: greeting\nfeedback: deferred"), "utf-8"
    )
    page = open_page("quizzes/greeting.html", folder=build_example(example))
    page.locator(".hb-question").nth(0).locator("input").first.check()
    finish = page.get_by_role("button", name=WORDS["finish"])
    finish.click()
    finish.click()
    assert len(stored(page)["questions"]) == 1  # what was left empty was not answered
    page.reload()
    first = page.locator(".hb-question").nth(0)
    expect(first.get_by_role("button", name=WORDS["answer_again"])).to_be_visible()
    expect(finish).to_be_visible()
    first.get_by_role("button", name=WORDS["answer_again"]).click()
    expect(first.get_by_role("button", name=WORDS["check"])).to_be_hidden()
    expect(first.locator("input:enabled").first).to_be_focused()


# --- confidence ---


def test_confidence_is_asked_on_request_and_kept(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    part = question(page, IDS[0])
    expect(part.locator(".hb-sure")).to_be_hidden()
    page.get_by_label(WORDS["ask_sure"]).press("Space")
    expect(part.locator(".hb-sure")).to_be_visible()
    expect(part.get_by_role("group", name=WORDS["how_sure"])).to_be_visible()
    part.get_by_label(WORDS["sure"], exact=True).check()
    answer(page, IDS[0], right=False)
    expect(part.get_by_label(WORDS["sure"], exact=True)).to_be_disabled()
    question(page, IDS[1]).get_by_label(WORDS["not_sure"]).check()
    answer(page, IDS[1])
    answer(page, IDS[2])  # nobody has to say
    kept = stored(page)["questions"]
    assert [kept[name]["sure"] for name in IDS[:3]] == [True, False, False]
    page.reload()
    expect(page.get_by_label(WORDS["ask_sure"])).to_be_checked()


# --- the quiz files change between two visits ---

ADDED = """three-people-at-once
    type: multiple-choice
    objective: greet-early
    level: apply
    prompt: Three people come in together while you print a label. What do you do?
    answer:
      text: Nod to all of them and finish the label.
      feedback: All three know that you saw them, and nobody has to guess.
    distractors:
      - text: Look at the label until it is done.
        feedback: The label is done sooner, and three people feel like air.
      - text: Ask the tallest person what it is about.
        feedback: One of them is seen now, but the two others are not.
"""


def test_progress_survives_edits(context: BrowserContext, example: Path, tmp_path: Path) -> None:
    """A trainer adds, moves, renames and mends; then changes a right answer."""
    site = tmp_path / "site"
    quiz = example / "quizzes" / "greeting.yml"

    def visit() -> Page:
        done = build(example, site)
        assert done.returncode == 0, done.stdout + done.stderr
        return go(context.new_page(), site, "quizzes/greeting.html")

    def edit(*changes: tuple[str, str]) -> None:
        text = quiz.read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        quiz.write_text(text, "utf-8")

    page = visit()
    for name in ("busy-counter-second-person", "phone-rings-while-serving", "long-wait-what-to-say"):
        answer(page, name, right=name != "phone-rings-while-serving")
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=3, total=4, right=2))

    # Mended: a prompt, a distractor, the punctuation of an answer. Renamed twice. The first one
    # moved to the end, and a new one in its place.
    head, *parts = quiz.read_text("utf-8").split("  - id: ")
    quiz.write_text("  - id: ".join([head, ADDED, *parts[1:], parts[0].rstrip() + "\n"]), "utf-8")
    edit(
        ("prompt: You serve Ben when", "prompt: You are serving Ben when"),
        ("text: I will be with you shortly.", "text: I'll be with you shortly."),
        ("text: It will be about ten minutes.", "text: It will be about ten minutes"),
        (
            "  - id: phone-rings-while-serving",
            "  - id: phone-rings-at-the-counter\n    was: [phone-at-noon, phone-rings-while-serving]",
        ),
    )
    lesson = example / "docs" / "greeting" / "first-words.md"
    renamed = lesson.read_text("utf-8").replace("#phone-rings-while-serving", "#phone-rings-at-the-counter")
    lesson.write_text(renamed, "utf-8")
    page = visit()
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=3, total=5, right=2))
    expect(question(page, "phone-rings-at-the-counter").locator(".hb-verdict")).to_contain_text("not right yet")
    expect(question(page, "busy-counter-second-person").locator(".hb-verdict")).to_contain_text("right.")
    expect(question(page, "three-people-at-once").locator(".hb-verdict")).to_be_hidden()
    expect(page.get_by_text(WORDS["answer_changed"])).to_have_count(0)
    go(page, site, "progress.html")
    expect(page.locator("tbody tr [data-cell=done]")).to_contain_text("3 of 5")

    edit(("text: It will be about ten minutes", "text: It will be ten minutes, so by half past nine"))
    page = visit()
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=2, total=5, right=1))
    changed = question(page, "long-wait-what-to-say")
    expect(changed.locator(".hb-verdict")).to_have_text(WORDS["answer_changed"])
    expect(changed.locator("input:enabled")).to_have_count(3)
    answer(page, "long-wait-what-to-say")
    page.reload()
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=3, total=5, right=2))


# --- two tabs ---


def test_two_tabs_lose_nothing(context: BrowserContext, site: Path) -> None:
    one, two = (go(context.new_page(), site, QUIZ_PAGE) for _ in range(2))
    answer(one, IDS[0])
    answer(two, IDS[1])
    answer(one, IDS[2])
    for page in (one, two):
        expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=3, total=TOTAL, right=3))
    assert sorted(stored(one)["questions"]) == sorted(IDS[:3])


# --- stores that are full, forbidden, broken, foreign, or from the future ---


def test_a_full_store_is_told_once_and_blocks_nothing(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    page.evaluate("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; 0")
    for name in IDS[:3]:
        answer(page, name)
    expect(page.locator(".hb-notice")).to_have_text([WORDS["store_full"]])
    expect(question(page, IDS[0]).locator(".hb-notice")).to_be_visible()
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=3, total=TOTAL, right=3))


def test_a_forbidden_store_is_told_and_blocks_nothing(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{ get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = go(context.new_page(), site, QUIZ_PAGE)
    expect(page.locator(".hb-notice")).to_have_text(WORDS["store_forbidden"])
    answer(page, IDS[0])
    expect(question(page, IDS[0]).locator(".hb-verdict")).to_contain_text(WORDS["verdict_right"])
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=1, total=TOTAL, right=1))
    for path in ("progress.html", "record.html"):
        expect(go(page, site, path).locator(".hb-notice")).to_have_text(WORDS["store_forbidden"])
    context.close()


@pytest.mark.parametrize("text", ["", "{", '{"format":"handbook-progress","ver', "\x00\ud83d", "undefined"])
def test_a_damaged_store_is_set_aside(open_page: Open, site: Path, text: str) -> None:
    page = go(with_store(open_page, text), site, QUIZ_PAGE)
    expect(page.locator(".hb-notice")).to_have_text(WORDS["store_damaged"])
    assert page.evaluate(f"localStorage.getItem('{KEY}-damaged')") == text
    answer(page, IDS[0])
    page.reload()
    expect(page.locator(".hb-notice")).to_have_count(0)
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=1, total=TOTAL, right=1))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('{"format":"another-app","version":1}', "store_foreign"),
        ("[]", "store_foreign"),
        ("null", "store_foreign"),
        ("12", "store_foreign"),
        ('"handbook-progress"', "store_foreign"),
        ('{"format":"handbook-progress","version":2,"questions":[]}', "store_newer"),
    ],
)
def test_a_store_that_is_not_ours_is_left_alone(open_page: Open, site: Path, text: str, word: str) -> None:
    page = go(with_store(open_page, text), site, QUIZ_PAGE)
    expect(page.locator(".hb-notice")).to_have_text(WORDS[word])
    answer(page, IDS[0])
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=1, total=TOTAL, right=1))
    go(page, site, "progress.html")
    expect(page.locator(".hb-notice")).to_have_text(WORDS[word])
    page.get_by_role("button", name=WORDS["delete"]).click()
    page.get_by_role("button", name=WORDS["delete_yes"]).click()
    expect(page.locator(".hb-said")).to_have_text(WORDS["delete_left"])
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text


@pytest.mark.parametrize(
    "odd",
    [
        {"version": None},
        {"version": 0, "settings": None, "quizzes": None, "name": None},
        {"questions": {"constructor": None, "__proto__": 5, "a": {"fp": "x"}, "b": [], "c": "text"}},
        {"quizzes": {"apologising-well": {"questions": [None]}, "x": 3, "y": {"questions": "no"}}},
    ],
)
def test_an_older_or_odd_store_is_read_as_far_as_it_goes(open_page: Open, site: Path, odd: dict) -> None:
    raw = json.loads(store(**{IDS[0].replace("-", "_"): {}}))
    raw["questions"] = {**raw["questions"], **odd.get("questions", {})}
    text = json.dumps({**raw, **{name: value for name, value in odd.items() if name != "questions"}})
    page = go(with_store(open_page, text), site, QUIZ_PAGE)
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=1, total=TOTAL, right=1))
    answer(page, IDS[1])
    expect(page.locator(".hb-count")).to_have_text(say("quiz_done", done=2, total=TOTAL, right=2))
    expect(page.locator(".hb-notice")).to_have_count(0)


# --- the page "My progress" ---


SEED = store(
    **{
        IDS[0].replace("-", "_"): {},
        IDS[1].replace("-", "_"): {"points": 0},
        IDS[2].replace("-", "_"): {"points": 0.5, "sure": True},
    }
)


def test_progress_page_adds_up(seeded: Open) -> None:
    page = seeded("progress.html", SEED)
    row = page.locator("tbody tr", has_text="Apologising well")
    cells = [row.locator(f"[data-cell={name}]") for name in ("done", "right", "due")]
    for cell, text in zip(cells, (f"3 of {TOTAL}", "1", "2"), strict=True):
        expect(cell).to_have_text(text)
    assert row.locator("progress").evaluate("(bar) => [bar.value, bar.max]") == [3, TOTAL]
    expect(page.locator("tfoot [data-cell=done]")).to_have_text(
        f"3 of {sum(len(quiz.questions) for quiz in HANDBOOK.quizzes.values())}"
    )
    expect(page.locator(".hb-due")).to_contain_text(say("due_some", count=2))
    page.get_by_role("link", name=WORDS["go_review"]).click()
    expect(page.locator("handbook-quiz .hb-question")).to_have_count(2)


def load_file(page: Page, text: str | bytes) -> None:
    content = text if isinstance(text, bytes) else text.encode()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name=WORDS["import"]).click()
    chosen.value.set_files({"name": "p.json", "mimeType": "application/json", "buffer": content})


def test_export_delete_import(seeded: Open) -> None:
    page = seeded("progress.html", SEED)
    before = page.evaluate("handbookProgress.read()")
    with page.expect_download() as saved:
        page.get_by_role("button", name=WORDS["export"]).click()
    assert saved.value.suggested_filename == "handbook-progress-2026-11-22.json"
    copy = Path(saved.value.path()).read_bytes()
    expect(page.locator(".hb-said")).to_have_text(say("exported", file="handbook-progress-2026-11-22.json"))

    page.evaluate(f"localStorage.setItem('{KEY}-damaged', 'old')")
    delete = page.get_by_role("button", name=WORDS["delete"])
    delete.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=WORDS["delete_no"])).to_be_focused()  # the safe one comes first
    page.keyboard.press("Escape")
    expect(delete).to_be_focused()
    expect(page.locator("tfoot [data-cell=done]")).to_have_text(
        f"3 of {sum(len(quiz.questions) for quiz in HANDBOOK.quizzes.values())}"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".hb-said")).to_have_text(WORDS["deleted"])
    expect(page.locator("tfoot [data-cell=done]")).to_have_text(f"0 of {EVERY}")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('handbook'))") == []

    load_file(page, copy)
    expect(page.locator(".hb-said")).to_have_text(say("imported", count=3))
    assert page.evaluate("handbookProgress.read()") == before


def test_import_keeps_the_newer_answer(seeded: Open) -> None:
    page = seeded("progress.html", SEED)
    names = [name.replace("-", "_") for name in IDS]
    older, newer = "2026-11-20T12:00:00Z", "2026-11-23T12:00:00+02:00"
    load_file(page, store(**{names[0]: {"points": 0, "at": older}, names[1]: {"at": newer}, names[3]: {}}))
    expect(page.locator("tfoot [data-cell=right]")).to_have_text("3")
    kept = stored(page)["questions"]
    assert [kept[name]["points"] for name in IDS[:4]] == [1, 1, 0.5, 1]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (SEED[: len(SEED) // 2], "import_damaged"),
        ("", "import_damaged"),
        (b"\x89PNG\r\n\x1a\n", "import_damaged"),
        (SEED.replace('"points": 0.5', '"points": 7'), "import_damaged"),
        ('{"format":"handbook-progress","version":1}', "import_damaged"),
        ('{"format":"handbook-progress","version":1,"questions":[1]}', "import_damaged"),
        ('{"format":"diary","version":1,"questions":{}}', "import_foreign"),
        ("[]", "import_foreign"),
        ("null", "import_foreign"),
        (SEED.replace('"version": 1', '"version": 2'), "import_newer"),
        (b" " * 2_000_001, "import_big"),
    ],
)
def test_a_file_that_cannot_be_taken_changes_nothing(seeded: Open, text: str | bytes, word: str) -> None:
    page = seeded("progress.html", SEED)
    before = page.evaluate(f"localStorage.getItem('{KEY}')")
    load_file(page, text)
    expect(page.locator(".hb-said")).to_have_text(WORDS[word])
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == before


# --- the page "Review" ---


def picked(page: Page) -> list[str]:
    return page.locator("handbook-quiz .hb-question").evaluate_all("all => all.map((one) => one.dataset.question)")


def test_review_picks_five_in_order(seeded: Open) -> None:
    """Missed though sure, missed, right and due; the oldest first, from all quizzes."""
    other = [asked.item.id for asked in HANDBOOK.quizzes["calming-a-contact"].questions]
    day = "2026-11-{:02}T12:00:00Z".format
    wanted = {
        other[0]: {"points": 0, "sure": True, "at": day(20)},
        IDS[4]: {"points": 0.5, "sure": True, "at": day(21)},
        IDS[3]: {"points": 0, "at": day(19)},
        other[2]: {"points": 0, "at": day(22)},
        IDS[1]: {"at": day(14)},
    }
    rest = {IDS[0]: {"at": day(15)}, IDS[2]: {"at": day(22)}, IDS[5]: {"at": day(10), "streak": 3}}
    given = {name.replace("-", "_"): fields for name, fields in reversed({**wanted, **rest}.items())}
    page = seeded("review.html", store(**given))
    assert picked(page) == list(wanted)
    expect(page.locator(".hb-due")).to_have_text(say("due_some", count=6))
    quiz_title = page.locator(".hb-question").nth(0).locator(".hb-number")
    expect(quiz_title).to_have_text(HANDBOOK.quizzes["calming-a-contact"].meta.title)
    for name in wanted:
        expect(question(page, name).locator("input:enabled").first).to_be_visible()
        answer(page, name)
    question(page, IDS[1]).get_by_role("button", name=WORDS["see_result"]).click()
    expect(page.locator(".hb-result")).to_contain_text(WORDS["review_done"])
    page.reload()
    assert picked(page) == [IDS[0]]


@pytest.mark.parametrize(("streak", "days"), [(1, 1), (2, 7), (3, 30), (9, 30)])
def test_a_right_answer_comes_back(seeded: Open, streak: int, days: int) -> None:
    page = seeded("review.html", store(**{IDS[0].replace("-", "_"): {"streak": streak}}))
    assert picked(page) == []
    expect(page.locator(".hb-due")).to_contain_text(WORDS["due_none"])
    start = page.evaluate("Date.now()") / 1000
    for later, due in ((days - 1, []), (days, [IDS[0]]), (days + 40, [IDS[0]])):
        page.clock.set_fixed_time(start + later * 86_400)
        page.reload()
        assert picked(page) == due
    answer(page, IDS[0])
    assert stored(page)["questions"][IDS[0]]["streak"] == streak + 1


def test_a_streak_grows_only_when_due_and_ends_with_a_miss(seeded: Open, site: Path) -> None:
    page = seeded(QUIZ_PAGE, store(**{IDS[0].replace("-", "_"): {"streak": 2}}))
    again = question(page, IDS[0]).get_by_role("button", name=WORDS["answer_again"])
    again.click()
    answer(page, IDS[0])
    assert stored(page)["questions"][IDS[0]]["streak"] == 2
    page.reload()
    again.click()
    answer(page, IDS[0], right=False)
    assert stored(page)["questions"][IDS[0]]["streak"] == 0
    assert picked(go(page, site, "review.html")) == [IDS[0]]


def test_a_clock_set_back_breaks_nothing(seeded: Open) -> None:
    page = seeded("review.html", store(**{IDS[0].replace("-", "_"): {"at": "2031-01-01T00:00:00Z"}}))
    assert picked(page) == [IDS[0]]
    answer(page, IDS[0])
    assert stored(page)["questions"][IDS[0]]["at"] == "2026-11-22T12:00:00.000Z"


def test_review_of_nothing_leads_to_the_quizzes(open_page: Open) -> None:
    page = open_page("review.html")
    expect(page.locator(".hb-due")).to_have_text(WORDS["due_never"])
    expect(page.locator(".hb-first a")).to_have_count(len(HANDBOOK.quizzes))


# --- the completion record ---


def test_record_says_what_it_is(context: BrowserContext, site: Path) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    points = {asked.item.id: 1 if TYPES[asked.item.type].scored else None for asked in QUIZ.questions}
    results = {name.replace("-", "_"): {"points": 0 if name == IDS[0] else points[name]} for name in IDS}
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    go(page, site, PICTURE)
    fill_store(page, store(**results))
    go(page, site, "record.html")
    page.get_by_label(WORDS["name_label"]).fill("Priya <b>Kumar</b>")
    row = page.locator("tbody tr", has_text="Apologising well")
    expect(row).to_contain_text(f"{TOTAL} of {TOTAL}")
    expect(row).to_contain_text(say("record_passed", pass_mark=80))
    expect(row.locator("[data-cell=date]")).to_have_text("22 November 2026")
    with page.expect_download() as saved:
        page.get_by_role("button", name=WORDS["download"]).click()
    text = Path(saved.value.path()).read_text("utf-8")
    scored = sum(TYPES[asked.item.type].scored for asked in QUIZ.questions)
    for part in (
        "Priya <b>Kumar</b>",
        f"{100 * (scored - 1) // scored}\u00a0%",
        "Customer service handbook, version",
        "22 November 2026",
        WORDS["record_self"],
        WORDS["sign_learner"],
        WORDS["sign_trainer"],
    ):
        assert part in text
    page.get_by_role("button", name=WORDS["copy"]).click()
    expect(page.locator(".hb-said")).to_have_text(WORDS["copied"])
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text
    page.reload()
    expect(page.get_by_label(WORDS["name_label"])).to_have_value("Priya <b>Kumar</b>")


def test_record_waits_for_the_whole_quiz(seeded: Open) -> None:
    all_but_one = {name.replace("-", "_"): {} for name in IDS[:-1]}
    page = seeded("record.html", store(**all_but_one))
    row = page.locator("tbody tr", has_text="Apologising well")
    expect(row).to_contain_text(f"{TOTAL - 1} of {TOTAL}")
    expect(row).to_contain_text(say("record_open", pass_mark=80))


def test_record_prints_without_buttons(open_page: Open) -> None:
    page = open_page("record.html")
    page.evaluate("globalThis.print = () => document.body.classList.add('printed')")
    page.get_by_role("button", name=WORDS["print"]).click()
    expect(page.locator("body.printed")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".hb-signatures")).to_be_visible()
    for hidden in ("handbook-record .hb-button", ".hb-needs", ".hb-said"):
        assert not any(page.locator(hidden).evaluate_all("all => all.map((one) => one.checkVisibility())"))


@pytest.mark.parametrize(("epoch", "day"), [("0", None), ("", None), ("1795305600", "2026-11-22")])
def test_edition(epoch: str, day: str | None) -> None:
    assert learner.edition("Book", epoch).startswith("Book, version ")
    assert (day or "2026") in learner.edition("Book", epoch) or day is None


# --- for everybody ---


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", [QUIZ_PAGE, "apologies/index.html", "progress.html", "review.html", "record.html"]
)
def test_no_violation_with_results(seeded: Open, site: Path, path: str, scheme: str) -> None:
    """On a phone, with marks, stored results, a changed answer, confidence, and the dialog open."""
    results = json.loads(SEED)
    results["questions"][IDS[3]] = {**results["questions"][IDS[0]], "fp": "of-another-answer"}
    text = json.dumps({**results, "settings": {"sure": True}})
    page = seeded(QUIZ_PAGE, text, viewport={"width": 320, "height": 800}, color_scheme=scheme)
    if path != QUIZ_PAGE:
        go(page, site, path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert violations(page) == []
    if path == "progress.html":
        page.get_by_role("button", name=WORDS["delete"]).click()
        assert violations(page) == []


def test_review_by_keyboard_alone(seeded: Open) -> None:
    """One question that was missed, from the switch to the result; focus is never lost."""
    one = next(asked for asked in QUIZ.questions if asked.item.type == "multiple-choice")
    page = seeded("review.html", store(**{one.item.id.replace("-", "_"): {"points": 0}}))
    place = one.order.index(0)
    page.get_by_label(WORDS["ask_sure"]).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    while page.evaluate("document.activeElement.value") != "yes":
        page.keyboard.press("Tab")  # past a hint, to "Sure"
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".hb-verdict")).to_contain_text(WORDS["verdict_right"])
    assert stored(page)["questions"][one.item.id]["sure"] is True
    page.keyboard.press("Enter")
    expect(page.locator(".hb-result")).to_be_focused()


def test_marks_and_bars_in_forced_colours(seeded: Open, site: Path) -> None:
    page = seeded(QUIZ_PAGE, SEED, forced_colors="active")
    border = "(one) => getComputedStyle(one).borderTopStyle"
    assert page.locator(".md-nav--primary .hb-done").first.evaluate(border) == "solid"
    expect(go(page, site, "progress.html").locator("progress").first).to_be_visible()


# --- without script, and in the search ---


@pytest.mark.parametrize("path", ["progress.html", "review.html", "record.html"])
def test_without_script_the_page_says_what_it_needs(open_page: Open, path: str) -> None:
    page = open_page(path, java_script_enabled=False)
    expect(page.get_by_text(WORDS["needs_script"])).to_be_visible()
    for quiz in HANDBOOK.quizzes.values():
        link = page.locator(".hb-needs a", has_text=quiz.meta.title)
        expect(link).to_have_attribute("href", f"quizzes/{quiz.name}.html")
    expect(page.locator("handbook-quiz, .hb-learner button:visible")).to_have_count(0)


def test_search_leaves_the_learners_pages_out(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    assert not {entry["location"].split("#")[0] for entry in index["docs"]} & {
        path.replace(".md", ".html") for path in learner.LEARNER_PAGES.values()
    }


def test_only_the_learners_pages_load_more(site: Path) -> None:
    def scripts(path: str) -> set[str]:
        text = (site / path).read_text("utf-8")
        return {name for name in ("progress-page", "review-page", "record-page") if f"{name}.js" in text}

    assert scripts("progress.html") == {"progress-page"}
    assert scripts("index.html") == scripts(QUIZ_PAGE) == set()


def test_a_page_of_the_same_name_goes_first(example: Path) -> None:
    shutil.copy(example / "docs" / "index.md", example / "docs" / "record.md")
    handbook, _ = read_handbook(example)
    assert "record.md" not in generated_pages(handbook)
    assert "review.md" in generated_pages(handbook)
