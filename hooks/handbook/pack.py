"""The finished site as one file, to unpack on a shared folder."""

import io
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

TOP = "handbook"  # the one folder in it
_FIRST = 315532800  # 1980-01-01: a zip knows no earlier day


def pack(site: Path, changed: int) -> bytes:
    """A zip of the folder `site`, with `changed` (seconds since 1970) as the time of each file.

    The same files give the same bytes. Raises OSError when one cannot be read.
    """
    # A program that copies only what is newer goes by the time, so it is not always the same.
    day = datetime.fromtimestamp(max(changed, _FIRST), UTC).timetuple()[:6]
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
        for name in names:
            entry = ZipInfo(f"{TOP}/{name}", day)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same on every system
            file.writestr(entry, (site / name).read_bytes())
    return packed.getvalue()
