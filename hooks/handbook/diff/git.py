"""Reads an older version of a handbook from git, without touching the working tree.

Everything is asked of the command `git`, for it alone knows a repository's settings: line ends,
encodings, large files kept elsewhere (LFS), worktrees.
"""

import os
import posixpath
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from handbook.problem import nearest
from handbook.source import MAX_BYTES

READ = (".md", ".yml", ".yaml")  # what a handbook is read from
FOLDERS = ("docs/", "quizzes/")

_FILE, _LINK = ("100644", "100755"), "120000"  # what git calls them
_STEPS = 8  # links that may lead to links
_QUIET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1"}
_FETCH = (
    "This copy of the repository holds only its newest commits. Fetch the others with `git fetch --unshallow`; "
    "in a workflow, let the step that checks out have `fetch-depth: 0` (GitHub), or set `GIT_DEPTH: 0` (GitLab)."
)


class GitError(Exception):
    """Git cannot give the older version; the text says why and what to do."""


class FileChange(NamedTuple):
    """A file that differs: `A`dded, `D`eleted, `M`odified or `R`enamed, and its paths before and now.

    Paths are relative to the handbook's folder, with `../` for what lies outside it.
    """

    status: str
    before: str
    after: str


class _Entry(NamedTuple):
    mode: str
    name: str  # git's name for the content
    size: int


@dataclass(frozen=True)
class Repository:
    """The repository that a handbook's folder belongs to.

    `top` is its folder, `prefix` the way from there to the handbook: empty, or with `/` at its end.
    """

    top: Path
    prefix: str

    @classmethod
    def of(cls, folder: Path) -> "Repository":
        """The repository around a folder; raises GitError where there is none, or no git."""
        if not folder.is_dir():
            raise GitError(f"there is no folder {folder}.")
        done = _run(folder, ["rev-parse", "--show-toplevel", "--show-prefix"])
        if done.returncode:
            said = _said(done)
            if "not a git repository" in said:
                said = "this folder is in no git repository, so there is nothing to compare it with."
            raise GitError(said)
        top, prefix = os.fsdecode(done.stdout).split("\n")[:2]
        return cls(Path(top), prefix)

    def fork_point(self, base: str) -> str:
        """The last commit that `base` and the present state have in common, as a pull request has it.

        Raises GitError where `base` is unknown or they have none.
        """
        if not self._commit("HEAD"):
            raise GitError("this repository has no commit yet, so there is nothing to compare with.")
        found = self._commit(base)
        if not found:
            raise GitError(self._unknown(base))
        done = self._try("merge-base", found, "HEAD")
        if done.returncode or not done.stdout:
            if self._shallow():
                raise GitError(f"git cannot see where this branch left `{base}`. {_FETCH}")
            raise GitError(f"`{base}` and this branch have no commit in common. Name a branch that it began from.")
        return done.stdout.decode().strip()

    def changed_files(self, commit: str) -> list[FileChange]:
        """What differs between a commit and what is on disk now, new files that git does not know included."""
        options = ("--name-status", "-z", "--find-renames", "--no-relative", "--no-ext-diff")
        parts = iter(_parts(self._ask("diff", *options, commit, "--")))
        found = {("A", new, new) for new in self._untracked()}
        for status in parts:
            before = next(parts)
            after = next(parts) if status[0] == "R" else before
            found.add((status[0] if status[0] in "ADR" else "M", before, after))
            if status[0] == "R" and status != "R100":  # renamed and changed
                found.add(("M", after, after))
        return sorted(FileChange(letter, self._inside(old), self._inside(new)) for letter, old, new in found)

    def uncommitted(self) -> bool:
        """Whether files of the handbook differ from the last commit."""
        done = self._ask("status", "--porcelain", "-z", "--untracked-files=all", "--", *self._folders())
        return bool(done)

    def extract(self, commit: str, into: Path) -> list[str]:
        """Writes the handbook's files of a commit below `into`; gives those that it had to leave out.

        Only what a handbook is read from is written. A link is followed inside the repository; one that
        leads out of it is left out, as is a path that no file can have here.
        """
        tree = self._tree(commit)
        wanted = {
            path: entry
            for path, entry in tree.items()
            if path.startswith(self._folders()) and path.endswith(READ) and "\n" not in path
        }
        links = {path: entry for path, entry in tree.items() if entry.mode == _LINK}
        targets = self._link_targets(links) if any(path in links for path in wanted) else {}
        left_out, files = [], {}
        for path, entry in wanted.items():
            end = _follow(path, targets)
            if end in tree and tree[end].mode in _FILE:
                files[path] = (end, tree[end])
            elif entry.mode in (_LINK, *_FILE):
                left_out.append(self._inside(path))
        self._write(files, into)
        return left_out

    def _write(self, files: dict[str, tuple[str, _Entry]], into: Path) -> None:
        small = {path: found for path, found in files.items() if found[1].size <= MAX_BYTES}
        asked = [f"{entry.name} {end}" for end, entry in small.values()]
        contents = dict(zip(small, self._contents(asked, "--filters"), strict=True))
        for path, (_, entry) in files.items():
            target = into / path.removeprefix(self.prefix)
            target.parent.mkdir(parents=True, exist_ok=True)
            if path in contents:
                target.write_bytes(contents[path])
            else:  # as large as it was, so that reading tells it is too large
                with target.open("wb") as file:
                    file.truncate(entry.size)

    def _tree(self, commit: str) -> dict[str, _Entry]:
        tree = {}
        for line in _parts(self._ask("ls-tree", "-r", "-l", "-z", "--full-tree", commit)):
            about, _, path = line.partition("\t")
            mode, _, name, size = about.split()
            tree[path] = _Entry(mode, name, int(size) if size.isdecimal() else 0)
        return tree

    def _link_targets(self, links: dict[str, _Entry]) -> dict[str, str]:
        contents = self._contents([entry.name for entry in links.values()])
        return {path: os.fsdecode(content) for path, content in zip(links, contents, strict=True)}

    def _contents(self, asked: Sequence[str], *options: str) -> Iterator[bytes]:
        """The contents of files by git's names for them, each with its path where filters want one."""
        given = os.fsencode("".join(f"{line}\n" for line in asked))
        answer, at = self._ask("cat-file", "--batch", *options, given=given) if asked else b"", 0
        for _ in asked:
            start = answer.index(b"\n", at) + 1
            size = int(answer[at:start].split()[-1])
            yield answer[start : start + size]
            at = start + size + 1

    def _untracked(self) -> list[str]:
        return list(_parts(self._ask("ls-files", "--others", "--exclude-standard", "-z")))

    def _folders(self) -> tuple[str, ...]:
        return tuple(f"{self.prefix}{folder}" for folder in FOLDERS)

    def _inside(self, path: str) -> str:
        return posixpath.relpath(path, self.prefix.rstrip("/") or ".")

    def _commit(self, name: str) -> str:
        if name.startswith("-"):
            return ""
        return self._try("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").stdout.decode().strip()

    def _shallow(self) -> bool:
        return self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    def _unknown(self, base: str) -> str:
        said = f"git knows no branch, tag or commit `{base}`."
        named = self._ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
        names = os.fsdecode(named).split("\n")
        far = next((name for name in names if name.endswith(f"/{base}") and base), None)
        if far or (far := nearest(base, filter(None, names))):
            return f"{said} Did you mean `{far}`?"
        if self._shallow():
            return f"{said} {_FETCH}"
        return f"{said} Fetch it first, such as `git fetch origin main`, and compare with `origin/main`."

    def _ask(self, *words: str, given: bytes = b"") -> bytes:
        done = self._try(*words, given=given)
        if done.returncode:
            raise GitError(f"git could not read the older version. {_said(done)}")
        return done.stdout

    def _try(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return _run(self.top, words, given)


def _run(folder: Path, words: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *words],
            cwd=folder,
            input=given,
            env={**os.environ, **_QUIET},
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("the program git is not installed here. Install it (https://git-scm.com).") from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").split("\n")
    return f"It says: {' '.join(' '.join(lines).split())}"


def _parts(answer: bytes) -> Iterator[str]:
    return (os.fsdecode(part) for part in answer.split(b"\0") if part)


def _follow(path: str, targets: dict[str, str]) -> str:
    """Where a path leads when the links on its way are followed; empty where that is nowhere."""
    for _ in range(_STEPS):
        if path not in targets:
            return path
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), targets[path]))
    return ""
