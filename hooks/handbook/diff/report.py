"""The reports of a comparison: text for people, Markdown for a pull request, JSON for programs."""

import json
import re
from collections.abc import Callable

from handbook.diff.change import Change, Edit, Place
from handbook.diff.markdown import as_markdown
from handbook.diff.show import HEADINGS, Report, end, excerpt, is_brief, one_line, some, visible

_SPACE = re.compile(r"\s+")
_HALF = re.compile("[\ud800-\udfff]")  # half a letter, from a file's name in another encoding
_MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


def as_text(report: Report) -> str:
    """A heading for each weight, a line for each change, and below it what was and what is."""
    lines = [report.compared_with(visible), ""]
    if any(change.edits for change in report.changes):
        lines += ["[-These words-] are gone, {+these words+} are new.", ""]
    for weight, groups in report.by_weight().items():
        lines += [f"{HEADINGS[weight]} ({sum(map(len, groups))})", ""]
        for group in groups:
            lines += [*_entry(group), ""]
    return "\n".join([*lines, report.overview()])


def as_json(report: Report) -> str:
    """A JSON list of objects, one for each change: see `Change.as_dict`."""
    text = json.dumps([change.as_dict() for change in report.changes], ensure_ascii=False, indent=2)
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


FORMATS: dict[str, Callable[[Report], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _entry(group: list[Change]) -> list[str]:
    first, *others = group
    said = visible(one_line(first.said()))
    if first.about:
        said += f": {some(first.about, lambda name: visible(one_line(name)))}"
    edits = list(first.edits)
    if len(edits) == 1 and not edits[0].label and is_brief(edits[0]):
        said += f": {_brief(edits.pop())}"
    place = f"{_place(first.place)}: " if first.place.file else ""
    lines = [f"{place}{said}{end(said)}"]
    lines[0] += f" {first.advice}" if first.advice else ""
    lines += [f"    {line}" for edit in edits for line in _edit(edit)]
    if others:
        lines.append(f"    The same in {', '.join(_place(other.place) for other in others)}")
    return lines


def _edit(edit: Edit) -> list[str]:
    label = f"{visible(edit.label)}: " if edit.label else ""
    if is_brief(edit):
        return [f"{label}{_brief(edit)}"]
    text = "".join(_MARKS[piece.fate].format(visible(_SPACE.sub(" ", piece.text))) for piece in excerpt(edit))
    return [f"{label}{text}"]


def _brief(edit: Edit) -> str:
    return f"{_quoted(edit.before)} → {_quoted(edit.after)}"


def _quoted(text: str) -> str:
    """A text as it stands in a sentence: in quotation marks where it is more than a word."""
    return f"“{visible(text)}”" if " " in text and not text.startswith("“") else visible(text)


def _place(place: Place) -> str:
    return f"{visible(place.file)}:{place.line}" if place.line else visible(place.file)
