"""`handbook pack`: the finished site as one file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from handbook.commit import changed_at
from handbook.files import write_whole
from handbook.pack import TOP, pack

NAME = "handbook.zip"


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "pack",
        help="put the finished site into one file, to pass on",
        description=f"Puts the finished site into {NAME}, beside it. Whoever unpacks that file finds one folder, "
        f"`{TOP}`, and opens index.html there: everything works, search included, without a server. "
        "The same site gives the same file, byte for byte. `make zip` builds the site first.",
    )
    command.add_argument(
        "site", nargs="?", type=Path, default=Path("site"), help="the folder to pack (default: site)"
    )
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    site = chosen.site.resolve()
    if not (site / "index.html").is_file():
        print(f"{chosen.site}: there is no finished site here. Run `make` first.", file=sys.stderr)
        return 1
    target = site.with_name(NAME)
    try:
        write_whole(target, pack(site, changed_at(site.parent)))
    except OSError as error:
        place = error.filename2 or error.filename
        print(f"{place}: this did not work: {error.strerror}. No new {NAME} was written.", file=sys.stderr)
        return 1
    print(f"Wrote {target.name}: unpack it, then open index.html in its folder {TOP}.")
    return 0
