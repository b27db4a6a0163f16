"""The question types: one file each, holding its model and naming its template.

A new type is a file here with a `QuestionType`, a template in `web/templates/questions/`, and
its name in `TYPES`. Nothing else in the package names a type.
"""

from handbook.quiz.types import multiple_choice, multiple_response, true_false
from handbook.quiz.types.base import QuestionType

TYPES: dict[str, QuestionType] = {
    kind.name: kind for kind in (multiple_choice.TYPE, multiple_response.TYPE, true_false.TYPE)
}
