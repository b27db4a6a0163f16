"""The report for the summary of a pull request, in which nothing from a file is markup.

Whatever a file says stands in a code span or in a block of code: there, Markdown, HTML, addresses, names
with @ and numbers with # are plain text, also for GitHub and GitLab.
"""

import re
import textwrap

from handbook.diff.change import Change, Edit, Place, Weight
from handbook.diff.show import HEADINGS, Report, end, excerpt, is_brief, one_line, some, visible

LIMIT = 1_000_000  # bytes; GitHub drops a summary of more than 1 MiB
OPEN = (Weight.PROBLEM, Weight.SAFETY, Weight.MEANING, Weight.REREAD)  # the other weights are folded away

_WIDTH = 100  # letters; lines of code are not wrapped where they are shown
_TICKS = re.compile("`+")


def as_markdown(report: Report) -> str:
    """A heading for each weight and an entry for each change; what has the same meaning is folded away."""
    head = [f"## What this change means\n\n{report.compared_with(code)}\n\n{report.overview()}\n"]
    room, left_out = LIMIT - _size(head[0]) - 1000, 0
    for weight, groups in report.by_weight().items():
        title = f"{HEADINGS[weight]} ({sum(map(len, groups))})"
        before, after = (
            (f"\n### {title}\n\n", "")
            if weight in OPEN
            else (f"\n<details>\n<summary>{title}</summary>\n\n", "\n</details>\n")
        )
        entries, room = [], room - _size(before + after)
        for group in groups:
            entry = _entry(group)
            room -= _size(entry)
            if room < 0:
                left_out += len(group)
            else:
                entries.append(entry)
        if entries:
            head += [before, *entries, after]
    if left_out:
        said = f"{left_out} more changes do not fit here. See all of them with"
        head.append(f"\n{said} {code(f'handbook diff {report.base}')}.\n")
    return "".join(head)


def code(text: str) -> str:
    """A text as a code span, whatever it holds."""
    shown = visible(one_line(text))
    if not shown:
        return "(nothing)"
    fence = "`" * (_longest(shown) + 1)
    return f"{fence} {shown} {fence}" if shown.startswith("`") or shown.endswith("`") else f"{fence}{shown}{fence}"


def _entry(group: list[Change]) -> str:
    first, *others = group
    # A code span is mark enough: no quotation marks round it.
    said = first.said(code, quoted=False)
    if first.about:
        said += f": {some(first.about, code)}"
    edits = list(first.edits)
    if len(edits) == 1 and not edits[0].label and is_brief(edits[0]):
        edit = edits.pop()
        said += f": {code(edit.before)} → {code(edit.after)}"
    advice = f" {first.advice}" if first.advice else ""
    place = f" ({_place(first.place)})" if first.place.file else ""
    lines = [f"- {said}{end(said)}{advice}{place}"]
    if edits:
        lines += _block([line for edit in edits for line in _edit(edit)])
    if others:
        lines.append(f"  The same in {', '.join(_place(other.place) for other in others)}.")
    return "\n".join(lines) + "\n"


def _edit(edit: Edit) -> list[str]:
    label = [f"@@ {visible(one_line(edit.label))} @@"] if edit.label else []
    found = excerpt(edit)
    texts = {
        sign: "".join(piece.text for piece in found if piece.fate in ("same", fate))
        for sign, fate in (("-", "gone"), ("+", "new"))
        if any(piece.fate == fate for piece in found) or (edit.before and edit.after)
    }
    return label + [
        f"{sign} {line}"
        for sign, text in texts.items()
        for line in textwrap.wrap(visible(one_line(text)), _WIDTH, break_on_hyphens=False)
    ]


def _block(lines: list[str]) -> list[str]:
    """A block of code below a list item."""
    fence = "`" * max(3, _longest("\n".join(lines)) + 1)
    return [f"  {fence}diff", *(f"  {line}" for line in lines), f"  {fence}"]


def _place(place: Place) -> str:
    return code(f"{place.file}:{place.line}" if place.line else place.file)


def _longest(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
