"""The one script that every page loads: the words, then the parts in `web/scripts/`.

One file is one request, and it stays in the browser's cache. Comment lines and indentation, a
fifth of the bytes, stay at home; nothing else is changed, so that what runs can be read.
"""

import json
from importlib.resources import files

from handbook.words import WORDS

PARTS = ("tools.js", "progress.js", "marks.js", "quiz-kinds.js", "quiz.js")
WORDS_USED = (
    "check",
    "mark_done",
    "finish",
    "try_again",
    "next_question",
    "see_result",
    "show_answer",
    "choose_first",
    "order_first",
    "match_first",
    "write_first",
    "compare",
    "open_questions",
    "verdict_right",
    "verdict_partly",
    "verdict_ordering",
    "verdict_matching",
    "verdict_wrong",
    "verdict_shown",
    "verdict_compare",
    "verdict_open",
    "your_choice",
    "mark_right",
    "mark_wrong",
    "mark_missed",
    "order_move",
    "move_up",
    "move_down",
    "moved",
    "result_title",
    "result_score",
    "result_pass",
    "result_fail",
    "result_all",
    "read_again",
    "retry_missed",
    "start_over",
    "answer_again",
    "stored_note",
    "stored_right",
    "stored_wrong",
    "answer_changed",
    "quiz_done",
    "locale",
    "store_forbidden",
    "store_full",
    "store_damaged",
    "store_foreign",
    "store_newer",
    "review_done",
)


def script() -> str:
    """The script's text, with its words from the catalogue in front."""
    words = json.dumps({name: WORDS[name] for name in WORDS_USED}, ensure_ascii=False)
    folder = files("handbook") / "web" / "scripts"
    parts = "".join(lean((folder / name).read_text("utf-8")) for name in PARTS)
    return f"globalThis.handbookWords = {words};\n{parts}"


def lean(source: str) -> str:
    """A script without comment lines, empty lines and indentation."""
    lines = (line.strip() for line in source.split("\n"))
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
