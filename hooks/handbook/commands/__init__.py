"""The sub-commands of `handbook`: a file each, with `add_to(commands)` and `run(chosen)`.

`add_to` adds the command's parser, with `run` as its default; `run` gets what the user chose and
returns the exit status.
"""

from importlib import import_module
from keyword import iskeyword
from types import ModuleType

COMMANDS = (
    *("check", "new", "rename", "from-form", "import", "export", "diff", "coverage", "stats", "schema", "fields"),
    *("due", "book", "pack"),
)


def load(command: str) -> ModuleType:
    """The file of one of `COMMANDS`. By itself, for all of them take twice as long to load."""
    name = command.replace("-", "_")
    return import_module(f"{__name__}.{name}_" if iskeyword(name) else f"{__name__}.{name}")
