"""The catalogue of every word that the handbook's own parts show to a reader."""

from importlib.resources import files

import yaml

WORDS: dict[str, str] = yaml.load((files("handbook") / "words.yml").read_text("utf-8"), yaml.CSafeLoader)


def say(name: str, **values: object) -> str:
    """The text `name` with its parts filled in. Raises KeyError for an unknown name or part."""
    return WORDS[name].format(**values)
