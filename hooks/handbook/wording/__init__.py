"""How the files are worded: spelling, the house's own terms, and the texts of links.

`prose` finds what people read in pages, quizzes, scenarios and registries; a rule reads a file more
closely only where its words say that there may be something to find.
"""

from collections.abc import Iterable, Iterator

from handbook.model import Handbook
from handbook.page import TRAINERS
from handbook.problem import Problem
from handbook.source import Document
from handbook.wording.links import check_links
from handbook.wording.prose import of_document, of_page
from handbook.wording.spelling import check_spelling
from handbook.wording.terms import check_terms

WORDING_RULES = frozenset(
    {"misspelling", "maybe-misspelt", "banned-word", "house-term", "bad-page-link", "no-alt"}
)


def check_wording(
    handbook: Handbook, questions: Iterable[Document], registries: Iterable[Document]
) -> Iterator[Problem]:
    """Every rule over every passage.

    `questions` are the files of quizzes and scenarios, valid or not. `registries` hold citations and
    other people's names for things: only their spelling is looked at.
    """
    pages = [of_page(page) for page in handbook.pages.values()]
    asked = [of_document(document) for document in questions]
    for prose in [*pages, *asked]:
        yield from check_terms(handbook.terms.values(), prose, learners=not prose.page.startswith(TRAINERS))
        yield from check_links(prose)
    yield from check_spelling([*pages, *asked, *map(of_document, registries)], handbook.words)
