"""Brings an older version of a handbook out of git, into a folder of its own."""

import os
import posixpath
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from handbook.diff.git import READ, GitError, Repository, parts
from handbook.source import MAX_BYTES
from handbook.wording.wordlist import WORDS_FILE

_FILE, _LINK = ("100644", "100755"), "120000"  # what git calls them
_STEPS = 8  # links that may lead to links


class _Entry(NamedTuple):
    mode: str
    name: str  # git's name for the content
    size: int


def extract(repository: Repository, commit: str, into: Path) -> list[str]:
    """Writes the handbook's files of a commit below `into`; gives the links that it had to leave out.

    Only what a handbook is read from is written. A link is followed inside the repository; one that leads
    out of it, or to a folder, is left out.
    """
    tree = _tree(repository, commit)
    words = f"{repository.prefix}{WORDS_FILE}"
    wanted = [
        path
        for path in tree
        if (path == words or (path.startswith(repository.folders()) and path.endswith(READ))) and "\n" not in path
    ]
    targets = _link_targets(repository, tree) if any(tree[path].mode == _LINK for path in wanted) else {}
    ends = {path: _follow(path, targets) for path in wanted}
    files = {path: end for path, end in ends.items() if end in tree and tree[end].mode in _FILE}
    _write(repository, tree, files, into)
    return [repository.inside(path) for path in wanted if path not in files and tree[path].mode == _LINK]


def _write(repository: Repository, tree: Mapping[str, _Entry], files: Mapping[str, str], into: Path) -> None:
    small = {path: end for path, end in files.items() if tree[end].size <= MAX_BYTES}
    asked = [f"{tree[end].name} {end}" for end in small.values()]
    # With its filters a file is as it would be on disk: its line ends, its encoding, its content from elsewhere.
    contents = dict(zip(small, _contents(repository, asked, "--filters"), strict=True))
    for path, end in files.items():
        target = into / path.removeprefix(repository.prefix)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            if path in contents:
                file.write(contents[path])
            else:  # as large as it was, so that reading it tells that it is too large
                file.truncate(tree[end].size)


def _tree(repository: Repository, commit: str) -> dict[str, _Entry]:
    tree = {}
    for line in parts(repository.ask("ls-tree", "-r", "-l", "-z", "--full-tree", commit)):
        about, _, path = line.partition("\t")
        mode, _, name, size = about.split()
        tree[path] = _Entry(mode, name, int(size) if size.isdecimal() else 0)
    return tree


def _link_targets(repository: Repository, tree: Mapping[str, _Entry]) -> dict[str, str]:
    links = {path: entry.name for path, entry in tree.items() if entry.mode == _LINK}
    contents = _contents(repository, list(links.values()))
    return {path: os.fsdecode(content) for path, content in zip(links, contents, strict=True)}


def _contents(repository: Repository, asked: Sequence[str], *options: str) -> list[bytes]:
    """The contents of files by git's names for them, each name with a path where filters are wanted.

    Git tells the size before filters only, so a line that no file can hold parts the contents.
    """
    line = secrets.token_hex(16)
    given = os.fsencode("".join(f"{name}\n" for name in asked))
    answer = repository.ask("cat-file", f"--batch={line}", *options, given=given) if asked else b""
    found = (b"\n" + answer).split(f"\n{line}\n".encode())[1:]
    if len(found) != len(asked):
        raise GitError("this copy of the repository lacks older files. Fetch them with `git fetch --refetch`.")
    return [content.removesuffix(b"\n") if content is found[-1] else content for content in found]


def _follow(path: str, targets: Mapping[str, str]) -> str:
    """Where a path leads when the links on its way are followed; empty where that is nowhere."""
    for _ in range(_STEPS):
        if path not in targets:
            return path
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), targets[path]))
    return ""
