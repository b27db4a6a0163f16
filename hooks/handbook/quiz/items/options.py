"""Rules for the options of one question, and for their feedback.

Most of them catch a cue: something by which a learner finds the answer without knowing it.
The numbers Q05 … Q19 are those of the project's list of item-writing rules; where a rule comes
from stands in `english.py`.
"""

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from statistics import fmean as mean

from handbook.problem import Problem, short
from handbook.quiz.items import english
from handbook.quiz.items.item import Item, looks_for
from handbook.quiz.items.text import content, is_speech, names, plain, stem, topics, words
from handbook.quiz.model import Choice

LONGER = 1.25  # times the mean of the distractors
LONGER_BY = 12  # characters, about two words: in short options, less is no cue
OPTION_WORDS = 25
ECHO_LETTERS = 5

_ALL_OR_NONE = re.compile(rf"\W*{english.ALL_OR_NONE}\W*", re.I)
_LETTERS = re.compile(r"(?:(?i:both|either|neither) )?\(?[A-H]\)?(?:(?:,| and| or| nor) ?\(?[A-H]\)?)+\W*")
_REFERENCE = re.compile(
    r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?) (?:[A-H]\b(?![’'])|above\b|below\b)"
    r"|\b(?:[Aa]bove|[Bb]elow) (?:option|answer|choice)s?\b"
)
_ABSOLUTE = re.compile(english.ABSOLUTE, re.I)
_VAGUE = re.compile(english.VAGUE, re.I)
_RANGE = re.compile(r"\W*(?:from |between )?(\d+(?:\.\d+)?) ?(?:-|–|to|and) ?(\d+(?:\.\d+)?)\b(?P<unit>[^\d]*)")

_LOOKS = ("stand in quotation marks", "end with a punctuation mark", "begin with a small letter")


def all_or_none(item: Item) -> Iterator[Problem]:
    """Q05: “all of the above” is found by whoever knows two options, “none” rewards knowing no answer."""
    for option in item.options:
        if _ALL_OR_NONE.fullmatch(option.text) or _LETTERS.fullmatch(option.text):
            message = f"the option “{short(option.text)}” speaks about other options, and their places change."
            hint = "Write an option that stands by itself; for several answers, use `answers:`."
            yield item.problem((*option.path, "text"), "all-or-none", message, hint)


@looks_for(english.REFERENCE_WORDS)
def letter_reference(item: Item) -> Iterator[Problem]:
    """Q05: no text points to an option by its letter or place, for the program shuffles the options."""
    for path, text in item.texts():
        if found := _REFERENCE.search(plain(text)):
            message = f"“{found[0]}” points to a place, and the program puts the options in an order of its own."
            yield item.problem(path, "letter-reference", message, "Quote the option's words instead.")


def absolute_word(item: Item) -> Iterator[Problem]:
    """Q11: “always” and “never” mark a wrong option, or the only careful one. Speech is left out:
    there the word belongs to whoever says it.
    """
    offered = "\n".join([option.text for option in item.options]).lower()
    if not any(sign in offered for sign in english.ABSOLUTE_SIGNS):
        return
    found = [(option, word[0]) for option in item.options if (word := _ABSOLUTE.search(_claim(option)))]
    if item.right and item.wrong and len({option.right for option, _ in found}) == 1:
        option, word = found[0]
        kind = "right" if option.right else "wrong"
        message = f"“{word}” stands in a {kind} option only, which gives the answer away to a practised guesser."
        hint = "Say it without the word, or use such a word in a right and in a wrong option."
        yield item.problem((*option.path, "text"), "absolute-word", message, hint)


def _claim(option: Choice) -> str:
    """What an option claims; empty for a line that somebody says."""
    text = plain(option.text)
    return "" if is_speech(text) else text


def long_answer(item: Item) -> Iterator[Problem]:
    """Q12: the longest option is guessed first, so the answer must not stand out by its length."""
    right, wrong = item.right_lengths, item.wrong_lengths
    if not right or not wrong:
        return
    if min(right) > max(wrong) and mean(right) > max(LONGER * mean(wrong), mean(wrong) + LONGER_BY):
        lengths = f"{round(mean(right))} characters and the wrong options {round(mean(wrong))} on average"
        message = f"the answer has {lengths}, so its length gives it away."
        hint = "Shorten it, or give the wrong options as much detail."
        yield item.problem((*item.right[0].path, "text"), "long-answer", message, hint)


def clang(item: Item) -> Iterator[Problem]:
    """Q15: a word that stands in the prompt and in the answer only sounds like the answer.

    No alarm when a distractor repeats a word of the prompt, too: then the echo leads nowhere. Nor
    for a short word, which is mostly an everyday one.
    """
    if not item.right or not item.wrong:
        return
    right = frozenset.intersection(*(topics(option.text) for option in item.right))
    if right.isdisjoint(topics(item.prompt)):
        return
    everything = " ".join([item.prompt, *(plain(o.text) for o in item.options)])
    prompt = topics(item.prompt) - {stem(name) for name in names(everything)}
    spoken = words(plain(item.right[0].text))
    shared = [word for word in spoken if len(word) >= ECHO_LETTERS and stem(word) in prompt & right]
    if shared and not any(topics(option.text) & prompt for option in item.wrong):
        message = (
            f"“{shared[0]}” stands in the prompt and, of the options, only in the answer: an echo gives it away."
        )
        hint = "Use another word in the answer, or let a wrong option echo the prompt as well."
        yield item.problem((*item.right[0].path, "text"), "clang", message, hint)


def mixed_form(item: Item) -> Iterator[Problem]:
    """Q16: options look alike: all of them spoken lines or none, all with a final mark or none, all
    with a small letter first or none. Told for the first difference.
    """
    shapes = [_shape(plain(option.text)) for option in item.options]
    for look, kinds in zip(_LOOKS, zip(*shapes, strict=True), strict=False):
        if len(set(kinds)) == 2:
            odd = item.options[kinds.index(min(kinds, key=kinds.count))]
            message = f"some options {look} and others do not, and what looks different draws the eye."
            yield item.problem((*odd.path, "text"), "mixed-form", message, "Write all of them in the same way.")
            return


def _shape(text: str) -> tuple[bool, bool, bool]:
    """Whether each of the looks is true of an option."""
    ends = text.rstrip('”’")').endswith((".", "?", "!", "…"))
    return text.startswith(("“", '"')), ends, text.lstrip('“‘"(')[:1].islower()


def long_option(item: Item) -> Iterator[Problem]:
    """Q17: an option is taken in at one go."""
    for option in item.options:
        if (count := len(plain(option.text).split())) > OPTION_WORDS:
            message = f"this option has {count} words; more than {OPTION_WORDS} test memory."
            hint = "Shorten it; what all options share belongs in the prompt."
            yield item.problem((*option.path, "text"), "long-option", message, hint)


@looks_for(english.VAGUE_WORDS)
def vague_word(item: Item) -> Iterator[Problem]:
    """Q18: “often” means another number to everybody. Speech is left out: people talk like that."""
    for option in item.options:
        if found := _VAGUE.search(_claim(option)):
            message = f"“{found[0].lower()}” means another number to everybody, so the option can be argued about."
            yield item.problem((*option.path, "text"), "vague-word", message, "Say how often, or leave it out.")


def overlapping_numbers(item: Item) -> Iterator[Problem]:
    """Q18: ranges of numbers do not overlap, or two options are right for one number."""
    ranges = [(option, found) for option in item.options if (found := _RANGE.match(plain(option.text)))]
    for (_, first), (option, second) in combinations(ranges, 2):
        (low, high), (other_low, other_high) = ((float(r[1]), float(r[2])) for r in (first, second))
        if first["unit"] == second["unit"] and low <= other_high and other_low <= high:
            message = f"“{short(plain(option.text))}” and another option share a number, so both can be right."
            hint = "Let each range begin after the one before ends."
            yield item.problem((*option.path, "text"), "overlapping-numbers", message, hint)
            return


def stray_feedback(item: Item) -> Iterator[Problem]:
    """Q19: feedback for a right option speaks of it; where it speaks of another, two may be swapped."""
    strays = [o for o in item.right if content(o.text).isdisjoint(content(o.feedback))]
    for option in strays:
        about_right = set().union(*(content(option.text) for option in item.right))
        about_wrong = set().union(*(topics(option.text) for option in item.wrong)) - about_right
        if topics(option.feedback) & about_wrong:
            message = (
                "this feedback shares no word with its right option but some with a wrong one: are two swapped?"
            )
            hint = "Check which answer is right, and say what in its words makes it so."
            yield item.problem((*option.path, "feedback"), "stray-feedback", message, hint)


OPTION_RULES: dict[str, Callable[[Item], Iterator[Problem]]] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        all_or_none,
        letter_reference,
        absolute_word,
        long_answer,
        clang,
        mixed_form,
        long_option,
        vague_word,
        overlapping_numbers,
        stray_feedback,
    )
}
