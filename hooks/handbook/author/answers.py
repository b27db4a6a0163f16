"""What a command has to know: from its flags, or asked for in plain words where a person sits at a terminal."""

import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from handbook.author.refused import Refused

T = TypeVar("T")

Parse = Callable[[str], T]


class Missing(Refused):
    """Flags are missing, and nobody is there to ask."""


class Answers:
    """`given` holds the flags' values (None where there is none); `ask` shows a question and gives the
    line that is typed, and is None where nobody is there.
    """

    def __init__(self, given: Mapping[str, Any], ask: Callable[[str], str] | None):
        self._given, self._ask = given, ask

    def flag(self, name: str) -> Any:
        """The value of a flag that nobody is asked for; None where there is none."""
        return self._given[name]

    def demand(self, *needed: str) -> None:
        """Raises Missing, with every flag that is missing, where nobody can be asked."""
        missing = [f"--{name}" for name in needed if not self._given[name]]
        if missing and self._ask is None:
            raise Missing(
                f"Missing: {', '.join(missing)}. Add what is missing, or run this in a terminal, where it asks. "
                "`--help` explains each."
            )

    def one(
        self, name: str, question: str, parse: Parse[T], *, known: Iterable[str] = (), proposal: str = ""
    ) -> T:
        """One answer as `parse` understands it, of those in `known`; an empty line takes the proposal.

        `parse` raises Refused for an answer that cannot be: then a person is asked again.
        """
        given = self._given[name]
        if given is not None or self._ask is None:
            return parse(proposal if given is None else str(given))
        print("\n".join([question, *_listed(known)]))
        return self._asked(f"[{proposal}] " if proposal else "> ", lambda typed: parse(typed or proposal))

    def many(
        self, name: str, question: str, parse: Parse[T], least: int, most: int, *, known: Iterable[str] = ()
    ) -> list[T]:
        """Several answers, one after the other, until an empty line or the most there may be.

        Raises Refused where flags give too few or too many.
        """
        given = self._given[name]
        if given or self._ask is None:
            if not least <= len(given or ()) <= most:
                amount = f"{least}" if least == most else f"{least} to {most}"
                raise Refused(f"--{name} is given {len(given or ())} times; give it {amount} times.")
            return [parse(one) for one in given]
        print("\n".join([question, *_listed(known)]))
        found: list[T] = []
        while len(found) < most:
            enough = len(found) >= least
            shown = f"{len(found) + 1}{' (Enter: no more)' if enough else ''}> "
            answer = self._asked(
                shown, lambda typed, enough=enough: None if enough and not typed else parse(typed)
            )
            if answer is None:
                break
            found.append(answer)
        return found

    def _asked(self, shown: str, parse: Parse[T]) -> T:
        while True:
            try:
                return parse(self._ask(shown).strip())
            except Refused as refused:
                print(refused)


def _listed(known: Iterable[str]) -> list[str]:
    """What there is to choose from, in lines that a terminal holds."""
    return textwrap.wrap(", ".join(known), 76, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
