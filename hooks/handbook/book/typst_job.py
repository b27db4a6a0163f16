"""Runs Typst in a process of its own, so that its memory, five times that of all the rest, is given back.

Called by `typeset.py` as a script with the folder to work in, which holds `book.typ`, and the folder of the
fonts. Writes `book.pdf` and `report.json` beside `book.typ`.
"""

import json
import sys
from pathlib import Path

import typst

STANDARD = "ua-1"  # PDF/UA-1, ISO 14289-1: accessible


def main(work: Path, fonts: str, epoch: int) -> None:
    report: dict[str, object] = {"said": [], "fits": [], "anchors": []}
    compiler = typst.Compiler(str(work / "book.typ"), root=str(work), font_paths=[fonts], ignore_system_fonts=True)
    try:
        pdf, said = compiler.compile_with_warnings(format="pdf", pdf_standards=[STANDARD], timestamp=epoch)
        report["fits"] = json.loads(compiler.query("<fits>", field="value"))
        (report["anchors"],) = json.loads(compiler.query("<anchors>", field="value"))
    except typst.TypstError as error:
        pdf, said = b"", [error]
    report["said"] = [{"message": one.message, "hints": one.hints} for one in said]
    (work / "book.pdf").write_bytes(pdf)
    (work / "report.json").write_text(json.dumps(report), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
