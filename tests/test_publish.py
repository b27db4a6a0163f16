"""The site as a publisher puts it up: behind nginx with the guide's strict policy, and from a folder."""

import io
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

import webserver
from conftest import ROOT
from handbook.pack import pack
from handbook.words import WORDS, say
from own import HANDBOOK
from trainee import answer, question

GUIDE = (ROOT / "docs" / "trainers" / "publish.md").read_text("utf-8")
SERVER, SIGN_IN = re.findall(r"^```nginx\n(.*?)^```", GUIDE, re.M | re.S)
QUIZ = HANDBOOK.quizzes["apologising-well"]
SCENARIO = HANDBOOK.scenarios["closing-time-threat"]


def configuration(site: Path, port: int, block: str = SERVER) -> str:
    """The guide's configuration, with only the address and the folder changed."""
    for old, new in (
        (" listen 80;", f" listen 127.0.0.1:{port};"),
        (" root /var/www/handbook;", f" root {site};"),
    ):
        assert block.count(old) == 1, old
        block = block.replace(old, new)
    return block


@pytest.fixture(scope="module")
def published(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx with the handbook's site, as the guide says."""
    port = webserver.free_port()
    with webserver.serve(configuration(site, port), port, tmp_path_factory.mktemp("web") / "nginx") as address:
        yield address


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in small letters) and body; follows no redirect."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        answer = urllib.request.build_opener(Stay).open(urllib.request.Request(address, headers=headers))
    except urllib.error.HTTPError as error:
        answer = error
    with closing(answer):
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A page whose console has to stay empty: no error, no warning, no violation of a policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    context.set_default_timeout(20000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.said = said
    yield page
    context.close()
    assert said == []


def walk(page: Page, base: str) -> None:
    """What readers do: every kind of page, and each thing that a script does."""
    page.goto(f"{base}/index.html")
    page.locator(".hb-card a").first.click()
    expect(page.locator("h1")).to_contain_text(HANDBOOK.modules[0].meta.title)
    page.goto(f"{base}/apologies/apologising-well.html")
    assert page.evaluate("document.fonts.ready.then((fonts) => fonts.size)") > 0
    expect(page.locator(".hb-dialogue").first).to_be_visible()

    page.goto(f"{base}/quizzes/{QUIZ.name}.html")
    asked = QUIZ.questions[0]
    answer(page, asked)
    expect(question(page, asked.item.id).locator(".hb-verdict")).to_contain_text(WORDS["verdict_right"])

    page.goto(f"{base}/scenarios/{SCENARIO.name}.html")
    step = page.locator("handbook-scenario > section:visible")
    step.locator(".hb-say").first.click()
    expect(step).to_have_attribute("id", f"f-{SCENARIO.name}--{SCENARIO.meta.start}-a")

    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("apologise early")
    page.locator(".md-search-result__link").first.wait_for()
    page.locator(".md-search__input").press("Enter")
    expect(page.locator("h1")).to_contain_text("polog")

    page.goto(f"{base}/phrases.html")
    page.get_by_label(WORDS["phrases_situation"]).select_option(index=1)
    assert 0 < page.locator(".hb-phrases tbody tr:visible").count() < page.locator(".hb-phrases tbody tr").count()

    page.goto(f"{base}/progress.html")
    total = len(QUIZ.questions)
    expect(page.get_by_text(say("done_of", done=1, total=total), exact=True)).to_be_visible()
    with page.expect_download():
        page.get_by_role("button", name=WORDS["export"]).click()

    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_everything_works_under_the_strict_policy(visitor: Page, published: str) -> None:
    walk(visitor, published)
    missing = f"{published}/apologies/no/such/page.html"
    visitor.goto(missing)
    expect(visitor.locator("h1")).to_have_text("We cannot find this page")
    expect(visitor.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert visitor.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Atkinson')
    (only,) = visitor.said  # a browser says it for each page that does not exist
    assert only.startswith(f"{missing}: Failed to load resource: the server responded with a status of 404")
    visitor.said.clear()


def test_everything_works_where_the_zip_was_unpacked(visitor: Page, site: Path, tmp_path: Path) -> None:
    """As from a share: the folder's name holds what an address has to escape."""
    with ZipFile(io.BytesIO(pack(site, 0))) as packed:
        packed.extractall(tmp_path / "Team #2, für alle")
    (top,) = (tmp_path / "Team #2, für alle").iterdir()
    assert top.name == "handbook"
    files = {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
    assert files == {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    walk(visitor, top.as_uri())


@pytest.mark.parametrize("name", ["script", "style"])
def test_the_policy_is_in_force(visitor: Page, published: str, name: str) -> None:
    """What somebody smuggled into a page would do nothing, and the tests above would notice."""
    visitor.goto(f"{published}/index.html")
    visitor.evaluate(
        "(name) => document.body.append(Object.assign(document.createElement(name), {textContent: 'smuggled'}))",
        name,
    )
    (only,) = visitor.said
    assert "Content Security Policy" in only
    visitor.said.clear()


def test_no_page_needs_an_exception_from_the_policy(site: Path) -> None:
    for path in site.rglob("*.html"):
        tree = html.parse(path)
        assert tree.xpath("//script[not(@src)]/@type") == ["application/json"], path
        assert not tree.xpath("//style | //@style | //@*[starts-with(name(), 'on')]"), path
        assert not [href for href in tree.xpath("//@href") if href.startswith("javascript:")], path


@pytest.mark.parametrize(
    ("path", "kind", "keep"),
    [
        ("", "text/html; charset=utf-8", "no-cache"),
        ("apologies/index.html", "text/html; charset=utf-8", "no-cache"),
        ("assets/javascripts/bundle.*.min.js", "application/javascript; charset=utf-8", "immutable"),
        ("assets/stylesheets/main.*.min.css", "text/css", "immutable"),
        ("assets/handbook/handbook.js", "application/javascript; charset=utf-8", "no-cache"),
        ("assets/handbook/site.css", "text/css", "no-cache"),
        ("assets/handbook/fonts/*-latin-normal.woff2", "font/woff2", "max-age=2592000"),
        ("pictures/five-steps.svg", "image/svg+xml", "no-cache"),
        ("handbook.pdf", "application/pdf", "no-cache"),
        ("search/search_index.json", "application/json", "no-cache"),
        ("sitemap.xml", "text/xml; charset=utf-8", "no-cache"),
    ],
)
def test_every_file_has_its_type_its_caching_and_the_policy(
    site: Path, published: str, path: str, kind: str, keep: str
) -> None:
    (file,) = site.glob(path or "index.html")
    address = f"{published}/{path and file.relative_to(site)}"
    status, headers, body = get(address)
    assert (status, headers["content-type"], body) == (200, kind, file.read_bytes())
    assert keep in headers["cache-control"]
    assert headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self';"
    )
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    again, _, body = get(address, **{"If-None-Match": headers["etag"]})
    assert (again, body) == (304, b"")
    packed = get(address, **{"Accept-Encoding": "gzip"})[1]
    assert (packed.get("content-encoding") == "gzip") == (file.suffix not in (".pdf", ".woff2"))


@pytest.mark.parametrize("path", ["nothing.html", "apologies/no/such/page.html", "quizzes/", "assets/"])
def test_what_is_not_there_has_the_page_that_says_so(site: Path, published: str, path: str) -> None:
    status, headers, body = get(f"{published}/{path}")
    assert (status, body) == (404, (site / "404.html").read_bytes())
    assert headers["cache-control"] == "no-cache"
    assert "content-security-policy" in headers


def test_only_names_with_a_checksum_are_kept_for_a_year(site: Path, published: str) -> None:
    kept = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.*")
        if path.suffix in (".js", ".css", ".html")
        and "immutable" in get(f"{published}/{path.relative_to(site).as_posix()}")[1]["cache-control"]
    }
    assert kept
    assert all(
        re.fullmatch(r"assets/(javascripts|stylesheets)/.*\w+\.[0-9a-f]{8}\.min\.(js|css)", path) for path in kept
    )


def test_the_colours_are_there_before_any_other_script(browser: Browser, published: str) -> None:
    """Nobody who wants it dark sees it white first: the page's last script may take its time."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.route("**/bundle.*", lambda route: route.abort())
    page.goto(f"{published}/index.html")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    chosen = '{"color": {"media": "(prefers-color-scheme: light)", "scheme": "default", "primary": "custom"}}'
    page.evaluate("(chosen) => localStorage.setItem('/.__palette', chosen)", chosen)
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    context.close()


# --- sign-in in front ---


class Gate(BaseHTTPRequestHandler):
    """In place of OAuth2 Proxy: lets in whoever has its cookie, and has a page to sign in."""

    def do_GET(self) -> None:
        if self.path == "/oauth2/auth":
            self.send_response(202 if "_oauth2_proxy=yes" in self.headers.get("Cookie", "") else 401)
        else:
            self.send_response(200)
        self.end_headers()
        if self.path != "/oauth2/auth":
            self.wfile.write(f"sign in, {self.headers['Host']}: {self.path}".encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def closed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx with the guide's sign-in in front of the site."""
    port = webserver.free_port()
    with ThreadingHTTPServer(("127.0.0.1", 0), Gate) as gate:
        Thread(target=gate.serve_forever, daemon=True).start()
        inside = SIGN_IN.replace("http://127.0.0.1:4180;", f"http://127.0.0.1:{gate.server_port};")
        block = configuration(site, port).rstrip().removesuffix("}") + inside + "}\n"
        with webserver.serve(block, port, tmp_path_factory.mktemp("closed") / "nginx") as address:
            yield address
        gate.shutdown()


def test_a_stranger_is_led_to_the_sign_in(closed: str) -> None:
    for path in ("/", "/apologies/index.html", "/search/search_index.json", "/handbook.pdf", "/nothing.html"):
        status, headers, body = get(closed + path)
        assert status == 302
        assert headers["location"].removeprefix(closed) == f"/oauth2/sign_in?rd={path}"
        assert b"handbook" not in body.lower()
    status, headers, body = get(f"{closed}/oauth2/sign_in?rd=/")
    assert (status, body) == (
        200,
        f"sign in, {closed.removeprefix('http://').split(':')[0]}: /oauth2/sign_in?rd=/".encode(),
    )
    assert "content-security-policy" not in headers
    assert get(f"{closed}/oauth2/auth")[0] in (401, 404)


def test_who_has_signed_in_reads_the_handbook(site: Path, closed: str) -> None:
    status, headers, body = get(f"{closed}/apologies/index.html", Cookie="_oauth2_proxy=yes")
    assert (status, body) == (200, (site / "apologies" / "index.html").read_bytes())
    assert "content-security-policy" in headers
    status, headers, body = get(f"{closed}/no/such/page.html", Cookie="_oauth2_proxy=yes")
    assert (status, body) == (404, (site / "404.html").read_bytes())
