"""The site as one file to pass on."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from handbook.cli import main


@pytest.fixture
def small(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "a b").mkdir(parents=True)
    (site / "index.html").write_text("<h1>Home</h1>", "utf-8")
    (site / "a b" / "größe.svg").write_bytes(b"<svg/>" * 100)
    return site


def test_it_holds_one_folder_with_everything(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", str(small)]) == 0
    assert capsys.readouterr().out.startswith("Wrote handbook.zip: unpack it, then open index.html")
    with ZipFile(small.parent / "handbook.zip") as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["handbook/a b/größe.svg", "handbook/index.html"]
        assert packed.read("handbook/a b/größe.svg") == b"<svg/>" * 100


def test_the_same_site_gives_the_same_bytes(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever its files were written, whoever may read them, and wherever the computer stands."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    main(["pack", str(small)])
    first = (small.parent / "handbook.zip").read_bytes()
    os.utime(small / "index.html", (0, 0))
    (small / "index.html").chmod(0o600)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    main(["pack", str(small)])
    assert (small.parent / "handbook.zip").read_bytes() == first


@pytest.mark.parametrize(
    ("changed", "day"), [("1795000000", (2026, 11, 18)), ("0", (1980, 1, 1)), ("", (1980, 1, 1))]
)
def test_its_files_have_the_day_of_the_last_change(
    small: Path, monkeypatch: pytest.MonkeyPatch, changed: str, day: tuple[int, int, int]
) -> None:
    """Programs that copy only what is newer go by it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", changed)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small.parent.parent))
    main(["pack", str(small)])
    with ZipFile(small.parent / "handbook.zip") as packed:
        assert {entry.date_time[:3] for entry in packed.infolist()} == {day}


def test_a_folder_without_a_site_leaves_the_old_zip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "handbook.zip").write_bytes(b"old")
    (tmp_path / "site").mkdir()
    assert main(["pack", str(tmp_path / "site")]) == 1
    assert "there is no finished site here. Run `make` first." in capsys.readouterr().err
    assert (tmp_path / "handbook.zip").read_bytes() == b"old"


def test_where_it_cannot_be_written_the_message_says_so(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small.parent / "handbook.zip").mkdir()
    assert main(["pack", str(small)]) == 1
    said = capsys.readouterr()
    assert "handbook.zip: this did not work: " in said.err
    assert said.out == ""
    assert sorted(path.name for path in small.parent.iterdir()) == ["handbook.zip", "site"]
