"""What the tests share: a small handbook to break, the built site, and a browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import browser as browser_setup

ROOT = Path(__file__).parent.parent
EXAMPLE = Path(__file__).parent / "cases" / "example"


def build(
    folder: Path, site: Path, *, engine: str = "mkdocs", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Builds a handbook's site as a person would, and gives what was printed."""
    return subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict", "-f", "mkdocs.yml", "--site-dir", str(site)],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """`handbook check` and `new` see the same day for ever, so that no page becomes due for review."""

    class Day(date):
        @classmethod
        def today(cls) -> date:
            return date(2026, 11, 22)

    monkeypatch.setattr("handbook.commands.check.date", Day)
    monkeypatch.setattr("handbook.commands.new.date", Day)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A folder with the smallest complete handbook, that the site engine can build."""
    folder = tmp_path / "handbook"
    shutil.copytree(EXAMPLE, folder)
    (folder / "hooks").symlink_to(ROOT / "hooks", target_is_directory=True)
    (folder / "mkdocs.yml").write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\nnav: [index.md, greeting/index.md, sources.md]\nextra: {{book: ''}}\n",
        "utf-8",
    )
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook's own site, built strictly."""
    folder = tmp_path_factory.mktemp("built") / "site"
    done = build(ROOT, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_setup.find()
    assert path, "run `make test`, which installs a browser"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=browser_setup.ARGUMENTS)
        yield launched
        launched.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[str]:
    """The address of a web server with the site, for the one page that needs one: 404.html.

    It is shown at any depth of a site, so its links begin at the site's root.
    """
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def open_page(browser: Browser, site: Path) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of the site from its file, as from a shared drive.

    Keyword arguments go to the browser's context (`color_scheme`, `java_script_enabled` …).
    A script error, or a request that leaves the folder, fails the test.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_it(path: str, *, folder: Path = site, **options) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: faults.append(f"{path}: {error}"))
        own = ("file:", "data:", "http://127.0.0.1:")
        page.on("request", lambda request: request.url.startswith(own) or faults.append(request.url))
        page.goto(path if path.startswith("http:") else (folder / path).as_uri())
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def build_example(tmp_path: Path) -> Callable[[Path], Path]:
    """A function that builds a (changed) example and gives its site's folder."""

    def build_it(folder: Path) -> Path:
        done = build(folder, tmp_path / "site")
        assert done.returncode == 0, done.stdout + done.stderr
        return tmp_path / "site"

    return build_it
