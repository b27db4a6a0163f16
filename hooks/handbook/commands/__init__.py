"""The sub-commands of `handbook`: a file each, with `add_to(commands)` and `run(chosen)`.

`add_to` adds the command's parser, with `run` as its default; `run` gets what the user chose and
returns the exit status.
"""

from handbook.commands import (
    book,
    check,
    coverage,
    diff,
    due,
    export,
    fields,
    from_form,
    import_,
    new,
    pack,
    rename,
    schema,
    stats,
)

COMMANDS = (check, new, rename, from_form, import_, export, diff, coverage, stats, schema, fields, due, book, pack)
