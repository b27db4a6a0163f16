"""Takes the pictures in the trainers' guide (`make screenshots`), of our own pages only.

They show the site in `site/`, and for a mistake the live preview of a copy that holds one. Run it again
when the pages look different, and look at the pictures before you commit them.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pymupdf
from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

import browser as browser_setup
import trainee
from handbook import read_handbook

ROOT = Path(__file__).parent.parent
SITE = ROOT / "site"
PICTURES = ROOT / "docs" / "trainers" / "pictures"
QUIZ = "apologising-well"
MODULE = "apologies"
COLOURS = 64  # enough for pages of text, and a third of the bytes
MAX_BYTES = 60_000
FRAME = "outline: 3px solid #c2410c; outline-offset: 4px; border-radius: 2px"


def pencil(page: Page) -> bytes:
    """The top of a lesson, with a frame around the pencil."""
    page.goto((SITE / MODULE / f"{QUIZ}.html").as_uri())
    page.locator('a[rel="edit"]').evaluate("(button, style) => { button.style.cssText += style }", FRAME)
    return _part(page, page.locator("article"), margin=24, height=300)


def question(page: Page) -> bytes:
    """A question that somebody has answered, with the reasons."""
    page.goto((SITE / "quizzes" / f"{QUIZ}.html").as_uri())
    quiz = read_handbook(ROOT)[0].quizzes[QUIZ]
    asked = next(one for one in quiz.questions if one.item.type == "multiple-choice")
    trainee.answer(page, asked, right=False)
    return _part(page, trainee.question(page, asked.item.id), margin=16)


def worksheet(page: Page) -> bytes:
    """The upper half of a quiz on paper."""
    page.goto((SITE / "quizzes" / f"{QUIZ}.html").as_uri())
    with pymupdf.open("pdf", page.pdf(format="A4", prefer_css_page_size=True)) as printed:
        sheet = printed[0].rect
        half = pymupdf.Rect(sheet.x0, sheet.y0, sheet.x1, sheet.y1 / 2)
        return printed[0].get_pixmap(dpi=110, clip=half).tobytes("png")


def coverage(page: Page) -> bytes:
    """A module's part of the table of coverage."""
    page.goto((SITE / "trainers" / "coverage.html").as_uri())
    return _part(page, page.locator(f"h2#{MODULE} + .md-typeset__scrollwrap"), margin=12, height=346)


def mistake(page: Page) -> bytes:
    """The box that the live preview shows in the place of a quiz that cannot be shown."""
    with _preview() as address:
        page.goto(f"{address}/{MODULE}/{QUIZ}.html")
        page.locator(".hb-problems").first.wait_for()
        return _part(page, page.locator(".hb-problems").first, margin=18)


SHOTS: dict[str, Callable[[Page], bytes]] = {
    "pencil": pencil,
    "question": question,
    "worksheet": worksheet,
    "coverage": coverage,
    "mistake": mistake,
}


def main() -> int:
    if not (SITE / "index.html").exists():
        print("There is no site yet. Run `make screenshots`, which builds it.")
        return 1
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_setup.find(), args=browser_setup.ARGUMENTS)
        for name, shot in SHOTS.items():
            page = chromium.new_page(viewport={"width": 1220, "height": 900}, color_scheme="light")
            page.emulate_media(reduced_motion="reduce")
            picture = _reduced(shot(page))
            (PICTURES / f"{name}.png").write_bytes(picture)
            print(f"{name}.png: {len(picture):,} bytes")
            if len(picture) > MAX_BYTES:
                print(f"That is too much: {MAX_BYTES:,} are the most. Show less of the page.")
                return 1
            page.close()
        chromium.close()
    return 0


def _part(page: Page, part: Locator, *, margin: int, height: int = 0) -> bytes:
    """A picture of a part of a page with some of what is around it, or of its upper `height` pixels only."""
    page.add_style_tag(content=".md-header { display: none !important }")  # it would stand in the middle
    page.evaluate("scrollTo(0, 0)")
    box = part.bounding_box()
    clip = {
        "x": max(0, box["x"] - margin),
        "y": max(0, box["y"] - margin),
        "width": box["width"] + 2 * margin,
        "height": height or box["height"] + 2 * margin,
    }
    return page.screenshot(clip=clip, full_page=True)


def _reduced(picture: bytes) -> bytes:
    """The same picture with few colours, and so small that nobody waits for it."""
    with Image.open(io.BytesIO(picture)) as opened:
        few = opened.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    made = io.BytesIO()
    few.save(made, "PNG", optimize=True)
    return made.getvalue()


@contextmanager
def _preview() -> Iterator[str]:
    """The address of a live preview whose quiz has a slip."""
    with tempfile.TemporaryDirectory() as name, socket.socket() as free:
        folder = Path(name)
        for part in ("docs", "quizzes"):
            shutil.copytree(ROOT / part, folder / part)
        (folder / "hooks").symlink_to(ROOT / "hooks", target_is_directory=True)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        quiz = folder / "quizzes" / f"{QUIZ}.yml"
        text = quiz.read_text("utf-8")
        quiz.write_text(text.replace("      feedback:", "      feeback:", 1), "utf-8")
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(address)
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    host, port = address.split(":")
    for _ in range(600):
        with socket.socket() as tried:
            if tried.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"no preview at {address}")


if __name__ == "__main__":
    raise SystemExit(main())
