"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from handbook.files import write_together, write_whole


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "new" / "quiz.yml"
    write_whole(path, "title: “One”\n")
    path.chmod(0o640)
    write_whole(path, b"title: Two\n")
    assert path.read_bytes() == b"title: Two\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(path.parent.iterdir()) == [path]


def test_none_of_several_is_replaced_when_one_cannot_be_written(tmp_path: Path) -> None:
    kept, folder = tmp_path / "kept.yml", tmp_path / "folder"
    kept.write_text("as it was", "utf-8")
    folder.write_text("a file where a folder should be", "utf-8")
    with pytest.raises(OSError, match="folder"):
        write_together({kept: "changed", folder / "quiz.yml": "new"})
    assert kept.read_text("utf-8") == "as it was"
    assert sorted(tmp_path.iterdir()) == [folder, kept]
