"""The handbook's own fences on paper."""

from collections.abc import Callable, Mapping

from handbook import dialogue, sheets
from handbook.book.nodes import Blocks, form_field, node
from handbook.book.reading import Reading
from handbook.page import Fence

FenceBlocks = Callable[[Reading, str], Blocks]


def _fence(language: str, source: str) -> Fence:
    return Fence(language, 0, 1, tuple(enumerate(source.split("\n"), 1)))


def dialogue_blocks(reading: Reading, source: str) -> Blocks:
    turns, _mistakes = dialogue.parse(_fence("dialogue", source))
    said = [
        {"who": turn.speaker, "staff": turn.staff, "steps": list(turn.steps), "c": reading.written(turn.text)}
        for turn in turns
    ]
    return [node("dialogue", turns=said)]


def checklist_blocks(reading: Reading, source: str) -> Blocks:
    found, _mistakes = sheets.parse_checklist(_fence("checklist", source))
    return [node("checklist", rows=[reading.written(one.text) for one in found])]


def form_blocks(reading: Reading, source: str) -> Blocks:
    found, _mistakes = sheets.parse_form(_fence("form", source))
    fields = [
        form_field(
            reading.written(field.label), field.lines, [reading.written(choice) for choice in field.choices]
        )
        for field in found
    ]
    return [node("form", fields=fields)]


FENCES: Mapping[str, FenceBlocks] = {
    "dialogue": dialogue_blocks,
    "checklist": checklist_blocks,
    "form": form_blocks,
}
