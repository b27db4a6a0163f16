"""The scenario format as JSON Schema, for editors."""

from typing import Any

from handbook.scenario.model import ScenarioFile


def scenario_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a scenario file, made from the models."""
    schema = {**ScenarioFile.model_json_schema(), "title": "Scenario"}
    schema.pop("description")
    for field in ("nodes", "endings"):
        schema["properties"][field]["additionalProperties"] = False  # a name that is not kebab-case is marked
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
