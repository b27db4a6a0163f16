"""Ids and file names: made from a title or a prompt, and unlike all that there are or were."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from pydantic import TypeAdapter, ValidationError

from handbook.author.refused import Refused
from handbook.fields import Id
from handbook.problem import short
from handbook.quiz.items.english import FUNCTION_WORDS
from handbook.quiz.items.text import words

WORDS = 5  # of a sentence that an id keeps
LONGEST = 60  # characters of an id that is proposed; a longer one may be chosen

_ID = TypeAdapter(Id)
_PARTS = re.compile(r"[^a-z0-9]+")


def from_title(title: str, kind: str, taken: Collection[str]) -> str:
    """A title as an id that is not taken: `Who is a customer?` becomes `who-is-a-customer`.

    A title without Latin letters and digits becomes its `kind`, such as `lesson`.
    """
    return unused(_joined(_plain_letters(title).split()) or kind, taken)


def from_sentence(sentence: str, kind: str, taken: Collection[str]) -> str:
    """The first words of weight in a sentence as an id that is not taken, or else its `kind`."""
    spoken = words(_plain_letters(sentence))
    weighty = [word for word in spoken if word not in FUNCTION_WORDS] or spoken
    return unused(_joined(weighty[:WORDS]) or kind, taken)


def unused(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that makes it another."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def checked(typed: str, taken: Collection[str], kind: str) -> str:
    """A name that somebody chose for a file or an objective. Raises Refused where it is none, or taken.

    `kind` says what is called so.
    """
    name = as_id(typed)
    if name in taken:
        raise Refused(f"The name `{name}` is taken. Choose another one for the {kind}.")
    return name


def as_id(typed: str) -> str:
    """An id that somebody typed. Raises Refused where it is none."""
    name = typed.strip()
    try:
        return _ID.validate_python(name)
    except ValidationError:
        example = "small letters, digits and single hyphens, such as `late-delivery`, and at most 80 characters"
        raise Refused(f"`{short(name)}` cannot be an id. Use {example}.") from None


def _plain_letters(text: str) -> str:
    """Without accents, and with straight apostrophes gone: `Zoë’s café` becomes `zoes cafe`."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return folded.encode("ascii", "ignore").decode()


def _joined(parts: Iterable[str]) -> str:
    made = ""
    for part in filter(None, _PARTS.split(" ".join(part.replace("'", "") for part in parts))):
        longer = f"{made}-{part}" if made else part[:LONGEST]
        if len(longer) > LONGEST:
            break
        made = longer
    return made
