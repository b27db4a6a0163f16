"""Finds the programs that the tests need beside Python, and installs those that are missing.

Run as a script before the tests (`make test` does), so that no test has to be left out.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

import browser
import webserver

# What finds it, Debian's packages (the better one first), and what to tell a person.
TOOLS = (
    (browser.find, ("chromium-headless-shell", "chromium"), "Chromium or Google Chrome"),
    (webserver.find, ("nginx-light",), "nginx"),
)


def install(missing: Sequence[tuple[Callable[[], str | None], Sequence[str]]]) -> None:
    """Tries Debian's packages where that is allowed, then Playwright's download of a browser."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _try(["apt-get", "update", "-qq"], environment)
        for find, packages in missing:
            for package in packages:
                if find() is None:
                    _try(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], environment)
    if browser.find() is None:
        _try([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def _try(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def main() -> int:
    missing = [tool for tool in TOOLS if tool[0]() is None]
    if missing:
        print(f"Not found: {', '.join(name for _, _, name in missing)}. Trying to install ...", flush=True)
        install([(find, packages) for find, packages, _ in missing])
    needed = [name for find, _, name in TOOLS if find() is None]
    for name in needed:
        print(f"The tests need {name}: install it, then run `make test` again.")
    return 1 if needed else 0


if __name__ == "__main__":
    raise SystemExit(main())
