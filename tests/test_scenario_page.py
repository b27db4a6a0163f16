"""Scenarios as a learner plays them and a trainer sees them, in a real browser and without a server."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree, html
from playwright.sync_api import Locator, Page, expect

from axe import violations
from conftest import EXAMPLE, ROOT, copy_example
from handbook import read_handbook
from handbook.model import Scenario
from handbook.scenario.graph import best_path, graph
from handbook.scenario.layout import BOX, layout
from handbook.scenario.map import scenario_map
from handbook.words import WORDS, say
from own import HANDBOOK
from trainee import with_store

EXAMPLE_BOOK, _ = read_handbook(EXAMPLE)
TWO = EXAMPLE_BOOK.scenarios["two-at-once"]
PAGE = "scenarios/two-at-once.html"
ALL = [*HANDBOOK.scenarios.values(), TWO]
ASSETS = ROOT / "hooks/handbook/web/theme/assets/handbook"
KEY = "scenario:two-at-once"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def small(build_once: Callable[..., Path]) -> Path:
    """The example's site, with its scenario in a lesson as well."""

    def prepare(folder: Path) -> Path:
        copy_example(folder, "trainers/scenarios.md")
        lesson = folder / "docs" / "greeting" / "first-words.md"
        fence = "```scenario\ntwo-at-once\n```\n\n## Key takeaways"
        lesson.write_text(lesson.read_text("utf-8").replace("## Key takeaways", fence), "utf-8")
        return folder

    return build_once("scenario", prepare)


@pytest.fixture
def play(open_page: Open, small: Path) -> Callable[..., Page]:
    """A function that opens the example's scenario."""
    return lambda **options: open_page(PAGE, folder=small, **options)


# --- a player ---


def section(page: Page, scenario: Scenario, name: str) -> Locator:
    return page.locator(f"#s-{scenario.name}--{name}")


def follow(page: Page, scenario: Scenario, node: str, number: int) -> Locator:
    return page.locator(f"#f-{scenario.name}--{node}-{'abcd'[number]}")


def only(page: Page, name: str) -> None:
    """One section is shown, and it is this one."""
    assert page.evaluate(SHOWN) == [name]


# The plays below make thousands of moves, and one question to the page takes a fraction of what a locator's takes.
SHOWN = """() => [...document.querySelectorAll("handbook-scenario > section")]
    .filter((one) => one.checkVisibility()).map((one) => one.id)"""
FOCUSED = "(css) => document.querySelector(css) === document.activeElement"
MIDDLE = """(css) => {
  const one = document.querySelector(css);
  one.scrollIntoView({ block: "nearest" });
  const { x, y, width, height } = one.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


def click(page: Page, css: str) -> None:
    """By mouse: where the element is, whatever lies above it there."""
    page.mouse.click(*page.evaluate(MIDDLE, css))


def keys(page: Page, css: str) -> None:
    """By keyboard alone: on with Tab from where focus is, then Enter."""
    for _ in range(60):
        if page.evaluate(FOCUSED, css):
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError("focus does not get there")


def choose(page: Page, scenario: Scenario, node: str, number: int, press=click) -> str:
    """Makes a choice and goes on; gives where that leads."""
    to = scenario.shown(node)[number].to
    after = f"f-{scenario.name}--{node}-{'abcd'[number]}"
    press(page, f"#s-{scenario.name}--{node} li:nth-child({number + 1}) > .hb-say")
    only(page, after)
    press(page, f"#{after} .hb-actions > *")
    only(page, f"s-{scenario.name}--{to}")
    return to


def number_of(scenario: Scenario, node: str, grade: str) -> int:
    return next(n for n, line in enumerate(scenario.shown(node)) if line.grade == grade)


def best(page: Page, scenario: Scenario = TWO) -> None:
    for node in best_path(scenario.meta)[:-1]:
        choose(page, scenario, node, number_of(scenario, node, "best"))


def tours(scenario: Scenario) -> Iterator[list[tuple[str, int]]]:
    """Plays from the start to an ending that hold every choice together."""
    nodes = scenario.meta.nodes
    left = {(name, number) for name in nodes for number in range(len(scenario.shown(name)))}

    def found(name: str) -> list[tuple[str, int]]:
        """The way to an ending with the most choices that are still to be made."""
        if name not in nodes:
            return []
        ways = [[(name, n), *found(line.to)] for n, line in enumerate(scenario.shown(name))]
        return max(ways, key=lambda way: len(left & {*way}))

    while left:
        way = found(scenario.meta.start)
        assert left & {*way}
        left -= {*way}
        yield way


# --- to play ---


@pytest.mark.parametrize("how", ["mouse", "keyboard", "no script"])
@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_every_choice_leads_where_it_should(
    open_page: Open, site: Path, small: Path, scenario: Scenario, how: str
) -> None:
    """Every choice is made, every ending is reached, and one section is shown at a time."""
    folder = small if scenario is TWO else site
    page = open_page(f"scenarios/{scenario.name}.html", folder=folder, java_script_enabled=how != "no script")
    press = keys if how == "keyboard" else click
    reached = set()
    for tour in tours(scenario):
        only(page, f"s-{scenario.name}--{scenario.meta.start}")
        for node, number in tour:
            at = choose(page, scenario, node, number, press)
        reached.add(at)
        expect(section(page, scenario, at)).to_contain_text(WORDS[f"outcome_{scenario.meta.endings[at].outcome}"])
        press(page, f"#s-{scenario.name}--{at} .hb-actions > *")
    assert reached == scenario.meta.endings.keys()


def test_the_consequence_comes_with_its_reason(play: Callable[..., Page]) -> None:
    page = play()
    poor = number_of(TWO, "door", "poor")
    section(page, TWO, "door").locator(".hb-say").nth(poor).click()
    after = follow(page, TWO, "door", poor)
    expect(after.locator(".hb-tension")).to_have_text("Tension: 4 of 5, rising")
    expect(after.locator(".hb-coach")).to_contain_text(WORDS["grade_poor"])
    expect(after.locator(".hb-coach")).to_contain_text(TWO.shown("door")[poor].feedback)
    bars = after.locator(".hb-meter > *").evaluate_all("all => all.map((bar) => bar.tagName)")
    assert bars == ["B"] * 4 + ["I"]
    after.locator(".hb-actions button").click()
    expect(section(page, TWO, "sigh").locator(".hb-tension")).to_have_text("Tension: 4 of 5, rising")


def test_focus_follows_and_each_step_is_said(play: Callable[..., Page]) -> None:
    page = play()
    expect(page.locator("handbook-scenario h2:focus")).to_have_count(0)  # the page keeps its own start
    section(page, TWO, "door").locator(".hb-say").first.click()
    line = TWO.shown("door")[0]
    expect(follow(page, TWO, "door", 0).locator("h2")).to_be_focused()
    status = page.locator("handbook-scenario [role=status]")
    expect(status).to_contain_text(line.feedback)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(section(page, TWO, line.to).locator("h2")).to_be_focused()
    expect(section(page, TWO, line.to).locator("h2")).to_have_text("Step 2 · At the counter")
    expect(status).to_contain_text("Tension: ")
    expect(status).to_contain_text(TWO.meta.nodes[line.to].text.split("“")[0].strip())


def test_a_double_click_makes_one_choice(play: Callable[..., Page]) -> None:
    page = play()
    section(page, TWO, "door").locator(".hb-say").first.dblclick()
    only(page, "f-two-at-once--door-a")


def test_the_trail_leads_back_to_any_step(play: Callable[..., Page]) -> None:
    page = play()
    trail = page.get_by_role("navigation", name=WORDS["scenario_steps"])
    expect(trail).to_have_count(0)
    at = choose(page, TWO, "door", number_of(TWO, "door", "poor"))
    at = choose(page, TWO, at, number_of(TWO, at, "best"))
    expect(trail.get_by_role("button")).to_have_count(2)
    expect(trail.locator("li").first).to_contain_text(WORDS["grade_poor"])
    said = next(line.say for line in TWO.shown("sigh") if line.grade == "best")
    trail.get_by_role("button", name=say("scenario_back", number=2, said=said)).click()
    only(page, "s-two-at-once--sigh")
    expect(section(page, TWO, "sigh").locator("h2")).to_be_focused()
    expect(trail.get_by_role("button")).to_have_count(1)
    trail.get_by_role("button").click()
    only(page, "s-two-at-once--door")
    expect(trail).to_have_count(0)


def test_an_ending_sums_up(play: Callable[..., Page]) -> None:
    page = play()
    at = choose(page, TWO, "door", number_of(TWO, "door", "poor"))
    safe = next(n for n, line in enumerate(TWO.shown(at)) if line.safe)
    end = section(page, TWO, choose(page, TWO, at, safe))
    expect(end).to_contain_text(TWO.meta.endings["helped"].debrief)
    met, again = end.locator("ul").all()
    expect(met.get_by_role("link")).to_have_text(["Greet early"])
    expect(again.get_by_role("link")).to_have_text(["Say how long"])
    again.get_by_role("link").click()
    assert page.url.endswith("greeting/first-words.html#say-how-long")


def test_the_best_path_shows_one_choice_a_step_and_keeps_nothing(play: Callable[..., Page]) -> None:
    page = play()
    at = choose(page, TWO, "door", number_of(TWO, "door", "poor"))
    choose(page, TWO, at, number_of(TWO, at, "poor"))
    page.get_by_role("button", name=WORDS["scenario_best"]).click()
    for step, node in enumerate(best_path(TWO.meta)[:-1], 1):
        here = section(page, TWO, node)
        expect(here.locator("h2")).to_contain_text(say("scenario_best_step", number=step).strip())
        expect(here.locator("h2")).to_be_focused()
        expect(here.locator(".hb-say:visible")).to_have_count(1)
        number = number_of(TWO, node, "best")
        expect(here.locator(".hb-say:visible b")).to_have_text("ABCD"[number])
        choose(page, TWO, node, number)
    assert kept(page)["outcome"] == "poor"
    page.get_by_role("button", name=WORDS["scenario_restart"]).locator("visible=true").click()
    expect(section(page, TWO, "door").locator(".hb-say:visible")).to_have_count(3)


def test_without_script_the_best_path_can_be_read(play: Callable[..., Page]) -> None:
    page = play(java_script_enabled=False)
    best(page)
    page.get_by_role("link", name=WORDS["scenario_best"]).click()
    only(page, "b-two-at-once")
    for node in best_path(TWO.meta)[:-1]:
        expect(page.locator("#b-two-at-once")).to_contain_text(TWO.meta.nodes[node].best.say)
    page.go_back()
    only(page, "s-two-at-once--served")


def test_whoever_comes_by_a_link_sees_that_step(open_page: Open, small: Path) -> None:
    page = open_page(PAGE, folder=small)
    page.goto(page.url + "#s-two-at-once--gone")
    page.reload()
    only(page, "s-two-at-once--gone")
    assert kept(page) is None


def test_in_a_lesson(open_page: Open, small: Path) -> None:
    page = open_page("greeting/first-words.html", folder=small)
    best(page)
    expect(page.get_by_role("heading", name=WORDS["outcome_good"])).to_be_focused()


def test_hostile_text_is_shown_as_typed(open_page: Open, example: Path, build_example: Callable) -> None:
    bad = """<img src=x onerror="document.title='bad'"> {say} “<b>” & '"""
    file = example / "quizzes" / "scenarios" / "two-at-once.yml"
    lines = file.read_text("utf-8").split("\n")
    for number, line in enumerate(lines):
        field = line.strip().removeprefix("- ").split(":")[0]
        if field in ("title", "say", "feedback", "text", "debrief"):
            head = line[: line.index(field)]
            text = f"{field} {number} and six more words of it: {bad}".replace("'", "''")
            lines[number] = f"{head}{field}: '{text}'"
    file.write_text("\n".join(lines), "utf-8")
    page = open_page(PAGE, folder=build_example(example))
    best(page)
    page.locator(".hb-back").first.click()
    expect(page.locator("handbook-scenario")).to_contain_text(bad)
    for path in (PAGE, "scenarios/two-at-once-role-play.html", "trainers/scenarios.html", "progress.html"):
        page.goto((example.parent / "site" / path).as_uri())
        assert page.locator("article img[src=x], article b:text('”')").count() == 0
        expect(page.locator("article")).to_contain_text("onerror=")
    assert page.title() != "bad"


# --- what is kept ---


def kept(page: Page) -> dict | None:
    return page.evaluate(f"handbookProgress.read().questions['{KEY}'] ?? null")


def test_results_are_kept_and_shown(open_page: Open, small: Path) -> None:
    page = open_page(PAGE, folder=small)
    expect(page.locator(".hb-played")).to_be_hidden()
    best(page)
    result = kept(page)
    assert (result["kind"], result["points"], result["outcome"]) == ("scenario", 1, "good")
    page.reload()
    at = choose(page, TWO, "door", number_of(TWO, "door", "poor"))
    choose(page, TWO, at, number_of(TWO, at, "poor"))
    expect(page.locator(".hb-played")).to_contain_text(f"{WORDS['outcome_poor']}. Endings seen: 2 of 3.")
    page.goto((small / "progress.html").as_uri())
    row = page.locator("tbody tr", has_text=TWO.meta.title)
    expect(row.locator("[data-cell=ending]")).to_have_text(WORDS["outcome_poor"])
    expect(row.locator("[data-cell=seen]")).to_have_text("2 of 3")
    expect(page.locator("tfoot [data-cell=done]")).to_contain_text("0 of 4")  # no quiz question was asked
    page.get_by_role("button", name=WORDS["delete"]).click()
    page.get_by_role("button", name=WORDS["delete_yes"]).click()
    expect(row.locator("[data-cell=ending]")).to_have_text("–")


def test_a_changed_scenario_is_to_be_played_again(open_page: Open, small: Path) -> None:
    old = {"kind": "scenario", "fp": "other", "points": 1, "at": "2026-11-20T12:00:00Z", "outcome": "good"}
    store = {"format": "handbook-progress", "version": 1, "questions": {KEY: old}}
    page = with_store(open_page, json.dumps(store), folder=small)
    page.goto((small / PAGE).as_uri())
    expect(page.locator(".hb-played")).to_have_text(say("scenario_changed", date="20 November 2026"))
    page.goto((small / "progress.html").as_uri())
    expect(page.locator("tbody [data-cell=ending]")).to_have_text(WORDS["scenario_old"])
    page.goto((small / PAGE).as_uri())
    best(page)
    assert len(kept(page)["seen"]) == 1


def test_a_result_goes_through_a_file(open_page: Open, small: Path) -> None:
    page = open_page(PAGE, folder=small)
    best(page)
    before = kept(page)
    page.goto((small / "progress.html").as_uri())
    with page.expect_download() as saved:
        page.get_by_role("button", name=WORDS["export"]).click()
    copy = Path(saved.value.path()).read_bytes()
    page.evaluate("localStorage.clear()")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name=WORDS["import"]).click()
    chosen.value.set_files({"name": "p.json", "mimeType": "application/json", "buffer": copy})
    expect(page.locator(".hb-said")).to_have_text(say("imported", count=1))
    assert kept(page) == before


@pytest.mark.parametrize("seen", [None, 5, "text", [1, None], {"a": 1}])
def test_an_odd_result_breaks_nothing(open_page: Open, small: Path, seen: object) -> None:
    odd = {"fp": TWO.meta.fingerprint(), "points": 1, "at": "2026-11-20T12:00:00Z", "seen": seen}
    store = {"format": "handbook-progress", "version": 1, "questions": {KEY: odd}}
    page = with_store(open_page, json.dumps(store), folder=small)
    page.goto((small / "progress.html").as_uri())
    expect(page.locator("tbody [data-cell=ending]")).to_have_text("–")
    page.goto((small / PAGE).as_uri())
    best(page)
    assert kept(page)["outcome"] == "good"


def test_a_forbidden_store_is_told_and_blocks_nothing(play: Callable[..., Page]) -> None:
    page = play()
    page.evaluate("Storage.prototype.setItem = () => { throw new DOMException('full'); }; 0")
    best(page)
    expect(page.locator(".hb-notice")).to_have_text([WORDS["store_full"]])
    expect(page.get_by_role("heading", name=WORDS["outcome_good"])).to_be_focused()


# --- for everybody ---


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("channel", ["counter", "phone", "chat", "email"])
def test_no_violation_and_no_scrolling_sideways(play: Callable[..., Page], scheme: str, channel: str) -> None:
    """On a phone: untouched, after a choice, in a step, at the end."""
    page = play(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    page.evaluate(f"document.querySelector('handbook-scenario').dataset.channel = '{channel}'")
    width = "document.documentElement.scrollWidth"
    assert violations(page) == []
    at = "door"
    while at not in TWO.meta.endings:
        number = number_of(TWO, at, "poor")
        section(page, TWO, at).locator(".hb-say").nth(number).click()
        assert violations(page, ".hb-scenario") == []
        assert page.evaluate(width) == 320
        follow(page, TWO, at, number).locator(".hb-actions button").click()
        at = TWO.shown(at)[number].to
        assert violations(page, ".hb-scenario") == []
        assert page.evaluate(width) == 320


@pytest.mark.parametrize(
    "path", ["scenarios/two-at-once-role-play.html", "trainers/scenarios.html", "progress.html"]
)
def test_no_violation_beside_the_play(open_page: Open, small: Path, path: str) -> None:
    page = open_page(path, folder=small, viewport={"width": 320, "height": 700})
    page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_targets_are_large_enough(play: Callable[..., Page]) -> None:
    page = play(viewport={"width": 320, "height": 700})
    best(page)
    boxes = page.locator("handbook-scenario button:visible").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map((box) => [box.width, box.height])"
    )
    assert len(boxes) == 4
    assert all(min(box) >= 24 for box in boxes)


def test_choices_and_bars_in_forced_colours(play: Callable[..., Page]) -> None:
    page = play(forced_colors="active")
    border = "(one) => getComputedStyle(one).borderTopStyle"
    assert page.locator(".hb-say").first.evaluate(border) == "solid"
    assert page.locator(".hb-meter > i").first.evaluate(border) == "solid"
    left = "(one) => getComputedStyle(one).borderLeftWidth"
    assert page.locator(".hb-meter > b").first.evaluate(left) == "5px"


def test_paper_has_no_buttons_and_a_sheet_a_card(play: Callable[..., Page], small: Path) -> None:
    page = play()
    best(page)
    page.emulate_media(media="print")
    expect(page.locator("handbook-scenario .hb-actions:visible")).to_have_count(0)
    page.goto((small / "scenarios" / "two-at-once-role-play.html").as_uri())
    breaks = page.locator(".hb-rolecard").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).breakBefore)"
    )
    assert breaks == ["auto", "page", "page"]


def test_scripts_and_styles_stay_light() -> None:
    assert len(gzip.compress((ASSETS / "scenario.js").read_bytes(), 9)) <= 3 * 1024
    assert len(gzip.compress((ASSETS / "scenario.css").read_bytes(), 9)) <= 2 * 1024


# --- the pages around it ---


def test_search_finds_the_first_step_only(small: Path) -> None:
    index = (small / "search" / "search_index.json").read_text("utf-8")
    assert TWO.meta.nodes["door"].text in index
    for hidden in ("Does anybody work here", "Ana puts everything down", "Ana knows that you saw her"):
        assert hidden not in index
        assert hidden in (small / PAGE).read_text("utf-8")


def test_module_and_navigation_lead_to_it(small: Path) -> None:
    page = html.fromstring((small / "greeting" / "index.html").read_text("utf-8"))
    assert page.xpath('//div[@class="hb-goals"]//a[@href="../scenarios/two-at-once.html"]')
    nav = page.xpath('//nav[contains(@class, "md-nav--primary")]//a/@href')
    shown = [
        href for href in nav if href in ("first-words.html", "../scenarios/two-at-once.html", "practice.html")
    ]
    assert shown == ["first-words.html", "../scenarios/two-at-once.html", "practice.html"]
    assert not [href for href in nav if "role-play" in href]


def test_role_play_numbers_lead_through_the_scenario(small: Path) -> None:
    page = html.fromstring((small / "scenarios" / "two-at-once-role-play.html").read_text("utf-8"))
    steps = page.xpath('//ol[@class="hb-lines"]/li')
    texts = [" ".join(step.text_content().split()) for step in steps]
    names = ["door", "turn", "sigh"]
    assert len(steps) == len(TWO.meta.nodes) + len(TWO.meta.endings)
    places = {
        name: next(n for n, text in enumerate(texts, 1) if part.text.replace("\n", " ")[:20] in text)
        for name, part in {**TWO.meta.nodes, **TWO.meta.endings}.items()
    }
    assert sorted(places[name] for name in names) == [1, 2, 3]
    for name in names:
        for line in TWO.shown(name):
            assert f"{line.say} Go to {places[line.to]}." in texts[places[name] - 1]
    rows = page.xpath('//table[@class="hb-checklist"]/tbody/tr')
    assert len(rows) == 2 + len(TWO.meta.objectives)


# --- the map ---


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_map(scenario: Scenario) -> None:
    """Every choice has its line with its letter, every step its box; no attribute needs a policy."""
    svg = etree.fromstring(scenario_map(scenario))
    meta = scenario.meta
    edges = svg.xpath('//*[starts-with(@class, "hb-edge ")]')
    assert len(edges) == sum(len(node.choices) for node in meta.nodes.values())
    assert len([e for e in edges if "spine" in e.get("class")]) == len(best_path(meta)) - 1
    assert len(svg.xpath('//*[@class="hb-small"]')) == len(meta.nodes) + len(meta.endings)
    assert not svg.xpath("//@style | //style | //script")
    title, about = svg[0], svg[1]
    assert meta.title in title.text
    assert " → ".join(best_path(meta)) in about.text
    assert svg.get("aria-labelledby").split() == [title.get("id"), about.get("id")]


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_layout(scenario: Scenario) -> None:
    """Lines lead down, boxes of a row stand apart, and the best path is straight."""
    leads, spine = graph(scenario.meta), best_path(scenario.meta)
    made = layout(leads, spine)
    assert all(made.rows[name] < made.rows[to] for name, targets in leads.items() for to in targets)
    assert {made.middles[name] for name in spine} == {BOX / 2}
    for row in {*made.rows.values()}:
        boxes = sorted(made.middles[name] for name in leads if made.rows[name] == row)
        assert all(after - before >= BOX for before, after in pairwise(boxes))
    assert all(made.rows[b] == made.rows[a] + 1 for route in made.routes.values() for a, b in pairwise(route))


def test_a_loop_is_drawn_all_the_same() -> None:
    """While a trainer mends it: nothing hangs."""
    made = layout({"a": ["b"], "b": ["c", "end"], "c": ["b"], "end": []}, ["a", "b"])
    assert {*made.middles} >= {"a", "b", "c", "end"}
    assert made.rows["c"] > made.rows["a"]


def test_without_a_scenario_the_page_of_maps_says_so(example: Path, build_example: Callable) -> None:
    shutil.rmtree(example / "quizzes" / "scenarios")
    site = build_example(example)
    assert WORDS["scenarios_none"] in (site / "trainers" / "scenarios.html").read_text("utf-8")
