"""What a trainer types into a quiz is shown, never run."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from handbook.markup import TextRenderer, inline, resolve_links

ATTACKS = [
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "<b onmouseover=alert(1)>bold</b>",
    "</textarea></fieldset></form></handbook-quiz><script>window.hacked = 1</script>",
    "[x](javascript:window.hacked=1)",
    "[x](&#106;avascript:window.hacked=1)",
    "[x](JaVaScRiPt:window.hacked=1)",
    "[x](data:text/html,<script>window.hacked=1</script>)",
    "[x](//evil.example/)",
    '[x](https://example.org/" onclick="window.hacked=1)',
    "![x](https://evil.example/pixel.png)",
    "<https://example.org/<script>>",
    "<javascript:window.hacked=1>",
    "text <!-- comment --> text",
    "<style>body { display: none }</style>",
    "&lt;script&gt;window.hacked = 1&lt;/script&gt;",
    "`<script>window.hacked = 1</script>`",
    "\x02wzxhzdk:0\x03 klzzwxh:0000",
    "<iframe srcdoc='<script>parent.hacked = 1</script>'></iframe>",
    "<svg onload=window.hacked=1>",
]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Plain.", "<p>Plain.</p>"),
        ("Two.\n\nParagraphs.", "<p>Two.</p>\n<p>Paragraphs.</p>"),
        ("*Soft* and **strong** `code`.", "<p><em>Soft</em> and <strong>strong</strong> <code>code</code>.</p>"),
        ("# No heading", "<p># No heading</p>"),
        ("- no list", "<p>- no list</p>"),
        ("    no code", "<p>no code</p>"),
        ("5 < 6 & 7 > 6", "<p>5 &lt; 6 &amp; 7 &gt; 6</p>"),
        ("<b>typed</b>", "<p>&lt;b&gt;typed&lt;/b&gt;</p>"),
        ("[web](https://example.org/)", '<p><a href="https://example.org/">web</a></p>'),
        ("[page](a/b.md#c)", '<p><a href="handbook:a/b.md#c">page</a></p>'),
        ("[bad](javascript:alert)", "<p><a>bad</a></p>"),
        ("![alt](x.png)", "<p>![alt](x.png)</p>"),
    ],
)
def test_text(typed: str, shown: str) -> None:
    assert TextRenderer()(typed) == shown


def test_inline_form_has_no_paragraphs() -> None:
    assert inline(TextRenderer()("a\n\nb")) == '<span class="hb-p">a</span>\n<span class="hb-p">b</span>'


def test_links_to_pages_get_their_addresses() -> None:
    markup = '<a href="handbook:a/b.md#c">x</a> <a class="y" href="handbook:no.md">z</a>'
    assert resolve_links(markup, {"a/b.md": "../b.html"}.get) == '<a href="../b.html#c">x</a> <a class="y" >z</a>'


def test_nothing_typed_runs(example: Path, build_example: Callable[[Path], Path], open_page: Callable) -> None:
    """Every attack in every kind of text of a quiz, in a real browser."""
    quiz = example / "quizzes" / "greeting.yml"
    attack = " ".join(attack for attack in ATTACKS if "](" not in attack and "\x02" not in attack)
    count = 0

    def attacked(match: re.Match[str]) -> str:
        nonlocal count
        count += 1  # options and feedback must differ
        return f"{match[1]}{json.dumps(f'{attack} {count} {match[2]}')}"

    fields = "title|prompt|text|feedback|hint|explanation|reason"
    text = re.sub(rf'(?m)^([ -]*(?:{fields}|true|false): )"?(.+?)"?$', attacked, quiz.read_text("utf-8"))
    quiz.write_text(text, "utf-8")
    assert count == 28
    page = open_page("quizzes/greeting.html", folder=build_example(example))
    page.locator("handbook-quiz[data-ready]").wait_for()
    assert page.evaluate("window.hacked") is None
    assert (
        page.locator("article script, article img, article iframe, article [onerror], article svg[onload]").count()
        == 0
    )
    assert page.locator(".hb-question").count() == 4
    assert "<script>window.hacked = 1</script>" in page.locator(".hb-question legend").first.inner_text()


@pytest.mark.parametrize("attack", ATTACKS)
def test_only_known_elements(attack: str) -> None:
    fragment = html.fragment_fromstring(TextRenderer()(attack), create_parent="div")
    for element in fragment.iter():
        assert element.tag in {"div", "p", "em", "strong", "code", "a", "br"}
        assert set(element.attrib) <= {"href"}
        assert element.get("href", "https://").startswith(("https://", "http://", "mailto:", "handbook:"))
