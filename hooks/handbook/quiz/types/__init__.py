"""The question types: one file each, holding its model and naming its templates.

A new type is a file here with a `QuestionType`, two templates in `web/templates/questions/`
(`<name>.html` for the controls, `<name>-answer.html` for the answer), one in
`web/templates/new/questions/` for a new question with gaps, a class in `web/scripts/quiz-kinds.js`,
and its name in `TYPES`. Nothing else in the package names a type.
"""

from handbook.quiz.types import (
    matching,
    multiple_choice,
    multiple_response,
    ordering,
    reflection,
    short_answer,
    true_false,
)
from handbook.quiz.types.base import QuestionType

TYPES: dict[str, QuestionType] = {
    module.TYPE.name: module.TYPE
    for module in (multiple_choice, multiple_response, true_false, ordering, matching, short_answer, reflection)
}
