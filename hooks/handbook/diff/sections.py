"""What changed in the text of a page, section by section."""

from collections import Counter
from collections.abc import Iterator, Mapping

from handbook.diff.blocks import Block, Part
from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.texts import align, pair_up, turned, words
from handbook.page import Page
from handbook.quiz.model import folded

_ALIKE = 0.5  # what two sections share at least when one is the other under a new heading

Left = dict[int, list[Block]]  # blocks by the index of their part


def section_changes(compared: Comparison, old: Page, new: Page) -> Iterator[Change]:
    """The sections that are new, gone, reworded or in another order."""
    before, after = compared.parts_before[old.path], compared.parts_after[new.path]
    partners = _partners(compared, old, before, after)
    gone, come = _different(before, after, partners)
    moved = _take_moved(before, after, gone, come)
    for n, part in enumerate(before):
        if n in partners:
            now = after[partners[n]]
            yield from _reworded(new, part, now, gone[n], come[partners[n]])
            yield from _address(compared, old, new, part, now)
        elif gone[n]:
            yield _whole(new, part, gone[n], "section-removed")
    for n, part in enumerate(after):
        if n not in partners.values() and come[n]:
            yield _whole(new, part, come[n], "section-added")
    if moved or list(partners.values()) != sorted(partners.values()) or _shuffled(before, after, partners):
        message = "What stands in “{title}” is in another order"
        yield changed("section-order", Weight.NAME, Place(new.file, 1), message, title=new.title)


def _partners(compared: Comparison, old: Page, before: list[Part], after: list[Part]) -> dict[int, int]:
    """The parts that are the same section: by the heading's id, then by what stands below it."""
    module = old.path.split("/")[0]
    waiting: dict[str, list[int]] = {}  # by id, the last one first; by mistake, two headings may have one id
    for m in reversed(range(len(after))):
        waiting.setdefault(after[m].id, []).append(m)
    found = {}
    for n, part in enumerate(before):
        if same := waiting.get(compared.names.objective(module, part.id)):
            found[n] = same.pop()
    taken = set(found.values())
    gone = {n: _features(part) for n, part in enumerate(before) if n not in found}
    found |= pair_up(gone, {n: _features(part) for n, part in enumerate(after) if n not in taken}, _ALIKE)
    return {n: found[n] for n in sorted(found)}


def _features(part: Part) -> frozenset[str]:
    return words("\n".join(block.text for block in part.blocks))


def _different(before: list[Part], after: list[Part], partners: Mapping[int, int]) -> tuple[Left, Left]:
    """The blocks of each part that its partner does not hold."""
    gone = {n: list(part.blocks) for n, part in enumerate(before)}
    come = {n: list(part.blocks) for n, part in enumerate(after)}
    for n, m in partners.items():
        both = Counter(map(_key, gone[n])) & Counter(map(_key, come[m]))
        gone[n], come[m] = _without(gone[n], both), _without(come[m], both)
    return gone, come


def _take_moved(before: list[Part], after: list[Part], gone: Left, come: Left) -> bool:
    """Takes out what only stands elsewhere on the page now, and tells whether there is any.

    What moves out of a box of caution, or out of a section about safety, is no longer the same.
    """
    moved = False
    for safe in (True, False):
        old = [n for n, part in enumerate(before) if part.safe is safe]
        new = [n for n, part in enumerate(after) if part.safe is safe]
        both = Counter(_key(block) for n in old for block in gone[n])
        both &= Counter(_key(block) for n in new for block in come[n])
        moved = moved or bool(both)
        for indices, left in ((old, gone), (new, come)):
            waiting = Counter(both)
            for n in indices:
                stays = _without(left[n], waiting)
                waiting -= Counter(map(_key, left[n])) - Counter(map(_key, stays))
                left[n] = stays
    return moved


def _key(block: Block) -> tuple[str, bool]:
    return block.text, block.caution


def _without(blocks: list[Block], both: Counter[tuple[str, bool]]) -> list[Block]:
    """The blocks that are left when as many as `both` counts are taken out."""
    waiting, left = Counter(both), []
    for block in blocks:
        if waiting[_key(block)] > 0:
            waiting[_key(block)] -= 1
        else:
            left.append(block)
    return left


def _reworded(page: Page, old: Part, new: Part, gone: list[Block], come: list[Block]) -> Iterator[Change]:
    """The blocks that changed between two parts, the weightiest first."""
    found: dict[Weight, list[tuple[int, Edit]]] = {}
    safe = old.safe or new.safe
    for n, m in align([block.text for block in gone], [block.text for block in come], last=True):
        then, now = None if n is None else gone[n], None if m is None else come[m]
        edit = _edit(then, now)
        if safe or any(block.caution for block in (then, now) if block):
            weight = Weight.SAFETY
        else:
            weight = Weight.MEANING if turned(edit) else Weight.WORDING
        found.setdefault(weight, []).append((now.line if now else 0, edit))
    for weight in (Weight.SAFETY, Weight.MEANING, Weight.WORDING):
        if entries := found.get(weight):
            line = min(filter(None, (line for line, _ in entries)), default=_line(new))
            kind, message = "section-text", f"{_called(new)} reads differently"
            if weight is Weight.MEANING:
                kind, message = "number-or-not", f"A number or a “not” changed: {_called(new)}"
            edits = [edit for _, edit in entries]
            values = {"section": _title(new), "title": page.title}
            yield changed(kind, weight, Place(page.file, line), message, *edits, **values)


def _edit(then: Block | None, now: Block | None) -> Edit:
    """What changed in a block; where its words are the same, the label says what else."""
    before, after = then.text.strip() if then else "", now.text.strip() if now else ""
    if not (then and now) or before != after:
        return Edit(before, after)
    if then.caution == now.caution:
        return Edit(before, after, "moved to the right or to the left")
    return Edit(before, after, "in a box now" if now.caution else "no longer in its box")


def _whole(page: Page, part: Part, blocks: list[Block], kind: str) -> Change:
    caution = part.safe or any(block.caution for block in blocks)
    weight = Weight.SAFETY if caution else Weight.MEANING
    text = "\n".join(block.text for block in blocks)
    edit, line = (Edit("", text), _line(part)) if kind == "section-added" else (Edit(text, ""), 0)
    message = f"{_called(part)} is {'new' if line else 'gone'}"
    values = {"section": _title(part), "title": page.title}
    return changed(kind, weight, Place(page.file, line), message, edit, **values)


def _address(compared: Comparison, old: Page, new: Page, then: Part, now: Part) -> Iterator[Change]:
    """A heading whose words stay and whose id does not: links that lead to it break."""
    before = compared.names.objective(old.path.split("/")[0], then.id)
    if before != now.id and folded(_title(then)) == folded(_title(now)):
        message = f"{_called(now)} has another id; links from elsewhere break"
        values = {"section": _title(now), "title": new.title}
        yield changed(
            "section-address", Weight.NAME, Place(new.file, _line(now)), message, Edit(before, now.id), **values
        )


def _shuffled(before: list[Part], after: list[Part], partners: Mapping[int, int]) -> bool:
    """Whether what two parts share stands in another order in one of them."""
    for n, m in partners.items():
        old, new = ([block.text for block in part.blocks] for part in (before[n], after[m]))
        both = set(old) & set(new)
        if [text for text in old if text in both] != [text for text in new if text in both]:
            return True
    return False


def _called(part: Part) -> str:
    return "“{section}” in “{title}”" if part.heading and part.heading.level > 1 else "The beginning of “{title}”"


def _title(part: Part) -> str:
    return part.heading.text if part.heading else ""


def _line(part: Part) -> int:
    return part.heading.line if part.heading else part.blocks[0].line if part.blocks else 1
