"""Lines that moved between Say and Not: what was right to say is wrong now, or the other way round."""

from collections.abc import Iterator
from typing import NamedTuple

from handbook.diff.change import Change, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.model import Handbook
from handbook.phrases import lines_of, phrases


class _Line(NamedTuple):
    typed: str
    place: Place
    title: str


def phrase_changes(compared: Comparison) -> Iterator[Change]:
    """Every line that stood under one of the two only, and stands under the other one only now."""
    old, new = _bank(compared.old.handbook), _bank(compared.new.handbook)
    for was, now, message in (
        ("say", "avoid", "“{line}” was to say, and stands under Not now in “{title}”"),
        ("avoid", "say", "“{line}” was not to say, and stands under Say now in “{title}”"),
    ):
        turned = (old[was].keys() - old[now].keys()) & (new[now].keys() - new[was].keys())
        for line in sorted(turned):
            typed, place, title = new[now][line]
            yield changed("phrase-turned", Weight.MEANING, place, message, line=typed, title=title)


def _bank(handbook: Handbook) -> dict[str, dict[str, _Line]]:
    """The lines of all phrase banks by column, each by what is compared."""
    found: dict[str, dict[str, _Line]] = {"say": {}, "avoid": {}}
    for lesson in handbook.lessons():
        for row in phrases(lesson):
            for column, lines in found.items():
                for line, typed in lines_of(getattr(row, column)).items():
                    lines.setdefault(line, _Line(typed, Place(lesson.page.file, row.line), lesson.meta.title))
    return found
