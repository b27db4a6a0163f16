"""The live preview: a trainer breaks a quiz, sees where, mends it, sees it again."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def preview(example: Path) -> Iterator[Callable[[str, str], str]]:
    """A function that waits until a page of the preview holds a text, and gives the page.

    The preview starts with a mistake already there: also its first build must not end it.
    """
    settings = example / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("book: ''", "book: handbook.pdf"), "utf-8")
    quiz = example / "quizzes" / "greeting.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("level: recall", "level: recal"), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", address]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        command, cwd=example, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:

        def page_with(path: str, text: str) -> str:
            page = ""
            for _ in range(150):
                try:
                    with urllib.request.urlopen(f"http://{address}/{path}", timeout=10) as answer:
                        page = answer.read().decode()
                except (urllib.error.URLError, ConnectionError):
                    page = ""
                if text in page:
                    return page
                assert server.poll() is None, "the preview has ended"
                time.sleep(0.2)
            raise AssertionError(f"{text!r} never came; the page is {page[:500]!r}")

        yield page_with
        server.terminate()


def test_a_mistake_is_shown_until_it_is_mended(example: Path, preview: Callable[[str, str], str]) -> None:
    page = preview("greeting/first-words.html", "hb-problems")
    assert "quizzes/greeting.yml:35:12" in page
    assert "Did you mean `recall`?" in page
    quiz = example / "quizzes" / "greeting.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("level: recal\n", "level: recall\n"), "utf-8")
    page = preview("greeting/first-words.html", "handbook-quiz")
    assert "hb-problems" not in page
    assert "handbook.pdf" not in preview("index.html", "hb-cards")  # setting the book takes too long for a preview


def test_a_mistake_in_a_lesson_is_shown_on_its_page(example: Path, preview: Callable[[str, str], str]) -> None:
    lesson = example / "docs" / "greeting" / "first-words.md"
    preview("greeting/first-words.html", "hb-problems")
    lesson.write_text(lesson.read_text("utf-8").replace("## Key takeaways", "## Key points"), "utf-8")
    assert "“Key takeaways” is missing" in preview("greeting/first-words.html", "“Key takeaways”")
