"""What `handbook check` finds now and did not find before, or the other way round."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from handbook.diff.change import Change, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.problem import Problem

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def problem_changes(compared: Comparison) -> Iterator[Change]:
    """The problems that are new, and those that are mended. That one stands on another line is neither."""
    files = _files(compared)
    before, after = _by_key(compared.old.problems, files), _by_key(compared.new.problems, {})
    left = Counter({key: len(found) for key, found in before.items()})
    for key, found in after.items():
        for problem in found[left[key] :]:
            message = "{problem}" if problem.level == "error" else f"{problem.level}: {{problem}}"
            place = Place(problem.file, problem.line)
            yield changed("new-problem", Weight.PROBLEM, place, message, problem=_said(problem))
    for key, found in before.items():
        for problem in found[len(after.get(key, ())) :]:
            file = files.get(problem.file, problem.file)
            if file:
                yield changed("mended-problem", Weight.MENDED, Place(file), "{problem}", problem=_said(problem))


def _files(compared: Comparison) -> dict[str, str]:
    """The present names of pages, quizzes and scenarios by their former ones; empty where one is gone."""
    old, new, matches = compared.old.handbook, compared.new.handbook, compared.matches
    kinds = (
        (old.pages, new.pages, matches.pages),
        (old.quizzes, new.quizzes, matches.quizzes),
        (old.scenarios, new.scenarios, matches.scenarios),
    )
    return {
        then.file: now[partners[name]].file if name in partners else ""
        for before, now, partners in kinds
        for name, then in before.items()
        if name in partners or then.file not in compared.new.unread
    }


def _by_key(problems: tuple[Problem, ...], files: dict[str, str]) -> dict[tuple[str, ...], list[Problem]]:
    """The problems by what makes them the same in both versions: not their lines, nor numbers in their words."""
    found: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for problem in problems:
        file = files.get(problem.file, problem.file)
        found[file, problem.rule, _NUMBER.sub("0", problem.message)].append(problem)
    return found


def _said(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}".strip()
