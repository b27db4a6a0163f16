"""Writes files whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Puts `content` (a text is written as UTF-8) in the place of `path`; its folder is made where there is none.

    Whoever reads the file meanwhile sees the old or the new one, never a part. Raises OSError
    when it cannot be written; then the old file is as it was.
    """
    write_together({path: content})


def write_together(contents: Mapping[Path, str | bytes]) -> None:
    """The same for several files: none is replaced before all have been written beside their places."""
    waiting: list[tuple[str, Path]] = []
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            waiting.append((name, path))
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
            mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)  # a temporary file is its owner's alone
        for name, path in waiting:
            Path(name).replace(path)
    except BaseException:
        for name, _ in waiting:
            Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
