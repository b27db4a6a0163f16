"""The built site as a publisher and a reader find it."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from conftest import ROOT, build
from own import HANDBOOK

OURS = ("sources.html", "404.html")


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def tree(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_text("utf-8"))


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Every address in a page, with the element that holds it."""
    for element in tree(page).iter():
        for name in ("href", "src", "srcset", "action", "data"):
            if isinstance(element.tag, str) and (value := element.get(name)) is not None:
                yield element.tag, value


def test_every_module_lesson_and_quiz_has_its_page(site: Path) -> None:
    for module in HANDBOOK.modules:
        assert (site / module.path).with_suffix(".html").exists()
    for lesson in HANDBOOK.lessons():
        assert (site / lesson.path).with_suffix(".html").exists()
    for quiz in HANDBOOK.quizzes.values():
        assert (site / quiz.page_path).with_suffix(".html").exists()


@pytest.mark.parametrize("module", HANDBOOK.modules, ids=lambda module: module.name)
def test_navigation_holds_the_module(site: Path, module) -> None:
    """On the module's own page: each lesson in order with its quiz, the practice page, the job aid."""
    page = site / module.path.replace(".md", ".html")
    hrefs = [a.get("href") for a in tree(page).xpath('//nav[contains(@class, "md-nav--primary")]//a')]
    pairs = [(f"{lesson.name}.html", f"../quizzes/{lesson.name}.html") for lesson in module.lessons]
    wanted = [*(href for pair in pairs for href in pair), "practice.html", "job-aid.html"]
    assert [href for href in hrefs if href in wanted] == wanted


def test_modules_stand_in_the_order_that_they_state(site: Path) -> None:
    cards = [a.get("href") for a in tree(site / "index.html").xpath('//div[@class="hb-card"]//h3/a[1]')]
    nav = [a.get("href") for a in tree(site / "index.html").xpath('//nav[contains(@class, "md-nav--primary")]//a')]
    wanted = [module.path.replace(".md", ".html") for module in HANDBOOK.modules]
    assert cards == wanted
    assert [href for href in dict.fromkeys(nav) if href in wanted] == wanted


def edited(address: str) -> str:
    """The file of the project that an edit button opens."""
    return os.path.normpath(urlsplit(address).path).split("/edit/main/")[1]


def made_from(page: str) -> str:
    """The file that holds what a page says, as a trainer finds it."""
    folder, _, name = page.rpartition("/")
    if (ROOT / "docs" / page).with_suffix(".md").exists():
        return f"docs/{page.removesuffix('.html')}.md"
    if folder == "quizzes":
        return f"quizzes/{name.removesuffix('.html')}.yml"
    if folder == "scenarios":
        return f"quizzes/scenarios/{name.removesuffix('.html').removesuffix('-role-play')}.yml"
    if page in ("sources.html", "trainers/points.html"):
        return f"docs/{name.removesuffix('.html')}.yml"
    return "hooks/handbook/words.yml"  # pages that are gathered have only their own title and lead


def test_every_page_has_an_edit_button_that_opens_the_right_file(site: Path) -> None:
    opened = {}
    for page in pages(site):
        name = page.relative_to(site).as_posix()
        buttons = tree(page).xpath('//a[@rel="edit"]/@href')
        if name == "404.html":  # no file says what is missing
            assert buttons == []
        else:
            assert len(buttons) == 1, name
            opened[name] = edited(buttons[0])
    assert opened == {name: made_from(name) for name in opened}
    assert all((ROOT / file).is_file() for file in opened.values())


def test_the_parts_of_gathered_pages_have_pencils_of_their_own(site: Path) -> None:
    def pencils(page: str) -> list[tuple[str, str]]:
        """The heading above each pencil, and the file that it opens."""
        found = tree(site / page).xpath('//*[@class="hb-change"]/a')
        return [(link.xpath("preceding::h2[1]/@id")[0], edited(link.get("href"))) for link in found]

    assert pencils("phrases.html") == [(lesson.name, lesson.page.file) for lesson in HANDBOOK.lessons()]
    assert sorted(pencils("trainers/scenarios.html")) == sorted(
        (name, scenario.file) for name, scenario in HANDBOOK.scenarios.items()
    )


def test_no_pencil_where_nobody_edits(example: Path, tmp_path: Path) -> None:
    done = build(example, tmp_path / "site", EDIT_URI="")
    assert done.returncode == 0, done.stderr
    for page in pages(tmp_path / "site"):
        assert not tree(page).xpath('//a[@rel="edit"] | //*[@class="hb-change"]')
        assert "handbook-edit:" not in page.read_text("utf-8")


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    ids = {page: {e.get("id") for e in tree(page).iter() if isinstance(e.tag, str)} for page in pages(site)}
    broken = []
    for page in pages(site):
        if page.name == "404.html":  # its addresses start at the site's root
            continue
        for _, address in links(page):
            parts = urlsplit(address)
            if parts.scheme or address.startswith("//"):
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            target = target / "index.html" if target.is_dir() else target
            anchored = not parts.fragment or parts.fragment in ids.get(target, {parts.fragment})
            if not target.exists() or (not anchored and not parts.fragment.startswith("__")):
                broken.append(f"{page.relative_to(site)}: {address}")
    assert broken == []


def test_nothing_comes_from_another_host(site: Path) -> None:
    """Links that a reader follows may leave; nothing that a page loads may."""
    for page in pages(site):
        for tag, address in links(page):
            if tag != "a" and urlsplit(address).scheme not in ("", "data"):
                assert tag == "link", (page.name, address)  # rel=canonical, where SITE_URL is set
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", sheet.read_text("utf-8")), sheet.name


def test_no_inline_script_or_style_in_quizzes(site: Path) -> None:
    for page in pages(site):
        for part in tree(page).xpath("//article"):
            assert not part.xpath(".//script | .//style | .//*[@style]"), page.name
            names = {name for e in part.iter() if isinstance(e.tag, str) for name in dict(e.attrib)}
            assert not {name for name in names if name.startswith("on")}, page.name


def test_images_have_alternative_text(site: Path) -> None:
    for page in pages(site):
        for image in tree(page).xpath("//img"):
            assert image.get("alt") is not None, page.name
            in_text = image.xpath("ancestor::article")
            assert image.get("alt").strip() or not in_text, page.name


def test_headings_skip_no_level(site: Path) -> None:
    for page in pages(site):
        levels = [
            int(h.tag[1]) for h in tree(page).xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        assert levels[:1] == [1], page.name
        assert levels.count(1) == 1, page.name
        assert all(after <= before + 1 for before, after in pairwise(levels)), page.name


def test_ids_stand_once_a_page(site: Path) -> None:
    for page in pages(site):
        ids = [e.get("id") for e in tree(page).iter() if isinstance(e.tag, str) and e.get("id")]
        assert len(ids) == len(set(ids)), page.name


def test_search_knows_the_lessons_and_no_answers(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    text = " ".join(Text.of(entry["text"] + " " + entry["title"]) for entry in index["docs"])
    for lesson in HANDBOOK.lessons():
        assert lesson.meta.title in text
    for quiz in HANDBOOK.quizzes.values():
        for question in quiz.questions:
            for option in question.item.options:
                assert " ".join(option.feedback.split())[:60] not in text
            for hidden in (question.item.hint, question.item.explanation):
                assert hidden is None or " ".join(hidden.split()) not in text


class Text(HTMLParser):
    """The text of some HTML, on one line."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @classmethod
    def of(cls, markup: str) -> str:
        parser = cls()
        parser.feed(markup)
        return " ".join("".join(parser.parts).split())


def test_search_works_without_a_server(open_page: Callable, site: Path) -> None:
    page = open_page("index.html")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("apologise early")
    page.locator(".md-search-result__link").first.wait_for()
    assert "apolog" in page.locator(".md-search-result__list").inner_text().lower()


def test_two_builds_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Also from another folder, in another time zone and language."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", "site", ".build", "__pycache__"))
    done = build(
        copy, tmp_path / "site", TZ="Pacific/Auckland", LC_ALL="C", HOME=str(tmp_path), PYTHONHASHSEED="7"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    again = {
        p.relative_to(tmp_path / "site"): p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()
    }
    assert files.keys() == again.keys()
    assert [str(path) for path in files if files[path] != again[path]] == []


def test_properdocs_renders_the_same_quizzes(site: Path, tmp_path: Path) -> None:
    done = build(ROOT, tmp_path / "site", engine="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr

    def quizzes(folder: Path) -> dict[str, list[str]]:
        return {
            str(page.relative_to(folder)): re.findall(
                r"<handbook-quiz.*?</handbook-quiz>", page.read_text("utf-8"), re.S
            )
            for page in pages(folder)
        }

    rendered = quizzes(tmp_path / "site")
    assert sum(map(len, rendered.values())) >= len(HANDBOOK.quizzes)
    assert rendered == quizzes(site)


def test_a_build_with_problems_leaves_the_old_site(example: Path) -> None:
    """Through mkdocs itself: status 1, every problem, no traceback, the last good site untouched."""
    site = example / "site"
    assert build(example, site).returncode == 0
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    quiz = example / "quizzes" / "greeting.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("type: true-false", "type: true-flase"), "utf-8")
    (example / "docs" / "greeting" / "first-words.md").write_text("---\ntitle: [\n---\n# A\n", "utf-8")
    done = build(example, site)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "quizzes/greeting.yml:33:11: there is no question type `true-flase`. Did you mean `true-false`?" in said
    assert "docs/greeting/first-words.md:" in said
    assert "Traceback" not in said
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_a_warning_about_a_question_stops_no_strict_build(example: Path) -> None:
    """It is printed, with its name for `allow:`, and no box stands on a page."""
    quiz = example / "quizzes" / "greeting.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("We are very busy", "We are never on time"), "utf-8")
    done = build(example, example / "site")
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "quizzes/greeting.yml:53:15: warning: “never” stands in a wrong option only" in said
    assert "[absolute-word]" in said
    assert not any("hb-problems" in path.read_text("utf-8") for path in (example / "site").rglob("*.html"))


def test_make_keeps_the_old_site_whatever_fails(tmp_path: Path) -> None:
    """A broken link is found by the site engine only, in the middle of a build.

    (MkDocs counts no warnings when it is told to be quiet: then strict mode would pass this.)
    """
    copy = tmp_path / "clone"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", "site", ".build", "__pycache__", ".git"))
    (copy / ".venv").symlink_to(ROOT / ".venv")
    (copy / "site").mkdir()
    (copy / "site" / "old.html").write_text("old", "utf-8")
    with (copy / "docs" / "five-steps.md").open("a", encoding="utf-8") as page:
        page.write("\n[broken](no-such-page.md)\n")
    done = subprocess.run(
        ["make", "--assume-old", ".venv/ready"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "no-such-page.md" in done.stdout + done.stderr
    assert [path.name for path in (copy / "site").iterdir()] == ["old.html"]


def test_only_the_adapter_imports_mkdocs() -> None:
    importing = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "hooks").rglob("*.py")
        if re.search(r"^\s*(from|import) mkdocs\b", path.read_text("utf-8"), re.M)
    ]
    assert importing == ["hooks/mkdocs_hook.py"]
    assert len((ROOT / "hooks" / "mkdocs_hook.py").read_text("utf-8").splitlines()) < 100


def test_paper_shows_every_word_of_a_conversation(open_page: Callable, site: Path) -> None:
    """A rule for something else once hid what people say, and only on paper."""
    page = open_page("apologies/apologising-well.html")
    page.emulate_media(media="print")
    said = page.locator(".hb-dialogue .hb-said")
    assert said.count() > 10
    assert all(said.nth(number).is_visible() for number in range(said.count()))
