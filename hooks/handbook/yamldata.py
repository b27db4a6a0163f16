"""The data of a YAML text, quickly, for the many texts that hold nothing unusual.

`yamlfile` reads the others, and finds places: it takes twice the time.
"""

from typing import Any

import yaml

MAX_DEPTH = 20
MAX_VALUES = 50_000
MAX_NUMBER = 40  # characters; whatever is longer is a text, and no number is slow to read

_TEXT = "tag:yaml.org,2002:str"
_OWN_TAGS = "tag:yaml.org,2002:"


class Unusual(Exception):
    """The text holds something that needs a closer look."""


def plain_data(text: str) -> Any:
    """What `text` says: dicts, lists and scalars; None for an empty text.

    Raises Unusual for whatever is not plain: a name that stands twice, an alias, a tag, a
    second document, too many or too deep values; and yaml.YAMLError for what is not YAML.
    """
    return _Reader(text).read()


def scalar(event: yaml.ScalarEvent) -> Any:
    """The value of a scalar: a text, or what YAML takes it for. Raises Unusual for a foreign tag."""
    value, tag = event.value, event.tag
    if tag is None and (len(value) > MAX_NUMBER or value[:1] not in _STARTS):
        return value
    if tag is None or tag == "!":
        tag = _resolver.resolve(yaml.ScalarNode, value, event.implicit)
    elif not tag.startswith(_OWN_TAGS):
        raise Unusual
    if tag == _TEXT:
        return value
    try:
        return yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(tag, value), deep=True)
    except (yaml.YAMLError, ValueError, ArithmeticError, LookupError):
        return value


_resolver = yaml.resolver.Resolver()
_STARTS = {"", *_resolver.yaml_implicit_resolvers}  # of what is not simply a text


class _Reader:
    def __init__(self, text: str):
        self._next = yaml.CSafeLoader(text).get_event
        self._left = MAX_VALUES

    def read(self) -> Any:
        self._next()  # the stream begins
        if type(self._next()) is not yaml.DocumentStartEvent:
            return None
        data = self._value(self._next(), MAX_DEPTH)
        self._next()  # the document ends
        if type(self._next()) is not yaml.StreamEndEvent:
            raise Unusual
        return data

    def _value(self, event: Any, depth: int) -> Any:
        self._left -= 1
        if event.anchor or depth < 0 or self._left < 0:
            raise Unusual
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return scalar(event)
        following = self._next
        if kind is yaml.SequenceStartEvent:
            items = []
            while type(item := following()) is not yaml.SequenceEndEvent:
                items.append(self._value(item, depth - 1))
            return items
        mapping: dict[str, Any] = {}
        while type(key := following()) is not yaml.MappingEndEvent:
            if type(key) is not yaml.ScalarEvent or key.value in mapping:
                raise Unusual
            mapping[key.value] = self._value(following(), depth - 1)
        return mapping
