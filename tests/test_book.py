"""The printed handbook, as a reader, a printer and a screen reader find it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from fontTools.ttLib import TTFont

from conftest import EXAMPLE, ROOT
from handbook import Handbook, read_handbook
from handbook.book.assemble import Wanted, assemble
from handbook.book.branching import Numbered
from handbook.book.make import make_book
from handbook.book.metrics import FONTS, width
from handbook.book.nodes import plain, walk
from handbook.book.typeset import typeset
from handbook.cli import main
from handbook.problem import errors
from handbook.quiz.types import TYPES
from handbook.siteconfig import read_site_config
from handbook.words import WORDS, say
from paper import Paper, in_order, letters, outside, structure
from test_check import apply, load

CASES = sorted((Path(__file__).parent / "cases" / "book").glob("*.yml"))
EPOCH = 1_795_000_000


@pytest.fixture(scope="session")
def handbook() -> Handbook:
    handbook, problems = read_handbook(ROOT)
    assert not errors(problems)
    return handbook


@pytest.fixture(scope="session")
def tree(handbook: Handbook) -> dict:
    site, _ = read_site_config(ROOT)
    data, problems = assemble(ROOT, handbook, site, Wanted())
    assert problems == []
    return data


@pytest.fixture(scope="session")
def book(site: Path) -> Paper:
    """The PDF that the site links to: A4, for learners."""
    return Paper(site / "handbook.pdf")


@pytest.fixture(scope="session")
def trainer(handbook: Handbook, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The trainer edition on US letter paper."""
    return made(handbook, tmp_path_factory.mktemp("trainer") / "book.pdf", paper="us-letter", edition="trainer")


def made(handbook: Handbook, path: Path, root: Path = ROOT, **wanted: str) -> Paper:
    pdf, problems = make_book(root, handbook, EPOCH, **wanted)
    assert problems == []
    path.write_bytes(pdf)
    return Paper(path)


def example_folder(folder: Path) -> Path:
    shutil.copytree(EXAMPLE, folder)
    settings = (
        f"INHERIT: {ROOT / 'mkdocs.yml'}\nnav: [index.md, greeting/index.md, {{Look it up: [sources.md]}}]\n"
    )
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    return folder


# --- what stands in it ---


def test_every_text_is_printed_in_order(book: Paper, tree: dict) -> None:
    """Titles, headings, prompts, options, steps and answers, in the order of the tree."""
    start = book.labels.index("1")
    text = book.text(start)
    wanted = [text for chapter in tree["chapters"] for text in [chapter["title"], *texts(chapter["body"])]]
    assert len(wanted) > 2500
    assert in_order(wanted, text) == []


def texts(body: list) -> Iterator[str]:
    """The words that a node is known by; where its own order on the page differs from the tree's, only some."""
    for one in walk(body):
        match one["t"]:
            case "heading":
                yield plain(one["c"])
            case "question":
                yield from map(words, (one["prompt"], *one["options"]))
            case "answer":
                yield from (words(reason["c"]) for reason in one["reasons"])
            case "step":
                yield from (words(choice["c"]) for choice in one.get("choices", []))


def words(content: list) -> str:
    """The plain words of a text as far as its first reference, behind which a page number comes."""
    kept = []
    for part in content:
        if not isinstance(part, str) and any(one["t"] in ("ref", "link", "slot") for one in walk(part)):
            break
        kept.append(part)
    return plain(kept)


def test_options_stand_in_the_order_of_the_screen(book: Paper, handbook: Handbook, site: Path) -> None:
    quiz = handbook.quizzes["apologising-well"]
    screen = re.sub(r"<[^>]+>", "", (site / "quizzes" / "apologising-well.html").read_text("utf-8"))
    text = book.text()
    for question in quiz.questions:
        if TYPES[question.item.type].template == "choices":
            shown = [question.item.options[index].text for index in question.order]
            assert in_order(shown, screen) == []
            assert in_order([question.item.prompt, *shown], text) == []


def test_the_key_marks_every_question(tree: dict, handbook: Handbook) -> None:
    """With the letters and numbers of the worksheet and those of the key alone, the right answer is found."""
    asked = {one["id"].split("#q-")[1]: one for one in nodes(tree, "question") if one["number"]}
    key = {one["id"].partition("#")[2]: one for one in nodes(tree, "answer")}
    for quiz in handbook.quizzes.values():
        for number, question in enumerate(quiz.questions, 1):
            item, sheet, answer = question.item, asked[question.item.id], key[question.item.id]
            assert sheet["number"] == answer["number"] == str(number)
            written = plain(answer["right"])
            options = [plain(option) for option in sheet["options"]]
            match sheet["way"]:
                case "choices":
                    ticked = {options["ABCDEFGHIJ".index(letter)] for letter in written.split(", ")}
                    assert ticked == {plain_text(option.text) for option in item.options if option.right}
                    assert len(answer["reasons"]) == len(options)
                case "ordering":
                    places = {part[0]: int(part[1:]) for part in written.split(", ")}
                    ordered = [option for _, option in sorted(zip(places.values(), options, strict=True))]
                    assert ordered == [plain_text(step) for step in item.steps]
                case "matching":
                    matches = [plain(match) for match in sheet["matches"]]
                    found = [matches["ABCDEFGHIJ".index(part[-1])] for part in written.split(", ")]
                    assert found == [plain_text(pair.right) for pair in item.pairs]
                case _ if item.type == "short-answer":
                    assert written.startswith(item.accept[0])
                    assert all(accepted in written for accepted in item.accept[:4])


def test_points_are_counted_in_halves(tree: dict, handbook: Handbook) -> None:
    """The fewest halves that reach the pass mark."""
    heads = nodes(tree, "worksheet-head")
    quizzes = {quiz.page_path: quiz for quiz in handbook.quizzes.values()}
    ways = [quizzes[chapter["id"]] for chapter in tree["chapters"] if chapter["kind"] == "quiz"]
    for head, quiz in zip(heads, ways, strict=True):
        needed = float(head["needed"].rpartition(" ")[2].replace("½", ".5"))
        total = int(re.findall(r"\d+", head["points"])[0])
        assert needed * 2 % 1 == 0
        assert needed >= total * quiz.meta.pass_mark / 100 > needed - 0.5


def test_a_question_in_a_lesson_names_its_place_in_the_key(tree: dict) -> None:
    named = {one["id"].partition("#")[2]: one["number"] for one in nodes(tree, "answer")}
    asked = [one["answer"][0] for one in nodes(tree, "question") if not one["number"]]
    assert len(asked) > 40
    for answer in asked:
        assert plain(answer).endswith(f", question {named[answer['to'].partition('#')[2]]}")


def plain_text(markdown: str) -> str:
    return re.sub(r"[*_`]|\[([^]]*)\]\([^)]*\)", r"\1", markdown)


def nodes(tree: dict, kind: str) -> list[dict]:
    return [one for chapter in tree["chapters"] for one in walk(chapter["body"]) if one["t"] == kind]


# --- finding one's way ---


def test_bookmarks_are_the_navigation(book: Paper, site: Path) -> None:
    """Every page of the site's navigation that can be printed, in the site's order, with its words."""
    page = (site / "five-steps.html").read_text("utf-8")
    sidebar = re.search(r'<div class="md-sidebar md-sidebar--primary".*?</nav>\s*</div>', page, re.S)
    assert sidebar
    links = re.findall(r'<span class="md-ellipsis">(.*?)</span>', sidebar[0], re.S)
    shown = list(dict.fromkeys(" ".join(re.sub("<[^>]+>", "", link).split()) for link in links))
    top = [re.sub(r"^[\d.]+ ", "", title) for level, title, _ in book.outline if level == 1]
    inside = re.findall(r"^## (.*)$", (ROOT / "docs" / "five-steps.md").read_text("utf-8"), re.M)
    on_screen_only = {"Start here", "My progress", "For trainers", *inside}
    on_paper_only = {"How to use this book", "My workplace", "Contents", "Records", "Answer key", "Index"}
    assert [title for title in shown if title not in on_screen_only] == [
        title for title in top if title not in on_paper_only
    ]


def test_modules_hold_their_pages_in_order(book: Paper, handbook: Handbook) -> None:
    titles = [(level, title) for level, title, _ in book.outline]
    for number, module in enumerate(handbook.modules, 1):
        start = titles.index((1, f"{number} {module.meta.title}"))
        inside = []
        for level, title in titles[start + 1 :]:
            if level == 1:
                break
            inside.append(title)
        wanted = []
        quizzes = {quiz.name: quiz for quiz in handbook.quizzes_of(module.name)}
        for place, lesson in enumerate(module.lessons, 1):
            wanted += [f"{number}.{place} {lesson.meta.title}", f"Quiz: {quizzes[lesson.name].meta.title}"]
        wanted += [f"Scenario: {scenario.meta.title}" for scenario in handbook.scenarios_of(module.name)]
        wanted += [module.practice.meta.title, module.job_aid.meta.title]
        assert inside == wanted


def test_page_numbers_in_the_contents_hold(book: Paper) -> None:
    first = book.labels.index(next(page for _, title, page in book.outline if title == "Contents"))
    listed = {}
    for page in list(book.document)[first : book.labels.index("1")]:
        rows: dict[int, list[str]] = {}
        for word in page.get_text("words", sort=True):
            rows.setdefault(round(word[3]), []).append(word[4])
        listed |= {letters("".join(row[:-1])).rstrip("."): row[-1].strip("\u2060") for row in rows.values()}
    outline = [(title, page) for _, title, page in book.outline if page.isdecimal()]
    assert len(outline) > 60
    for title, page in outline:
        assert listed[letters(title)] == page


def test_a_heading_stands_on_the_page_of_its_bookmark(book: Paper) -> None:
    for _, title, page in book.outline:
        assert letters(title) in letters(book.body(book.document[book.labels.index(page)])), title


def test_every_reference_leads_to_its_page(book: Paper, tree: dict) -> None:
    """Each link is inside the document or a full address; a page number beside it is that of its target."""
    alive = [one for one in walk([tree["preface"], tree["chapters"]]) if one["t"] == "ref" and one["to"]]
    inside, numbers = 0, 0
    for words, goal in book.links():
        if isinstance(goal, str):
            assert goal.startswith(("https://", "http://", "mailto:")), goal
            continue
        inside += 1
        said = re.search(r"[(,] ?p\. ?(\w+)\)?|^(\d+),?$", words)  # behind its words, or alone in the index
        if said:
            numbers += 1
            assert book.labels[goal] in (said[1], said[2])
    assert inside >= len(alive)  # a link that runs over two lines has two parts, and the contents have some, too
    assert numbers > 800


def test_lessons_and_modules_open_on_right_hand_pages(book: Paper) -> None:
    for level, title, page in book.outline:
        if re.match(r"\d+\.\d+ ", title) or (level == 1 and page.isdecimal()) or title.startswith("At a glance"):
            assert int(page) % 2 == 1, title


def test_a_job_aid_has_a_leaf_to_itself(book: Paper) -> None:
    outline = book.outline
    for place, (_, title, page) in enumerate(outline):
        if title.startswith("At a glance"):
            assert int(outline[place + 1][2]) == int(page) + 2
            behind = book.document[book.labels.index(page) + 1]
            assert behind.get_text().strip() == ""


@pytest.mark.parametrize("edition", ["book", "trainer"])
def test_no_heading_ends_a_page(edition: str, request: pytest.FixtureRequest) -> None:
    paper: Paper = request.getfixturevalue(edition)
    headings = {22.0, 17.0, 13.0, 11.5}  # points, as in book.typ
    job_aids = {label for _, title, label in paper.outline if title.startswith("At a glance")}
    for label, page in zip(paper.labels, paper.document, strict=True):
        lines = paper.lines(page)
        last = max((at for at, (size, _) in enumerate(lines) if size in headings), default=-1)
        if last >= 0 and label not in job_aids:
            below = [size for size, _ in lines[last + 1 :]]  # a line of small print is no beginning
            assert len(below) > 1 or any(size > 9.4 for size in below), (label, lines[last:])


def test_the_index_leads_to_terms_and_situations(book: Paper) -> None:
    text = book.text(book.labels.index(book.outline[-1][2]))
    assert re.search(r"^filmed, being\s+\d+", text, re.M)
    assert re.search(r"^Warm handover\s+\d+", text, re.M)
    assert re.search(r"grieving customer\s+\d+", text)
    numbers = [
        [int(number) for number in row.split(",")] for row in re.findall(r"\s(\d+(?:,\s\d+)+)$", text, re.M)
    ]
    assert len(numbers) > 30
    assert all(row == sorted(row) for row in numbers)


@pytest.mark.parametrize("edition", ["book", "trainer"])
def test_the_running_head_of_the_key_names_what_stands_below(edition: str, request: pytest.FixtureRequest) -> None:
    paper: Paper = request.getfixturevalue(edition)
    first, last = (
        paper.labels.index(next(label for _, title, label in paper.outline if title == name))
        for name in ("Answer key", "Index")
    )
    opened = ""  # on a page before
    heads = 0
    for place in range(first, last):
        page = paper.document[place]
        lines = [words for size, words in paper.lines(page) if size != 22.0]
        titles = [line for line in lines if line.startswith(("Quiz: ", "Best paths"))]
        if titles and int(paper.labels[place]) % 2:
            before = titles[0] if lines[0] in titles or not opened else opened
            head = page.get_text("text", clip=(0, 0, page.rect.width, 55)).strip()
            assert head == "Answer key: " + " – ".join(dict.fromkeys([before, titles[-1]])), paper.labels[place]
            heads += 1
        opened = titles[-1] if titles else opened
    assert heads > 5


# --- scenarios ---


def test_steps_beside_each_other_give_nothing_away(handbook: Handbook) -> None:
    for scenario in handbook.scenarios.values():
        numbered = Numbered(scenario)
        assert numbered.names[0] == scenario.meta.start
        for one, two in zip(numbered.names, numbered.names[1:], strict=False):
            leads = scenario.meta.nodes[one].choices if one in scenario.meta.nodes else []
            assert two not in {line.to for line in leads}, (scenario.name, one, two)


def test_a_scenario_is_played_with_a_pen(tree: dict, handbook: Handbook) -> None:
    """By the numbers and letters alone: every choice leads to a step that says what came of it."""
    for chapter in tree["chapters"]:
        if chapter["kind"] != "scenario":
            continue
        steps = {one["number"]: one for one in walk(chapter["body"]) if one["t"] == "step"}
        for number, step in steps.items():
            for letter, choice in zip("ABCD", step.get("choices", []), strict=False):
                (turn,) = re.findall(r"\d+", plain(choice["to"]))
                assert [came["from"] for came in steps[turn]["came"]].count(f"{number} {letter}") == 1
        ends = {number for number, step in steps.items() if step["ending"]}
        best = next(
            plain(one["c"])
            for one in nodes(tree, "p")
            if plain(one["c"]).startswith(chapter["title"].partition(": ")[2] + ": ")
        )
        path = re.findall(r"(\d+) ?([A-D]?)", best.rpartition("best path ")[2])
        at = "1"
        for number, letter in path:
            assert number == at
            if letter:
                at = re.findall(r"\d+", plain(steps[number]["choices"]["ABCD".index(letter)]["to"]))[0]
        assert at in ends
        assert steps[at]["ending"] == "A good ending"


def test_a_step_stands_on_one_page(book: Paper, tree: dict) -> None:
    """Scene, choices and debrief stand together: nobody chooses without having the scene before their eyes."""
    start = book.labels.index("1")
    pages = [letters(book.body(page)) for page in list(book.document)[start:]]
    for one in nodes(tree, "step"):
        parts = [plain(block["c"]) for block in one["c"]] + [
            plain(choice["c"]) for choice in one.get("choices", [])
        ]
        parts += [plain(block["c"]) for block in one.get("debrief", [])]
        assert any(all(letters(part) in page for part in parts) for page in pages), one["id"]


# --- role-plays ---


@pytest.mark.parametrize("edition", ["book", "trainer"])
def test_cards_of_a_role_play_are_cut_from_one_sheet(
    edition: str, handbook: Handbook, request: pytest.FixtureRequest
) -> None:
    """Each card stands below a line to cut along, with the name of its play, on a page of its own."""
    book = request.getfixturevalue(edition)  # A4, and US letter
    sheets = [book.body(page) for page in book.document if WORDS["book_cut"] in book.body(page)]
    plays = [
        heading.text
        for module in handbook.modules
        for heading in module.practice.page.headings
        if heading.text.startswith("Role-play: ")
    ]
    assert len(sheets) == len(plays)
    for sheet, play in zip(sheets, plays, strict=True):
        assert sheet.count(WORDS["book_cut"]) == 3
        assert letters(sheet).count(letters(play)) == 4  # its title, and beside each line
        for card in ("Card for the customer", "Card for the member of staff", "Observer’s checklist"):
            assert card in sheet


# --- what stays together, and what to write on ---


@pytest.mark.parametrize("edition", ["book", "trainer"])
def test_a_form_is_one_sheet(edition: str, tree: dict, request: pytest.FixtureRequest) -> None:
    """Whoever copies an incident record copies all of its fields, and nobody else's incident."""
    paper = request.getfixturevalue(edition)
    pages = [letters(paper.body(page)) for page in paper.document]
    forms = [
        chapter
        for chapter in tree["chapters"]
        if chapter["id"].startswith("reference/") and list(of_kind(chapter, "form"))
    ]
    assert len(forms) == 2
    for chapter in forms:
        labels = [plain(field["label"]) for form in of_kind(chapter, "form") for field in form["fields"]]
        (sheet,) = [page for page in pages if all(letters(label) in page for label in [chapter["title"], *labels])]
        assert letters("Filled in: an example") not in sheet


@pytest.mark.parametrize("edition", ["book", "trainer"])
def test_the_stop_signs_stand_on_one_page(edition: str, tree: dict, request: pytest.FixtureRequest) -> None:
    paper = request.getfixturevalue(edition)
    pages = [letters(paper.body(page)) for page in paper.document]
    boxes = [box for chapter in tree["chapters"] for box in of_kind(chapter, "box") if box["kind"] == "danger"]
    assert len(boxes) >= 18
    said = {letters(words(part["c"])) for box in boxes for part in walk(box["c"]) if part["t"] == "p"}
    whole = [page for page in pages if all(part in page for part in said)]
    assert len(whole) == len(boxes)


@pytest.mark.parametrize("edition", ["book", "trainer"])
def test_the_training_record_is_one_page(edition: str, tree: dict, request: pytest.FixtureRequest) -> None:
    paper = request.getfixturevalue(edition)
    (record,) = [chapter for chapter in tree["chapters"] if chapter["title"] == say("book_training_record")]
    (table,) = of_kind(record, "register")
    rows = [letters(plain(row["cells"][0])) for row in table["rows"] if row["cells"]]
    assert len(rows) == 18
    pages = [letters(re.sub(r"\(p\.\s\d+\)", "", paper.body(page))) for page in paper.document]
    assert len([page for page in pages if all(row in page for row in rows)]) == 1


def of_kind(chapter: dict, kind: str) -> Iterator[dict]:
    return (one for one in walk(chapter["body"]) if one["t"] == kind)


def test_lines_to_write_on(tmp_path: Path) -> None:
    folder = example_folder(tmp_path / "handbook")
    lesson = folder / "docs" / "greeting" / "first-words.md"
    asked = "Write it down.\n{: .hb-lines-3 }\n\nAna looks at the clock."
    lesson.write_text(lesson.read_text("utf-8").replace("Ana looks at the clock.", asked), "utf-8")
    handbook, _ = read_handbook(folder)
    site, _ = read_site_config(folder)
    data, _ = assemble(folder, handbook, site, Wanted())
    (chapter,) = [chapter for chapter in data["chapters"] if list(of_kind(chapter, "lines"))]
    found = list(walk(chapter["body"]))
    place = next(at for at, one in enumerate(found) if one["t"] == "lines")
    assert plain(found[place - 1]["c"]) == "Write it down."
    assert found[place]["count"] == 3


# --- for everybody ---


def test_tags_language_and_title(book: Paper, tree: dict) -> None:
    with pikepdf.open(book.path) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/Title"]) == "Customer service handbook"
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        figures = [one for one in structure(root.StructTreeRoot) if one.S == "/Figure"]
        described = {str(one.Alt) for one in figures if "/Alt" in one}
        assert {one["alt"] for one in nodes(tree, "picture")} <= described
        assert all(str(one.get("/Alt", "")) for one in figures)
        for page in document.pages:
            for annotation in page.obj.get("/Annots", []):
                assert str(annotation.get("/Contents", "")), "a link says where it leads"


def test_cells_of_tables_are_tagged(book: Paper, tree: dict) -> None:
    tags = book.tags()
    tables, registers, lists = (nodes(tree, kind) for kind in ("table", "register", "checklist"))
    heads = (
        sum(len(one["header"]) for one in tables) + sum(len(one["columns"]) for one in registers) + 3 * len(lists)
    )
    cells = sum(len(row) for one in tables for row in one["rows"]) + 3 * sum(len(one["rows"]) for one in lists)
    cells += sum(1 if row["group"] else len(one["columns"]) for one in registers for row in one["rows"])
    assert tags["TH"] == heads
    assert tags["TD"] == cells
    assert tags["H1"] == len([level for level, _, _ in book.outline if level == 1])


@pytest.mark.parametrize("edition", ["book", "trainer"])
def test_nothing_sticks_out(edition: str, request: pytest.FixtureRequest) -> None:
    paper = request.getfixturevalue(edition)
    assert outside(paper.document) == []


def test_what_sticks_out_is_seen(tmp_path: Path) -> None:
    """The test's own test: a word wider than the page."""
    body = [{"t": "p", "c": ["W" * 200]}]
    chapter = {
        "title": "Wide",
        "id": "wide",
        "number": "",
        "level": 1,
        "opens": "odd",
        "kind": "page",
        "file": "x",
        "body": body,
    }
    site, _ = read_site_config(ROOT)
    handbook, _ = read_handbook(ROOT)
    data, _ = assemble(ROOT, handbook, site, Wanted(module="apologies"))
    pdf, problems = typeset(ROOT, {**data, "preface": [], "chapters": [chapter]}, "a4", EPOCH)
    assert problems == []
    (tmp_path / "wide.pdf").write_bytes(pdf)
    assert any(set(word) == {"W"} for _, word in outside(pymupdf.open(tmp_path / "wide.pdf")))


def test_an_unknown_node_is_never_dropped() -> None:
    site, _ = read_site_config(ROOT)
    handbook, _ = read_handbook(ROOT)
    data, _ = assemble(ROOT, handbook, site, Wanted(module="apologies"))
    data["chapters"][0]["body"].append({"t": "surprise"})
    pdf, (problem,) = typeset(ROOT, data, "a4", EPOCH)
    assert pdf == b""
    assert "no such block: surprise" in problem.message


def test_fonts_are_embedded_and_our_own(book: Paper) -> None:
    with pikepdf.open(book.path) as document:
        names = set()
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                assert "/FontFile2" in thing or "/FontFile3" in thing
                names.add(str(thing.FontName).partition("+")[2])
    assert names
    assert all(name.startswith("AtkinsonHyperlegibleNext") for name in names)


def test_widths_come_from_the_fonts() -> None:
    with TTFont(FONTS / "AtkinsonHyperlegibleNext-Bold.ttf") as font:
        names, em = font.getBestCmap(), font["head"].unitsPerEm
        known = sum(font["hmtx"][names[ord(letter)]][0] for letter in "Hände") / em
    assert width("Hände", bold=True) == pytest.approx(known)


def test_size(book: Paper) -> None:
    assert book.path.stat().st_size <= 3_000_000


def test_the_same_bytes_anywhere(tmp_path: Path) -> None:
    """Two folders, time zones and homes."""
    written = []
    for name, zone in (("one", "Pacific/Auckland"), ("two with a space", "America/Lima")):
        folder = example_folder(tmp_path / name / "handbook")
        home = tmp_path / name / "home"
        home.mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "handbook", "book", "--out", "book.pdf"],
            cwd=folder,
            env={**os.environ, "TZ": zone, "HOME": str(home), "SOURCE_DATE_EPOCH": str(EPOCH)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        written.append((folder / "book.pdf").read_bytes())
    assert written[0] == written[1]


# --- what Markdown can do ---

EVERYTHING = """
Ana waits.[^clock] See [a page](https://example.org/a/very/long/address?with=parts) and ~~not~~ *this*.

[^clock]: The clock is *slow*.

=== "At the counter"

    Look up.

=== "On the phone"

    Say your name.

??? note "More on it"

    1. First
        - inner
    2. Second

> Quoted words.

Term
:   Its meaning.

```text
as it is typed
```

<div markdown>

Inside a division: H<sub>2</sub>O, line<br>end, `code`.

</div>

---
"""


def test_blocks_of_markdown_are_printed(tmp_path: Path) -> None:
    """Tabs and folded parts stand open with their labels; addresses stand at the foot of the page."""
    folder = example_folder(tmp_path / "handbook")
    lesson = folder / "docs" / "greeting" / "first-words.md"
    lesson.write_text(lesson.read_text("utf-8").replace("Ana looks at the clock.", EVERYTHING), "utf-8")
    handbook, _ = read_handbook(folder)
    paper = made(handbook, tmp_path / "book.pdf", folder)
    text = paper.text()
    wanted = [
        "At the counter",
        "Look up.",
        "On the phone",
        "Say your name.",
        "More on it",
        "First",
        "inner",
        "Second",
    ]
    wanted += [
        "Quoted words.",
        "Term",
        "Its meaning.",
        "as it is typed",
        "Inside a division: H2O, line",
        "end, code.",
    ]
    assert in_order(wanted, text) == []
    feet = letters("".join(page.get_text() for page in paper.document))
    assert letters("The clock is slow.") in feet
    assert "example.org/a/very/long/address?with=parts" in feet
    assert outside(paper.document) == []
    assert paper.tags()["Note"] == 2


@pytest.mark.parametrize(
    ("value", "printed", "not_printed"),
    [('"12"', "Your till: 12", "the sticker"), ('""', "(the sticker)", "not filled in yet")],
)
def test_a_slot_is_a_line_until_it_is_filled_in(
    value: str, printed: str, not_printed: str, tmp_path: Path
) -> None:
    folder = example_folder(tmp_path / "handbook")
    slots = folder / "docs" / "workplace.yml"
    slots.write_text(slots.read_text("utf-8").replace('"12"', f"{value}\n  on_paper: the sticker"), "utf-8")
    handbook, _ = read_handbook(folder)
    text = letters(made(handbook, tmp_path / "book.pdf", folder).text())
    assert letters(printed) in text
    assert letters(not_printed) not in text


# --- editions ---


def test_both_editions_have_the_same_pages(tree: dict, trainer: Paper, handbook: Handbook, tmp_path: Path) -> None:
    learner = made(handbook, tmp_path / "letter.pdf", paper="us-letter")
    shared = [entry for entry in trainer.outline if entry in learner.outline]
    assert shared == learner.outline
    assert learner.document[0].rect.width == 612  # US letter, in points


def test_the_trainer_edition_has_answers_notes_and_coverage(trainer: Paper, handbook: Handbook) -> None:
    titles = [title for _, title, _ in trainer.outline]
    assert titles[titles.index("For trainers") :][-1] == "Coverage"
    for module in handbook.modules:
        assert module.facilitator.meta.title in titles
    sheet = trainer.document[
        trainer.labels.index({title: page for _, title, page in trainer.outline}["Quiz: Apologising well"])
    ]
    margin = [word for word in sheet.get_text("words") if word[0] > sheet.rect.width - 95 or word[2] < 95]
    first = handbook.quizzes["apologising-well"].questions[0]
    right = "ABCDE"[[first.item.options[index].right for index in first.order].index(True)]
    assert right in {word[4] for word in margin}


def test_a_booklet_holds_one_module(handbook: Handbook, tmp_path: Path) -> None:
    booklet = made(handbook, tmp_path / "booklet.pdf", module="apologies")
    assert [title for level, title, _ in booklet.outline if level == 1] == [
        "How to use this booklet",
        "My workplace",
        "Contents",
        "The five steps",
        "3 Apologies",
        "Look it up",
        "Answer key",
        "Index",
    ]
    text = booklet.text()
    assert "This booklet is one module of the handbook “Customer service handbook”." in " ".join(text.split())
    assert "Full apology" in text
    assert "Camera test" not in text  # nobody needs it here
    listed = text[text.index("Used in chapter") :]
    assert "Roschk" in listed
    assert "Bushman" not in listed  # is cited in other modules
    assert "(p. )" not in text


# --- what stops it ---


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_message(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The old book stays; the message names the place and the mend."""
    folder = example_folder(tmp_path / "handbook")
    out = tmp_path / "book.pdf"
    out.write_text("the old one", "utf-8")
    golden = load(case)
    apply(folder, golden["change"])
    assert main(["book", str(folder), "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert said.out == golden["expect"]
    assert "is as it was before" in said.err
    assert out.read_text("utf-8") == "the old one"


def test_an_unknown_module_and_a_folder_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = example_folder(tmp_path / "handbook")
    assert main(["book", str(folder), "--module", "greetings"]) == 1
    assert "Did you mean `greeting`?" in capsys.readouterr().err
    (tmp_path / "file").write_text("", "utf-8")
    assert main(["book", str(folder), "--out", str(tmp_path / "file" / "book.pdf")]) == 1
    assert "Choose another file with --out" in capsys.readouterr().err


@pytest.mark.parametrize("settings", ["site_name: [", "- a list", "\xff"])
def test_settings_that_cannot_be_read(settings: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = example_folder(tmp_path / "handbook")
    (folder / "mkdocs.yml").write_bytes(settings.encode("latin-1"))
    assert main(["book", str(folder), "--out", str(tmp_path / "book.pdf")]) == 1
    assert capsys.readouterr().out.startswith("mkdocs.yml:")
    assert not (tmp_path / "book.pdf").exists()


def test_a_build_with_a_problem_of_the_book_keeps_the_site(example: Path, tmp_path: Path) -> None:
    settings = example / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("book: ''", "book: handbook.pdf"), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    good = subprocess.run(command, cwd=example, env=environment, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stderr
    before = {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert tmp_path / "site" / "handbook.pdf" in before
    assert 'href="handbook.pdf"' in (tmp_path / "site" / "index.html").read_text("utf-8")
    lesson = example / "docs" / "greeting" / "first-words.md"
    lesson.write_text(lesson.read_text("utf-8").replace("Ana looks at the clock.", "<video></video>"), "utf-8")
    bad = subprocess.run(command, cwd=example, env=environment, capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "docs/greeting/first-words.md:39:1: the printed handbook does not know" in bad.stderr
    assert {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()} == before
