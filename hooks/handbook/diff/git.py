"""Reads an older version of a handbook from git, without touching the working tree.

Everything is asked of the command `git`, for it alone knows a repository's settings: line ends,
encodings, large files kept elsewhere (LFS), worktrees.
"""

import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from handbook.problem import nearest

READ = (".md", ".yml", ".yaml")  # what a handbook is read from
FOLDERS = ("docs/", "quizzes/")

_HUNK = re.compile(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
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
            if b"not a git repository" in done.stderr:
                raise GitError("this folder is in no git repository, so there is nothing to compare it with.")
            raise GitError(f"git cannot open this repository. {_said(done)}")
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
        told = parts(self.ask("diff", *options, commit, "--"))
        found = {("A", new, new) for new in self._unknown_files()}
        for status in told:
            before = next(told)
            after = next(told) if status[0] == "R" else before
            found.add((status[0] if status[0] in "ADR" else "M", before, after))
            if status[0] == "R" and status != "R100":  # renamed and changed
                found.add(("M", after, after))
        return sorted(FileChange(letter, self.inside(old), self.inside(new)) for letter, old, new in found)

    def changed_lines(self, commit: str) -> dict[str, list[range]]:
        """The lines on disk now that a commit did not have, by file; files without such lines are left out."""
        options = ("--find-renames", "--no-relative", "--no-ext-diff", "--no-textconv", "--no-color")
        names = parts(self.ask("diff", "--name-only", "-z", *options, commit, "--"))
        found = {new: [range(1, sys.maxsize)] for new in self._unknown_files()}
        for line in self.ask("diff", "--unified=0", *options, commit, "--").split(b"\n"):
            if line.startswith(b"diff "):  # the names in these lines may be quoted; their order is the same
                lines = found.setdefault(next(names), [])
            elif hunk := _HUNK.match(line):
                first, count = int(hunk[1]), int(hunk[2] or 1)
                lines.append(range(first, first + count))
        return {self.inside(name): lines for name, lines in found.items() if any(lines)}

    def uncommitted(self) -> bool:
        """Whether files of the handbook differ from the last commit."""
        done = self.ask("status", "--porcelain", "-z", "--untracked-files=all", "--", *self.folders())
        return bool(done)

    def folders(self) -> tuple[str, ...]:
        """The handbook's folders, as git knows them."""
        return tuple(f"{self.prefix}{folder}" for folder in FOLDERS)

    def inside(self, path: str) -> str:
        """A path as the handbook's folder knows it."""
        return posixpath.relpath(path, self.prefix.rstrip("/") or ".")

    def _unknown_files(self) -> Iterator[str]:
        return parts(self.ask("ls-files", "--others", "--exclude-standard", "-z"))

    def _commit(self, name: str) -> str:
        if name.startswith("-"):
            return ""
        return self._try("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").stdout.decode().strip()

    def _shallow(self) -> bool:
        return self.ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    def _unknown(self, base: str) -> str:
        said = f"git knows no branch, tag or commit `{base}`."
        named = self.ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
        names = os.fsdecode(named).split("\n")
        far = next((name for name in names if base and name.endswith(f"/{base}")), None)
        near = far or nearest(base, filter(None, names))
        said += f" Did you mean `{near}`?" if near else ""
        if self._shallow():
            return f"{said} {_FETCH}"
        return said if near else f"{said} Fetch it, such as with `git fetch origin main`, and name `origin/main`."

    def ask(self, *words: str, given: bytes = b"") -> bytes:
        """What git answers; raises GitError with its own words where it cannot."""
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
    return f"It says: {' '.join(done.stderr.decode('utf-8', 'replace').split())}"


def parts(answer: bytes) -> Iterator[str]:
    """The parts of an answer that git was asked to separate by zero bytes."""
    return (os.fsdecode(part) for part in answer.split(b"\0") if part)
