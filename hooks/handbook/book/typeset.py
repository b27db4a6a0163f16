"""The PDF: Typst reads the tree as JSON, so no text is ever taken for markup."""

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pikepdf

from handbook.book.metrics import FONTS
from handbook.book.nodes import walk
from handbook.problem import Problem

TEMPLATE = files("handbook") / "book" / "typst"
JOB = Path(__file__).with_name("typst_job.py")
_STATIC_ID = b"31415926535897932384626433832795"  # what qpdf writes for an id that is the same each time
_FILE = re.compile(r"docs/[^\s\"”`)]+")


def typeset(root: Path, book: dict[str, Any], paper: str, epoch: int) -> tuple[bytes, list[Problem]]:
    """The book as a PDF on `paper` (`a4` or `us-letter`); empty, with problems, where it cannot be set.

    `root` holds the pictures, `epoch` is the time in seconds that the PDF says it was made at. The same book
    gives the same bytes in any folder and on any machine.
    """
    with tempfile.TemporaryDirectory() as name, as_file(TEMPLATE) as template, as_file(FONTS) as fonts:
        work = Path(name)
        shutil.copytree(template, work, dirs_exist_ok=True)
        pictures = {one["file"] for one in walk([book["preface"], book["chapters"]]) if one["t"] == "picture"}
        for picture in pictures:
            (work / picture).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / picture, work / picture)
        (work / "book.json").write_text(json.dumps({**book, "paper": paper}, ensure_ascii=False), "utf-8")
        job = [sys.executable, str(JOB), str(work), str(fonts), str(epoch)]
        done = subprocess.run(job, capture_output=True, text=True, check=False)
        if done.returncode:
            return b"", [_of_typst((done.stderr.strip().splitlines() or ["Typst stopped"])[-1], [])]
        report = json.loads((work / "report.json").read_text("utf-8"))
        problems = [_of_typst(**said) for said in report["said"]] + _too_long(report["fits"])
        return (b"" if problems else finished(work / "book.pdf", report["anchors"])), problems


def finished(pdf: Path, anchors: Iterable[tuple[str, int, float]]) -> bytes:
    """The PDF with its references led to their places, and its objects packed together: a third of the bytes.

    `anchors` holds the name, the page from 1 and the distance from the page's top in points of each place. The
    same PDF gives the same bytes each time.
    """
    places = {name: (page, height) for name, page, height in anchors}
    out = io.BytesIO()
    with pikepdf.open(pdf) as document:  # from a file: twice as fast as from memory
        pages = list(document.pages)
        for page in pages:
            for annotation in page.obj.get("/Annots", []):
                action = annotation.get("/A")
                if action is not None and str(action.get("/URI", "")).startswith("at:"):
                    number, height = places[str(action.URI)]
                    target = pages[number - 1]
                    top = float(target.mediabox[3]) - height
                    del annotation["/A"]
                    annotation.Dest = pikepdf.Array([target.obj, pikepdf.Name.XYZ, 0, round(top, 2), None])
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            static_id=True,
        )
    # `deterministic_id` would write the whole document twice to find its id.
    written = out.getvalue()
    return written.replace(_STATIC_ID, sha256(written).hexdigest()[: len(_STATIC_ID)].encode())


def _of_typst(message: str, hints: list[str]) -> Problem:
    """What Typst found. It names a picture's file at most, for it sees the tree and not the pages."""
    named = _FILE.search(f"{message} {' '.join(hints)}")
    file = named[0] if named else "mkdocs.yml"
    hint = "Check that the picture opens in a browser." if named else "; ".join(hints)
    return Problem(file, 1, 1, "book", f"the printed handbook cannot be set: {message}.", hint)


def _too_long(sheets: Iterable[dict[str, Any]]) -> list[Problem]:
    """The job aids that do not fit their page in any size of letters that one can read."""
    message = "this job aid does not fit one side of paper in letters that can be read."
    return [
        Problem(sheet["file"], 1, 1, "long-job-aid", message, "Take out what is needed least.")
        for sheet in sheets
        if not sheet["fits"]
    ]
