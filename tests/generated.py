"""Handbooks of any size, made from numbers: for the benchmark and for tests of many files."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

EXAMPLE = Path(__file__).parent / "cases" / "example"
PER_MODULE = 10  # quizzes in a module
OBJECTIVES = ("greet-early", "say-how-long")  # those of the example's lesson
LETTERS = ("first", "second", "third", "fourth")

_PEOPLE = ("Ana", "Ben", "Priya", "Sam", "Marta", "Noor", "Ife", "Luc")
_PLACES = ("at the counter", "on the telephone", "in the queue", "by e-mail", "at the gate")


def make_handbook(folder: Path, quizzes: int, questions: int = 10, scenarios: int = 0) -> None:
    """Writes a valid handbook with so many quizzes of four options each, ten quizzes a module.

    Scenarios have fourteen steps, and all belong to the first module.
    """
    shutil.copytree(EXAMPLE / "docs", folder / "docs")
    (folder / "quizzes").mkdir()
    shutil.rmtree(folder / "docs" / "greeting")
    (folder / "docs" / "points.yml").unlink()  # they are taught there
    for number in range(quizzes):
        module = number // PER_MODULE
        if number % PER_MODULE == 0:
            _module(folder, module, number)
        quiz = {"title": f"Quiz {number}", "module": f"module-{module}"}
        quiz["questions"] = [question(number, index) for index in range(questions)]
        _write(folder / "quizzes" / f"quiz-{number}.yml", quiz)
    for number in range(scenarios):
        _write(folder / "quizzes" / "scenarios" / f"scenario-{number}.yml", make_scenario())


def _write(path: Path, fields: dict[str, Any]) -> None:
    text = yaml.dump(fields, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def question(quiz: int, index: int) -> dict[str, object]:
    """One multiple-choice question; its texts are as long as those in CONTRIBUTING.md."""
    person, place = _PEOPLE[(quiz + index) % len(_PEOPLE)], _PLACES[(quiz * 3 + index) % len(_PLACES)]
    day = "*today*" if index % 5 == 0 else "today"  # one prompt of five has a mark of Markdown

    def option(letter: str) -> dict[str, str]:
        return {
            # The number keeps options of different questions apart: copied ones are an error.
            "text": f"“Thank you, {person}. I do the {letter} thing {quiz}-{index} now.”",
            "feedback": f"The {letter} way tells {person} something, and no more than that.",
        }

    return {
        "id": f"quiz-{quiz}-question-{index}",
        "type": "multiple-choice",
        "objective": OBJECTIVES[index % 2],
        "level": "apply",
        "prompt": f"{person} waits {place} for the {index}th time {day}. What do you say?",
        "answer": option(LETTERS[0]),
        "distractors": [option(letter) for letter in LETTERS[1:]],
    }


def make_scenario(steps: int = 14, *, back: bool = False) -> dict[str, Any]:
    """A scenario's fields: a calm and a tense step for each stage, three choices in each, all of it proved.

    A calm step leads on to the next calm one, or to the tense one after it; a tense one leads back to
    calm, to help, or on. With `back`, each calm step has a choice that leads to the first.
    """
    stages = steps // 2
    nodes: dict[str, Any] = {}
    for stage in range(stages):
        calm = f"calm-{stage + 1}" if stage + 1 < stages else "served"
        calmer = f"calm-{stage + 2}" if stage + 2 < stages else "served" if stage + 2 == stages else "helped"
        worse = f"tense-{stage + 2}" if stage + 1 < stages else "gone"
        weak = "calm-0" if back else f"tense-{stage + 1}"
        nodes[f"calm-{stage}"] = _step(2, stage, [calm, weak, f"tense-{stage + 1}"])
        nodes[f"tense-{stage + 1}"] = _step(4, stage, [calmer, "helped", worse])
    good = {"objectives": list(OBJECTIVES)}
    endings = {
        name: {"outcome": outcome, "text": f"It ends, {name}.", "debrief": "Which words did that?"}
        for name, outcome in (("served", "good"), ("helped", "mixed"), ("gone", "poor"))
    }
    endings["served"] |= good
    head = {"title": "Stages", "module": "module-0", "objectives": list(OBJECTIVES), "start": "calm-0"}
    return {**head, "nodes": nodes, "endings": endings}


def _step(tension: int, stage: int, targets: list[str]) -> dict[str, Any]:
    person = _PEOPLE[stage % len(_PEOPLE)]
    choices = [
        {
            "say": f"“Thank you, {person}. I do the {letter} thing {stage} now.”",
            "grade": grade,
            "feedback": f"The {letter} way tells {person} something, and no more than that.",
            "to": target,
        }
        for letter, grade, target in zip(LETTERS, ("best", "weak", "poor"), targets, strict=False)
    ]
    if tension > 3:
        choices[1]["safe"] = True
    return {"text": f"{person} waits for the {stage}th time.", "tension": tension, "choices": choices}


def _module(folder: Path, number: int, first_quiz: int) -> None:
    """A copy of the example's module whose fences show questions of its own first quiz."""
    shown = {
        "greeting#busy-counter-second-person": f"quiz-{first_quiz}#quiz-{first_quiz}-question-0",
        "greeting#phone-rings-while-serving": f"quiz-{first_quiz}#quiz-{first_quiz}-question-1",
        "order: 1\n": f"order: {number + 1}\n",
        "title: Greeting": f"title: Greeting {number}",
    }
    made = folder / "docs" / f"module-{number}"
    shutil.copytree(EXAMPLE / "docs" / "greeting", made)
    for page in made.glob("*.md"):
        text = page.read_text("utf-8")
        for old, new in shown.items():
            text = text.replace(old, new)
        page.write_text(text, "utf-8")


def replace_fences(markdown: str, form: Callable[[str, str], str]) -> str:
    """Markdown whose quiz fences are replaced by what `form` makes of a quiz's and a question's name."""
    parts = markdown.split("```quiz\n")
    for index, part in enumerate(parts[1:], 1):
        named, rest = part.split("\n```", 1)
        parts[index] = form(*named.strip().partition("#")[::2]) + rest
    return "".join(parts)
