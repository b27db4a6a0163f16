"""The committed schema is the models' own, and says what the models say."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import EXAMPLE, ROOT
from handbook import read_handbook
from handbook.cli import main
from handbook.quiz.types import TYPES
from handbook.scenario.fields import EXAMPLE as EXAMPLE_SCENARIO

SCHEMAS = {"quiz": ROOT / "quizzes" / "quiz.schema.json"}
SCHEMAS["scenario"] = ROOT / "quizzes" / "scenarios" / "scenario.schema.json"


@pytest.mark.parametrize("of", SCHEMAS)
def test_committed_schema_is_current(of: str, capsys) -> None:
    assert main(["schema", of]) == 0
    committed, path = SCHEMAS[of].read_text("utf-8"), SCHEMAS[of].relative_to(ROOT)
    assert committed == capsys.readouterr().out, f"run: .venv/bin/handbook schema {of} > {path}"


@pytest.mark.parametrize("of", SCHEMAS)
def test_committed_fields_page_is_current(of: str, capsys) -> None:
    assert main(["fields", of]) == 0
    path = SCHEMAS[of].with_name("README.md")
    assert path.read_text("utf-8") == capsys.readouterr().out, f"run: .venv/bin/handbook fields {of} > {path}"


@pytest.mark.parametrize("command", ["schema", "fields"])
def test_the_quiz_is_meant_where_nothing_is_named(command: str, capsys) -> None:
    assert main([command]) == main([command, "quiz"]) == 0
    said = capsys.readouterr().out
    assert said[: len(said) // 2] == said[len(said) // 2 :]


def test_scenario_fields_page_tells_of_every_field_and_shows_a_scenario(tmp_path: Path) -> None:
    page = SCHEMAS["scenario"].with_name("README.md").read_text("utf-8")
    schema = json.loads(SCHEMAS["scenario"].read_text("utf-8"))
    for part in [schema, *schema["$defs"].values()]:
        for name, field in part["properties"].items():
            assert f"| `{name}` | {field['description']} |" in page
    assert EXAMPLE_SCENARIO in page
    for name in ("docs", "quizzes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "quizzes" / "scenarios" / "new.yml").write_text(EXAMPLE_SCENARIO, "utf-8")
    handbook, problems = read_handbook(tmp_path)
    assert (problems, "new" in handbook.scenarios) == ([], True)


def test_fields_page_tells_of_every_field_and_type() -> None:
    page = (ROOT / "quizzes" / "README.md").read_text("utf-8")
    schema = json.loads((ROOT / "quizzes" / "quiz.schema.json").read_text("utf-8"))
    for part in [schema, *schema["$defs"].values()]:
        for name, field in part["properties"].items():
            assert f"| `{name}` | {field['description']} |" in page
    for name, kind in TYPES.items():
        assert f"\n## {name}\n" in page
        assert [entry["type"] for entry in yaml.safe_load(kind.example)] == [name]
        assert kind.example in page
    for row in re.findall(r"^\| `.*", page, re.M):
        assert all(cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]), row


@pytest.mark.parametrize("of", SCHEMAS)
def test_every_field_is_explained(of: str) -> None:
    schema = json.loads(SCHEMAS[of].read_text("utf-8"))
    for part in [schema, *schema["$defs"].values()]:
        assert part["additionalProperties"] is False
        for name, field in part["properties"].items():
            assert field.get("description"), f"{part.get('title')}.{name}"


def test_schema_tells_types_apart() -> None:
    schema = json.loads((ROOT / "quizzes" / "quiz.schema.json").read_text("utf-8"))
    assert schema["properties"]["questions"]["items"]["discriminator"]["mapping"].keys() == TYPES.keys()


def test_every_quiz_names_its_schema() -> None:
    for path in (ROOT / "quizzes").glob("*.yml"):
        assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=quiz.schema.json\n"), path.name


def test_every_scenario_names_its_schema() -> None:
    for path in (ROOT / "quizzes" / "scenarios").glob("*.yml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=scenario.schema.json", path.name


def test_scenarios_follow_the_schema() -> None:
    """Through a validator that knows nothing of ours."""
    validator = Draft202012Validator(json.loads(SCHEMAS["scenario"].read_text("utf-8")))
    example = EXAMPLE / "quizzes" / "scenarios" / "two-at-once.yml"
    for path in [*(ROOT / "quizzes" / "scenarios").glob("*.yml"), example]:
        data = yaml.load(path.read_text("utf-8"), Loader=_TextKeys)
        assert [error.message for error in validator.iter_errors(data)] == [], path.name
    data["nodes"]["Not a name"] = data["nodes"].pop("sigh")
    assert list(validator.iter_errors(data))


def test_quizzes_follow_the_schema() -> None:
    """Through a validator that knows nothing of ours."""
    schema = json.loads((ROOT / "quizzes" / "quiz.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema)
    for path in [*(ROOT / "quizzes").glob("*.yml"), EXAMPLE / "quizzes" / "greeting.yml"]:
        data = yaml.load(path.read_text("utf-8"), Loader=_TextKeys)
        assert [error.message for error in validator.iter_errors(data)] == [], path.name
    del data["questions"][0]["answer"]
    assert list(validator.iter_errors(data))


class _TextKeys(yaml.SafeLoader):
    """Reads `true:` as a name, as editors and this handbook do."""

    def construct_mapping(self, node, deep=False):
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


_TextKeys.add_constructor("tag:yaml.org,2002:map", _TextKeys.construct_mapping)
