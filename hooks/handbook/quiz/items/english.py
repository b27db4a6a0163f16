"""The English word lists of the item rules, all in one place.

A handbook in another language translates this file and `hooks/handbook/words.yml`.

Sources of the lists and of the rules that use them:
- Haladyna, Downing & Rodriguez (2002), A review of multiple-choice item-writing guidelines for
  classroom assessment, Applied Measurement in Education 15(3): no all-of-the-above, no negative
  prompts without marking, no absolute words, no clang, options alike in form and length.
- NBME (National Board of Medical Examiners), Constructing Written Test Questions: vague frequency
  words, numbers that overlap, absolute words and the long right answer as cues for the test-wise.
- Rodriguez (2005), Three options are optimal for multiple-choice items, Educational Measurement:
  Issues and Practice 24(2): why chance is mostly 1 in 3 here.
- The handbook's own rule for naming people: what somebody did, never what somebody is.
"""

from itertools import product


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# They hold sentences together: two texts that share only these are about different things.
FUNCTION_WORDS = _words(
    """
    a about after again all also am an and any are aren as at be because been before being but by can cannot could
    couldn did didn do does doesn doing don done down each either for from had hadn has hasn have haven having he
    her here hers herself him himself his how i if in into is isn it its itself just like ll may me might mine more
    most must mustn my myself neither no none nor not now of off on one only onto or other our ours ourselves out
    over own quite rather re shall shan she should shouldn since so some such than that the their theirs them
    themselves then there these they this those though through to too towards under until up upon us ve very was
    wasn we were weren what when where whether which while who whom whose why will with within without won would
    wouldn yes yet you your yours yourself yourselves
    """
)

# Besides, words that fit any contact at any counter: sharing one of them gives nothing away.
EVERYDAY_WORDS = _words(
    """
    above against ago almost along already although always among another anybody anyone anything around away back
    begin below best better between both call came come comes coming day days down during else end ends enough even
    ever every everybody everyone everything far few find first found gave get gets getting give given gives giving
    go goes going gone good got half happen happened happens help helps however keep keeps kind knew know known
    knows last later least leave leaves left less let lets line lines little long look looked looks lot made make
    makes making many maybe mean means moment much need needed needs never new next nobody nothing often once ones
    part people perhaps person please possible put puts really right said same saw say saying says second see seen
    seems set show shows somebody someone something soon sorry still take taken takes talk tell telling tells thank
    thanks thing things think three time times today together told took tried tries try trying turn two use
    used uses using want wanted wants way ways well went whole word words work
    minute minutes hour hours morning afternoon evening night week weeks month months year years
    one two three four five six seven eight nine ten
    """
)

# They claim so much that the test-wise strike the option out. Words that people also use without
# such a claim (“all three”, “only after that”) count only where they make one.
ABSOLUTE = (
    r"\b(?:always|never|absolutely|completely|no matter what|under no circumstances|in (?:all|every) cases?"
    r"|(?:all|every|no) (?:callers?|cases?|contacts?|complaints?|customers?|guests?|staff|time)|the only)\b"
    r"|^only\b"
)

ABSOLUTE_SIGNS = ("always", "never", "absolutely", "completely", "circumstances", "all ", "every ", "no ", "only")

# How often is “often”? Everybody reads another number (NBME). “How often” asks, and is left out.
VAGUE = (
    r"(?<!\bhow )(?<!\btoo )(?<!\bso )(?<!\bas )(?<!\bmore )"
    r"\b(?:usually|often|sometimes|frequently|generally|commonly|occasionally|rarely|seldom)\b"
)

VAGUE_WORDS = _words("usually often sometimes frequently generally commonly occasionally rarely seldom")

# What turns a question round.
NEGATIVE = r"(?<!\bat )\bleast\b|\bnot\b|\bnever\b|\w+n[’']t\b"
EXCEPT = r"\bexcept\b"
NEGATIVE_SIGNS = ("least", "not", "never", "n’t", "n't", "except")

QUESTION_WORDS = r"\b(?:which|what|who|whom|whose|where|when|how)\b"
# Here a clause begins that says something about the thing asked for; its “not” turns nothing round.
CLAUSE_STARTS = r"[,;:]|(?<=\w )\b(?:that|who|if|because|while|so|but|although|unless|until|before|after|to)\b"

_OTHERS = (
    r"(?:the )?(?:above|below|foregoing|following)|these|the (?:others|(?:other )?(?:options|answers|choices))"
)
ALL_OR_NONE = rf"(?:all|none|any|both|neither|either|some|most|more than one|two)(?: of)? (?:{_OTHERS})"

# A text that points to an option by letter or place holds one of these.
_PLACES = ("above", "below")
_CALLED = ("option", "options", "answer", "answers", "choice", "choices")
REFERENCE_WORDS = frozenset(
    [*product(_CALLED, (*"abcdefgh", *_PLACES)), *product(_PLACES, _CALLED)]  # pairs of words
)

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
CHOOSE = "choose|tick|pick|select|mark"

# Persons. A label tells what somebody is said to be, not what they did.
_LABELS = (
    "awkward|crazy|demanding|difficult|dumb|hysterical|impossible|insane|irrational|mad|nasty|neurotic|nightmare"
    "|paranoid|problem|ridiculous|rude|stupid|toxic|unreasonable"
)
_PERSONS = (
    "boy|buyer|caller|client|complainer|customer|girl|guest|guy|lady|man|passenger|patient|people|person|resident"
    "|shopper|tenant|user|visitor|woman|women|men"
)
_NOUNS = "idiot|lunatic|moaner|moron|nutcase|nutter|psycho|time-?waster|troublemaker|whiner|whinger"
LABEL = rf"\b(?:{_LABELS}) (?:{_PERSONS})s?\b|\b(?:{_NOUNS})s?\b|\ba karen\b|\bkarens\b"
_LABEL_WORDS = f"{_LABELS}|{_NOUNS}|{_NOUNS.replace('|', 's|')}s|waster|wasters|karen|karens"
LABEL_WORDS = frozenset(_LABEL_WORDS.replace("-?", "").split("|"))

# Only where somebody is spoken to: after a comma or a quotation mark, and before the next mark.
_NICKNAMES = (
    "babe|bro|darling|dear|guys|hon|hun|lads|love|lovey|mate|my dear|my love|pal|sweetheart|sweetie|young lady"
    "|young man"
)
NICKNAME = rf"(?:, |“)(?P<name>{_NICKNAMES})(?=[,.!?]|$)"
NICKNAME_WORDS = frozenset(name.split()[-1] for name in _NICKNAMES.split("|"))
