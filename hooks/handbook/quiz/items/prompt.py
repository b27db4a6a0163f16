"""Rules for what a question asks: its prompt, and how it speaks of people.

The numbers Q05 … Q23 are those of the project's list of item-writing rules; where a rule comes
from stands in `english.py`.
"""

import re
from collections.abc import Callable, Iterator

from handbook.problem import Problem, short
from handbook.quiz.items import english
from handbook.quiz.items.item import Item, looks_for
from handbook.quiz.items.text import number_word, plain, sentences, without_speech, words

PROMPT_WORDS, SENTENCE_WORDS = 60, 25

_CHOOSE = re.compile(
    rf"(?:^|[.?!:,”\")] )(?:please )?(?:{english.CHOOSE}) (?:exactly |just |only |the )?(\w+)[^.?!]*[.!]?$", re.I
)
_NUMBERS = {word: number for number, word in enumerate(english.NUMBER_WORDS)} | {str(n): n for n in range(9)}
_BARE = re.compile(
    r"(?:which|what)(?: one| ones)?(?: of (?:the following|these|those))?(?: \w+)? (?:is|are) (?:not )?"
    r"(?:true|false|correct|incorrect|right|wrong|best)\??",
    re.I,
)
_LABEL = re.compile(english.LABEL, re.I)
_NICKNAME = re.compile(english.NICKNAME, re.I)


def no_question(item: Item) -> Iterator[Problem]:
    """Q08: the prompt ends by asking; “Choose two.” may follow."""
    text = item.prompt
    if chosen := _choose(text):
        text = text[: chosen.start() + 1]
    if item.options and not text.rstrip('”’") ').endswith("?"):
        message = "the prompt does not end with a question, so learners must guess what is asked."
        yield item.problem(("prompt",), "no-question", message, "End it with a question mark.")


def how_many(item: Item) -> Iterator[Problem]:
    """Q09: a question with several answers says how many, and says the right number."""
    right = len(item.right)
    chosen = _choose(item.prompt)
    said = _NUMBERS.get(chosen[1].lower()) if chosen else None
    if said is None and right > 1:
        named = {_NUMBERS[word] for word in words(item.asked) if word in _NUMBERS}
        said = right if right in named else None
    if said is not None and right and said != right:
        message = f"the prompt asks for {chosen[1]}, but the number of right options is {right}."
    elif said is None and right > 1:
        message = f"{right} options are right, and the prompt does not say how many to choose."
    else:
        return
    yield item.problem(("prompt",), "how-many", message, f"End the prompt with “Choose {number_word(right)}.”")


def _choose(text: str) -> re.Match[str] | None:
    return None if text.endswith("?") else _CHOOSE.search(text)


def negative_prompt(item: Item) -> Iterator[Problem]:
    """Q10: a question turned round by “not” is read past, unless the word is in bold capitals."""
    asked = item.prompt.lower()
    if not any(sign in asked for sign in english.NEGATIVE_SIGNS):
        return
    marked = plain(re.sub(r"\*\*[A-Z’']+\*\*", "…", item.question.item.prompt))
    asking = [s for s in sentences(without_speech(marked)) if "?" in s]
    if not item.options or not asking or re.match(r"why\b", asking[-1], re.I):
        return
    clauses = re.split(english.CLAUSE_STARTS, asking[-1], flags=re.I)
    turned = [found for clause in clauses if (found := _negative(clause))]
    if found := re.search(english.EXCEPT, asking[-1], re.I):
        turned.append(found)
    if turned:
        message = f"the question is turned round by “{turned[0][0]}”, which hurried readers miss."
        hint = f"Ask for what is right, or write **{turned[0][0].upper()}**."
        yield item.problem(("prompt",), "negative-prompt", message, hint)


def _negative(clause: str) -> re.Match[str] | None:
    return re.search(english.NEGATIVE, clause, re.I) if re.search(english.QUESTION_WORDS, clause, re.I) else None


def long_prompt(item: Item) -> Iterator[Problem]:
    """Q17: a prompt that is read at one go."""
    count = len(item.prompt.split())
    if count > PROMPT_WORDS:
        message = f"the prompt has {count} words; more than {PROMPT_WORDS} test reading and not the objective."
        yield item.problem(("prompt",), "long-prompt", message, "Leave out what nobody needs for the answer.")


def long_sentence(item: Item) -> Iterator[Problem]:
    """Q17: sentences that a tired reader follows. Told once a prompt, for its longest sentence."""
    if len(item.prompt.split()) <= SENTENCE_WORDS:
        return
    longest = max(sentences(item.prompt), key=lambda sentence: len(sentence.split()), default="")
    if (count := len(longest.split())) > SENTENCE_WORDS:
        message = f"the sentence “{short(longest)}” has {count} words; over {SENTENCE_WORDS} is hard to follow."
        yield item.problem(("prompt",), "long-sentence", message, "Split it in two.")


def bare_prompt(item: Item) -> Iterator[Problem]:
    """Q17: a prompt that asks nothing by itself leaves every option a question of its own."""
    if item.options and _BARE.fullmatch(item.prompt.rstrip()):
        message = "the prompt asks nothing by itself, so learners judge statements and decide nothing."
        hint = "Describe a situation and ask what to say or do in it."
        yield item.problem(("prompt",), "bare-prompt", message, hint)


@looks_for(english.LABEL_WORDS)
def person_label(item: Item) -> Iterator[Problem]:
    """Q23: people are told by what they did. In the author's own words only: not in speech, and not in a
    distractor or its feedback, where a label may be the very mistake.
    """
    for path, text in _own_words(item):
        if found := _LABEL.search(without_speech(plain(text))):
            message = f"“{found[0]}” says what somebody is, and learners take the label over."
            yield item.problem(path, "person-label", message, "Say what the person did or said.")


@looks_for(english.NICKNAME_WORDS)
def nickname(item: Item) -> Iterator[Problem]:
    """Q23: a right answer calls nobody “love” or “mate”."""
    for option in item.right:
        if found := _NICKNAME.search(plain(option.text)):
            message = f"the right answer calls somebody “{found['name']}”, which many people mind."
            hint = "Use the person's name, or leave it out."
            yield item.problem((*option.path, "text"), "nickname", message, hint)


def _own_words(item: Item) -> Iterator[tuple[tuple, str]]:
    wrong = {option.path for option in item.wrong}
    for path, text in item.texts():
        if path[:-1] not in wrong:
            yield path, text


PROMPT_RULES: dict[str, Callable[[Item], Iterator[Problem]]] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        no_question,
        how_many,
        negative_prompt,
        long_prompt,
        long_sentence,
        bare_prompt,
        person_label,
        nickname,
    )
}
