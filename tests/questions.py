"""Questions of every type that nobody would write, for tests that write and read them."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from handbook.fields import MAX_TEXT
from handbook.quiz.model import QuestionBase
from handbook.quiz.types import TYPES

calmly = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

# What means something to YAML, to a spreadsheet or to a form.
MARKS = r"""
? &a *a !! !x | > ' '' " # % @ ` { } [ ] , ; \ \n é “No.” … true no ~ null 0x1F 1e9 1_000 2026-11-22 =1+1 +1 -1 .5
1:60 << --- ... - : a: #a ### _x000D_ _No_response_ [x] <!-- --> true: questions: =HYPERLINK("x") 🧑‍🔧 TRUE 007
"""
SPACES = (" ", "  ", "\n", "\n\n", "\n  ", "\n- ", "\n#", "\t", " #", ": ", ":")
HIDDEN = ("\x85", "\u2028", "\ufeff", "\u202e", "\xa0", "\x9f")

_signs = st.characters(
    exclude_categories=("Cs",), exclude_characters=[chr(n) for n in {*range(32), 127} - {9, 10}]
)
texts = (
    st.lists(
        st.sampled_from((*MARKS.split(), *SPACES, *HIDDEN)) | st.text(_signs, max_size=4), min_size=1, max_size=6
    )
    .map(lambda parts: "".join(parts)[: MAX_TEXT // 2].strip())
    .filter(bool)
)
ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5}){0,3}", fullmatch=True)


def _endless(said: list[str]) -> Iterator[str]:
    """The texts, and then others like them."""
    yield from said
    for number in count(2):
        yield from (f"{text} {number}" for text in said)


@st.composite
def questions(draw: st.DrawFn, *types: str) -> QuestionBase:
    """A valid question of one of the types named, or of any."""
    kind = draw(st.sampled_from(types or tuple(TYPES)))
    some = _endless(draw(st.lists(texts, min_size=1, max_size=5)))

    def text() -> str:
        return next(some)

    def feedback() -> str:
        return f"{next(some)} and seven more words that say why"

    def option(*names: str) -> dict[str, str]:
        return {**{name: text() for name in names or ("text",)}, "feedback": feedback()}

    def several(make: Any, least: int, most: int) -> list[Any]:
        return [make() for _ in range(draw(st.integers(least, most)))]

    own: dict[str, Any] = {
        "multiple-choice": lambda: {"answer": option(), "distractors": several(option, 2, 4)},
        "multiple-response": lambda: {"answers": several(option, 1, 8), "distractors": several(option, 1, 8)},
        "true-false": lambda: {
            "answer": draw(st.booleans()),
            "feedback": {"true": feedback(), "false": feedback()},
            "reason": text(),
        },
        "ordering": lambda: {"steps": several(text, 3, 8), "feedback": feedback()},
        "matching": lambda: {
            "pairs": several(lambda: option("left", "right"), 2, 8),
            "extra": several(text, 0, 4),
        },
        "short-answer": lambda: {
            "accept": several(text, 1, 3),
            "feedback": feedback(),
            "near": several(option, 0, 2),
        },
        "reflection": lambda: {"model_answer": text(), "checklist": several(text, 2, 6)},
    }
    fields = {"id": draw(ids), "type": kind, "objective": draw(ids), "prompt": text(), **own[kind]()}
    fields["level"] = draw(st.sampled_from(("recall", "apply")))
    more = {
        "hint": text(),
        "explanation": text(),
        "was": draw(ids),
        "allow": {text(): feedback(), "clang": feedback()},
    }
    left_out = draw(st.sets(st.sampled_from(tuple(more))))
    fields |= {name: value for name, value in more.items() if name not in left_out}
    return TYPES[kind].model.model_validate(fields)
