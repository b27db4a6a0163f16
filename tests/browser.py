"""Finds the browser that the tests drive, and installs one where there is none.

Run as a script before the tests (`make test` does), so that no test has to be left out.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
# No sandbox inside containers, where tests often run as root; and no calls to the maker's servers.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find() -> str | None:
    """The path of a Chromium or Chrome on this machine, Playwright's own last; None without."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for path in APPLICATIONS:
        if Path(path).exists():
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Tries Debian's package where that is allowed, then Playwright's download."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _try(["apt-get", "update", "-qq"], environment)
        _try(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], environment)
    if find() is None:
        _try([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def _try(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def main() -> int:
    if find() is None:
        print("No Chromium or Chrome found; installing one ...", flush=True)
        install()
    if find() is None:
        print("The tests need a browser: install Chromium or Google Chrome, then run `make test` again.")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
