"""When the handbook was last changed, so that what is made of it is the same each time."""

import os
import subprocess
from pathlib import Path


def changed_at(root: Path) -> int:
    """The time of the last change below `root`, in seconds since 1970: SOURCE_DATE_EPOCH, or the last commit's.

    0 where neither is known.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    git = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(git, capture_output=True, text=True, check=True).stdout or 0)
    except (OSError, subprocess.CalledProcessError):
        return 0
