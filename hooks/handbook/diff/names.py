"""The names in a text of the older version as the newer one has them, so that a rename is no change of words."""

import posixpath
import re
from dataclasses import dataclass

from handbook.diff.match import Matches
from handbook.markup import is_outside
from handbook.rules.page import CITATION, SLOT

CARDS = "-role-play"  # at the end of the name of a scenario's cards

_ADDRESS = re.compile(r"\]\(\s*([^()\s]+)")


@dataclass(frozen=True)
class Names:
    """Puts the present names into texts; without `matches`, for a text that has them already.

    Links to pages and pictures become paths below docs/ with a slash before them, for a page that
    moves has to write them in another way.
    """

    matches: Matches | None = None

    def page_text(self, text: str, path: str) -> str:
        """A text of the page at `path`."""
        text = _ADDRESS.sub(lambda link: f"]({self._address(link[1], path)}", text)
        if self.matches:
            sources, slots = self.matches.sources, self.matches.slots
            text = CITATION.sub(lambda mark: f"[@{sources.get(mark[1], mark[1])}]", text)
            text = SLOT.sub(lambda mark: f"[[{slots.get(mark[1], mark[1])}]]", text)
        return text

    def text(self, text: str) -> str:
        """A text of a quiz or scenario, whose links begin below docs/."""
        return _ADDRESS.sub(lambda link: f"]({self._address(link[1], '')}", text) if "](" in text else text

    def quiz_fence(self, content: str) -> str:
        """What stands in a fence `quiz`."""
        quiz, sign, question = content.strip().partition("#")
        if not self.matches:
            return f"{quiz}{sign}{question}"
        now = self.matches.questions.get(question, question)
        return f"{self.matches.quizzes.get(quiz, quiz)}{sign}{now}"

    def scenario(self, name: str) -> str:
        return self.matches.scenarios.get(name, name) if self.matches else name

    def objective(self, module: str, name: str) -> str:
        """The id of an objective of a module."""
        return self.matches.objectives.get((module, name), (module, name))[1] if self.matches else name

    def _address(self, address: str, path: str) -> str:
        if is_outside(address) or address.startswith("/"):
            return address
        target, sign, anchor = address.partition("#")
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
        if self.matches:
            anchor = self.objective(whole.split("/")[0], anchor)
            whole = self.matches.pages.get(whole) or self._made_page(whole)
        return f"/{whole}{sign}{anchor}"

    def _made_page(self, path: str) -> str:
        """The page that a quiz or a scenario gets, or any other path."""
        folder, _, name = path.removesuffix(".md").rpartition("/")
        if folder == "quizzes":
            return f"{folder}/{self.matches.quizzes.get(name, name)}.md"
        if folder == "scenarios":
            cards = CARDS if name.endswith(CARDS) else ""
            return f"{folder}/{self.scenario(name.removesuffix(cards))}{cards}.md"
        return path
