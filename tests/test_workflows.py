"""What GitHub and GitLab run: valid, safe, and the same commands that a person types."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import EXAMPLE, ROOT

GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
TOOLS = Path(sys.executable).parent
# What a step may be: a target of the Makefile, the handbook's own command, or a script of continuous integration.
MAKE = re.compile(r"make( [a-z]+)?")
OURS = re.compile(r"(\.venv/bin/handbook [a-z]+|\.ci/[a-z]+)( [\w\"$=-]+)*( >>? [\w\"$./-]+)?( \|\| true)?")


def jobs(path: Path) -> dict[str, dict]:
    data = yaml.safe_load(path.read_text("utf-8"))
    return data["jobs"] if path != GITLAB else {name: job for name, job in data.items() if "script" in job}


def lines(path: Path) -> list[str]:
    """The command lines of a workflow, in order."""
    found = []
    for job in jobs(path).values():
        found += job.get("script", [])
        found += [line for step in job.get("steps", []) for line in step.get("run", "").splitlines()]
    return found


def checked(*command: str | Path) -> None:
    done = subprocess.run([TOOLS / command[0], *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        (["vendor.github-workflows"], GITHUB),
        (["vendor.gitlab-ci", "--data-transform", "gitlab-ci"], [GITLAB]),
        (["vendor.dependabot"], [ROOT / ".github" / "dependabot.yml"]),
    ],
    ids=["github", "gitlab", "dependabot"],
)
def test_every_file_follows_its_schema(schema: list[str], files: list[Path]) -> None:
    assert files
    checked("check-jsonschema", "--builtin-schema", *schema, *files)


def test_zizmor_finds_nothing_to_use() -> None:
    checked("zizmor", "--offline", "--quiet", "--persona=pedantic", ROOT / ".github")


def test_every_action_is_pinned_to_a_commit_with_its_version() -> None:
    for path in GITHUB:
        for use in re.findall(r"uses:.*", path.read_text("utf-8")):
            assert re.fullmatch(r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), (path.name, use)


def test_a_pull_request_gets_no_secret_and_may_change_nothing() -> None:
    """What it brings is run, so whoever opens one could use all that the run may do."""
    for path in GITHUB:
        text = path.read_text("utf-8")
        assert "pull_request_target" not in text
        assert "workflow_run" not in text
        assert "secrets." not in text
        if "pull_request" in yaml.safe_load(text)[True]:  # YAML reads `on` as a yes
            assert [job["permissions"] for job in jobs(path).values()] == [{"contents": "read"}] * len(jobs(path))
        assert yaml.safe_load(text)["permissions"] == {}


@pytest.mark.parametrize("path", [*GITHUB, GITLAB], ids=lambda path: path.name)
def test_every_step_is_what_a_person_would_type(path: Path) -> None:
    """Nothing that somebody else wrote, such as a title or a branch's name, becomes a part of a command."""
    for line in lines(path):
        assert MAKE.fullmatch(line) or OURS.fullmatch(line), line


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository with a small handbook and two commits, in which no page waits to be read again."""
    folder = tmp_path_factory.mktemp("workflows") / "clone"
    left_out = (".venv", "site", ".build", "__pycache__", ".git", ".hypothesis", "*_cache", "docs", "quizzes")
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*left_out))
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    (folder / ".venv").symlink_to(sys.prefix)
    for page in (folder / "docs").rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"^review_by: \d+", "review_by: 2999", text, count=1, flags=re.M), "utf-8")
    who = ["-c", "user.name=A trainer", "-c", "user.email=trainer@example.org"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Begin"]):
        subprocess.run(["git", *who, *command], cwd=folder, check=True)
    page = folder / "docs" / "greeting" / "first-words.md"
    page.write_text(page.read_text("utf-8") + "\nOne more sentence for the test.\n", "utf-8")
    subprocess.run(["git", *who, "commit", "--quiet", "--all", "--message", "Say more"], cwd=folder, check=True)
    return folder


def run(folder: Path, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a line as GitHub and GitLab do."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", line],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("line", sorted({line for path in [*GITHUB, GITLAB] for line in lines(path)}))
def test_every_step_runs_in_a_clone(clone: Path, line: str, tmp_path: Path) -> None:
    """Building and testing take long and have tests of their own: of those, that make knows what to do."""
    if line.startswith(".ci/"):
        line = f"bash -n {line}"  # what it does with GitHub's own program is tested below
    elif MAKE.fullmatch(line):
        line = f"{line} --dry-run --assume-old .venv/ready"
    summary = tmp_path / "summary.md"
    values = {"BASE": "HEAD~1", "GITHUB_STEP_SUMMARY": str(summary), "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD~1"}
    done = run(clone, line, **values)
    assert done.returncode == 0, done.stdout + done.stderr
    if target := re.search(r">>? (\S+)", line):
        name = target[1].strip('"').replace("$GITHUB_STEP_SUMMARY", str(summary))
        assert (clone / name).read_text("utf-8").strip()


# --- the issue with the pages to read again ---

GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$CALLS"
if [ "$2" = list ]; then printf '%s' "$OPEN"; fi
"""


@pytest.fixture
def month(example: Path, tmp_path: Path):
    """A function that runs the monthly script; gives its status and what it asked of GitHub's program `gh`."""
    shutil.copytree(ROOT / ".ci", example / ".ci")
    (example / ".venv").symlink_to(sys.prefix)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "gh").write_text(GH, "utf-8")
    (programs / "gh").chmod(0o755)
    calls = tmp_path / "calls"

    def of(review_by: str, issue: str) -> tuple[int, list[str]]:
        for page in (example / "docs").rglob("*.md"):
            text = page.read_text("utf-8")
            page.write_text(re.sub(r"^review_by: .*", f"review_by: {review_by}", text, flags=re.M), "utf-8")
        path = f"{programs}:{os.environ['PATH']}"
        done = run(example, ".ci/reviews", PATH=path, CALLS=str(calls), OPEN=issue)
        asked = calls.read_text("utf-8").splitlines()
        assert asked[0].startswith("issue list --app github-actions --state open")
        return done.returncode, asked[1:]

    return of


@pytest.mark.parametrize(
    ("review_by", "issue", "asked"),
    [
        ("2999-01-31", "", []),
        ("2999-01-31", "12", ["issue close 12 --comment No page waits any longer."]),
        ("2020-01-31", "", ["issue create --title Pages to read again --body-file .build/reviews.md"]),
        ("2020-01-31", "12", ["issue edit 12 --body-file .build/reviews.md"]),
    ],
    ids=["nothing due", "all done", "first due", "still due"],
)
def test_one_issue_lists_the_pages_to_read_again(
    example: Path, month, review_by: str, issue: str, asked: list[str]
) -> None:
    assert month(review_by, issue) == (0, asked)
    listed = (example / ".build" / "reviews.md").read_text("utf-8")
    assert ("(`docs/greeting/first-words.md`), by 2020-01-31, Training team" in listed) == ("2020" in review_by)


def test_no_issue_is_opened_without_a_list(example: Path, month) -> None:
    shutil.rmtree(example / "docs")
    (example / "docs").mkdir()
    (example / "docs" / "index.md").write_text("", "utf-8")
    status, asked = month("2020-01-31", "")
    assert status != 0
    assert asked == []
