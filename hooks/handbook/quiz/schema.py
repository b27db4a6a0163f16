"""The quiz format as JSON Schema, for editors."""

from typing import Annotated, Any, Union

from pydantic import Field, create_model

from handbook.quiz.items import WAIVABLE
from handbook.quiz.model import MAX_QUESTIONS, QuizFile
from handbook.quiz.types import TYPES


def quiz_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a quiz file, made from the models."""
    models = tuple(kind.model for kind in TYPES.values())
    question = Annotated[Union[models], Field(discriminator="type")]  # noqa: UP007 (made at run time)
    field = QuizFile.model_fields["questions"]
    whole = create_model(
        "Quiz",
        __base__=QuizFile,
        questions=(list[question], Field(min_length=1, max_length=MAX_QUESTIONS, description=field.description)),
    )
    schema = whole.model_json_schema()
    schema.pop("description", None)
    for part in schema["$defs"].values():
        if "allow" in part["properties"]:
            part["properties"]["allow"]["propertyNames"] = {"enum": sorted(WAIVABLE)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
