"""The committed schema is the models' own, and says what the models say."""

import json
import re

import yaml
from jsonschema import Draft202012Validator

from conftest import EXAMPLE, ROOT
from handbook.cli import main
from handbook.quiz.types import TYPES


def test_committed_schema_is_current(capsys) -> None:
    assert main(["schema"]) == 0
    committed = (ROOT / "quizzes" / "quiz.schema.json").read_text("utf-8")
    assert committed == capsys.readouterr().out, "run: .venv/bin/handbook schema > quizzes/quiz.schema.json"


def test_committed_fields_page_is_current(capsys) -> None:
    assert main(["fields"]) == 0
    committed = (ROOT / "quizzes" / "README.md").read_text("utf-8")
    assert committed == capsys.readouterr().out, "run: .venv/bin/handbook fields > quizzes/README.md"


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


def test_every_field_is_explained() -> None:
    schema = json.loads((ROOT / "quizzes" / "quiz.schema.json").read_text("utf-8"))
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
