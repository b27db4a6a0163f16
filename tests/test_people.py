"""What people meet who contribute: forms, who has to agree, and their editors' settings."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from handbook.rules.page import marks
from own import HANDBOOK

FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path for path in FOLDER.glob("*.yml") if path.name != "config.yml")
ABOUT_PEOPLE = ["incident", "new-phrase", "new-question", "wrong-advice"]
TEMPLATES = sorted((ROOT / ".gitlab" / "issue_templates").glob("*.md"))
SLOT = re.compile(r"\[\[([\w-]+)\]\]")
NOT_OURS = {".git", ".venv", ".build", "site", "__pycache__", ".hypothesis", ".pytest_cache", ".ruff_cache"}


def form(path: Path) -> dict:
    return yaml.safe_load(path.read_text("utf-8"))


# --- forms ---


@pytest.mark.parametrize(
    ("schema", "files"),
    [("issue-forms", FORMS), ("issue-config", [FOLDER / "config.yml"])],
    ids=["forms", "config"],
)
def test_github_understands_the_forms(schema: str, files: list[Path]) -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    command = [program, "--builtin-schema", f"vendor.github-{schema}", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_a_form_about_people_asks_for_no_names_twice(name: str) -> None:
    """Above its fields in bold, and in boxes that have to be ticked."""
    first, *_, last = form(FOLDER / f"{name}.yml")["body"]
    assert re.search(r"\*\*Everyone can read", first["attributes"]["value"])
    assert last["type"] == "checkboxes"
    assert all(option["required"] for option in last["attributes"]["options"])
    assert any("no name" in option["label"] for option in last["attributes"]["options"])


def test_an_incident_is_told_only_when_it_is_over_and_nobody_can_be_recognised() -> None:
    text = (FOLDER / "incident.yml").read_text("utf-8")
    for words in ("no place to report", "Do not send it", "police", "child", "photos, screenshots, recordings"):
        assert words in text
    links = form(FOLDER / "config.yml")["contact_links"]
    assert any(link["url"].endswith("docs/reference/incident-record.md") for link in links)


def test_gitlab_asks_the_same_as_github() -> None:
    assert {path.stem for path in TEMPLATES} == {path.stem for path in FORMS}
    for path in TEMPLATES:
        asked = form(FOLDER / f"{path.stem}.yml")["body"]
        fields = [field["attributes"] for field in asked if field["type"] != "markdown"]
        text = path.read_text("utf-8")
        assert re.findall(r"^### (.*)$", text, re.M) == [field["label"] for field in fields]
        choices = [choice for field in fields for choice in field.get("options", [])]
        boxes = [choice["label"] for choice in choices if isinstance(choice, dict)]
        assert re.findall(r"^- \[ \] (.*)$", text, re.M) == boxes


def test_a_pull_request_is_told_in_five_lines_everywhere() -> None:
    github = (ROOT / ".github" / "pull_request_template.md").read_text("utf-8")
    assert len(github.splitlines()) == 5
    assert (ROOT / ".gitlab" / "merge_request_templates" / "Default.md").read_text("utf-8") == github


# --- who has to agree ---


def owners() -> dict[str, list[str]]:
    """The patterns of CODEOWNERS, in order, with their owners."""
    lines = (ROOT / "CODEOWNERS").read_text("utf-8").splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines if line and not line.startswith("#")}


def owners_of(file: str) -> list[str]:
    """The last pattern that fits a file counts, as on GitHub and GitLab."""
    found: list[str] = []
    for pattern, names in owners().items():
        inside = f"/{file}".startswith(pattern) if pattern.endswith("/") else f"/{file}" == pattern
        found = names if pattern == "*" or inside else found
    return found


def test_what_has_an_owner_exists() -> None:
    for pattern, names in owners().items():
        assert pattern == "*" or (ROOT / pattern.strip("/")).exists(), pattern
        assert all(re.fullmatch(r"@example/[a-z]+", name) for name in names)


@pytest.mark.parametrize(
    ("slots", "owner"),
    [
        ({"crisis-line", "filming-rule", "lone-work"}, "@example/safety"),
        ({"apology-law", "privacy-contact"}, "@example/legal"),
    ],
    ids=["safety", "legal"],
)
def test_a_page_about_safety_or_law_has_a_second_owner(slots: set[str], owner: str) -> None:
    """And so has its quiz. What such a page needs from the workplace gives it away."""
    found = [page for page in HANDBOOK.pages.values() if slots & {name for _, _, name in marks(page, SLOT)}]
    assert found
    for page in found:
        assert owner in owners_of(page.file), page.file
        quiz = f"quizzes/{Path(page.path).stem}.yml"
        assert not (ROOT / quiz).exists() or owners_of(quiz) == owners_of(page.file), quiz


def test_a_conversation_that_turns_dangerous_has_a_second_owner() -> None:
    for scenario in HANDBOOK.scenarios.values():
        dangerous = any(node.tension >= 4 for node in scenario.meta.nodes.values())
        assert ("@example/safety" in owners_of(scenario.file)) == dangerous, scenario.file


# --- editors ---


def test_editors_know_the_formats() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    bound = {}
    for schema, pattern in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        bound |= {path: Path(schema).name for path in ROOT.glob(pattern)}
    for path in (ROOT / "quizzes").rglob("*.yml"):
        assert f"$schema={bound[path]}" in path.read_text("utf-8").partition("\n")[0]


def test_the_development_container_prepares_itself() -> None:
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert container["postCreateCommand"].endswith("make setup")
    wanted = json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8"))["recommendations"]
    assert {*wanted} <= {*container["customizations"]["vscode"]["extensions"]}


def test_every_text_is_as_the_editors_are_told() -> None:
    """UTF-8, Unix line ends, no spaces at a line's end, one line end at the end, tabs in the Makefile only."""
    wrong = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith(".egg-info")]
        for path in (Path(folder, name) for name in names):
            content = path.read_bytes()
            if b"\0" in content or path.name in (".coverage", ".git"):
                continue
            text = content.decode()
            tabs = "\t" in text and path.name != "Makefile"
            if "\r" in text or tabs or re.search(r"[ \t]$", text, re.M) or (text and text[-1] != "\n"):
                wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []
