"""What the tests share: a small handbook to break, the built site, and a browser."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, sync_playwright

import browser as browser_setup
from tabs import Tabs

ROOT = Path(__file__).parent.parent
EXAMPLE = Path(__file__).parent / "cases" / "example"

# Random inputs are the same in every run, in every file and whatever else is run.
calm = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]}
settings.register_profile("quick", max_examples=120, derandomize=True, database=None, **calm)
settings.register_profile("long", max_examples=20_000, **calm)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


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


def copy_example(folder: Path, *more: str) -> Path:
    """Makes a folder with the smallest complete handbook, that the site engine can build, and gives it.

    `more` are pages for the end of the navigation.
    """
    shutil.copytree(EXAMPLE, folder)
    (folder / "hooks").symlink_to(ROOT / "hooks", target_is_directory=True)
    pages = ", ".join(("index.md", "greeting/index.md", "sources.md", *more))
    (folder / "mkdocs.yml").write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\nnav: [{pages}]\nextra: {{book: ''}}\n", "utf-8"
    )
    return folder


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A folder with the smallest complete handbook, that the site engine can build."""
    return copy_example(tmp_path / "handbook")


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], Path]], Path]:
    """A function that builds a site and gives its folder: once for all test workers, under a name.

    It calls a function with a folder that is not there yet; that one gives the handbook to build. The
    worker that comes first builds, the others wait and use what it has built.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def build_it(name: str, prepare: Callable[[Path], Path]) -> Path:
        site = shared / f"{name}-site"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not site.exists():
                half = shared / f"{name}-half"
                done = build(prepare(shared / name), half)
                assert done.returncode == 0, done.stdout + done.stderr
                half.rename(site)
        return site

    return build_it


@pytest.fixture(scope="session")
def site(build_once: Callable[..., Path]) -> Path:
    """The handbook's own site, built strictly."""
    return build_once("own", lambda _: ROOT)


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


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def open_page(tabs: Tabs, site: Path) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of the site from its file, as from a shared drive.

    Keyword arguments say what the browser is like (`color_scheme`, `java_script_enabled` …, see `Tabs.take`).
    A script error, or a request that leaves the folder, fails the test.
    """
    faults: list[str] = []
    with ExitStack() as listening:

        def open_it(path: str, *, folder: Path = site, **browser_is) -> Page:
            page = tabs.take(**browser_is)
            own = ("file:", "data:", "about:", "http://127.0.0.1:")
            for event, note in (
                ("pageerror", lambda error: faults.append(f"{path}: {error}")),
                ("request", lambda request: request.url.startswith(own) or faults.append(request.url)),
            ):
                page.on(event, note)
                listening.callback(page.remove_listener, event, note)
            page.goto(path if path.startswith("http:") else (folder / path).as_uri())
            return page

        yield open_it
        tabs.take_back()
    assert not faults


@pytest.fixture
def build_example(tmp_path: Path) -> Callable[[Path], Path]:
    """A function that builds a (changed) example and gives its site's folder."""

    def build_it(folder: Path) -> Path:
        done = build(folder, tmp_path / "site")
        assert done.returncode == 0, done.stdout + done.stderr
        return tmp_path / "site"

    return build_it
