"""Which pages wait to be read again, as a person and the monthly workflow ask."""

from datetime import date
from pathlib import Path

import pytest

from handbook.cli import main

PAGE = "docs/greeting/first-words.md"


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch):
    """A function that sets the day that `handbook due` sees."""

    def on(year: int, month: int, day: int) -> None:
        class Day(date):
            @classmethod
            def today(cls) -> date:
                return date(year, month, day)

        monkeypatch.setattr("handbook.commands.due.date", Day)

    return on


def test_nothing_is_due_on_the_day_itself(example: Path, capsys: pytest.CaptureFixture[str], after) -> None:
    after(2027, 11, 22)
    assert main(["due", str(example)]) == 0
    assert main(["due", "--format", "markdown", str(example)]) == 0
    assert capsys.readouterr().out == "No page waits to be read again.\n"


def test_what_is_due_comes_longest_overdue_first(example: Path, capsys, after) -> None:
    glossary = example / "docs" / "reference.md"
    glossary.write_text("---\ntitle: Words [old]\nreview_by: 2026-01-31\n---\n# Words\n\nText.\n", "utf-8")
    after(2027, 11, 23)
    assert main(["due", str(example)]) == 1
    first, second, *rest = capsys.readouterr().out.splitlines()
    assert first == "2026-01-31  docs/reference.md  Words [old]"
    assert second == f"2027-11-22  {PAGE}  First words, Training team"
    assert all(line > first for line in rest)


def test_markdown_leads_to_where_each_page_is_edited(example: Path, capsys, after, monkeypatch) -> None:
    glossary = example / "docs" / "reference.md"
    glossary.write_text("---\ntitle: Words [old]\nreview_by: 2026-01-31\n---\n# Words\n\nText.\n", "utf-8")
    after(2026, 2, 1)
    monkeypatch.delenv("EDIT_URI", raising=False)
    assert main(["due", "--format", "markdown", str(example)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("1 page waits to be read again.\n")
    assert said.endswith("- [ ] Words \\[old\\] (`docs/reference.md`), by 2026-01-31\n")
    monkeypatch.setenv("EDIT_URI", "https://git.example.org/edit/main/docs/")
    main(["due", "--format", "markdown", str(example)])
    assert "[Words \\[old\\]](https://git.example.org/edit/main/docs/reference.md)" in capsys.readouterr().out


def test_a_broken_page_hides_no_other(example: Path, capsys, after) -> None:
    (example / "quizzes" / "greeting.yml").write_text("title: [\n", "utf-8")
    (example / "docs" / "index.md").write_text("---\nreview_by: soon\n---\n# Home\n\nText.\n", "utf-8")
    after(2027, 11, 23)
    assert main(["due", str(example)]) == 1
    said = capsys.readouterr()
    assert PAGE in said.out
    assert "docs/index.md" not in said.out
    assert "Run `handbook check`" in said.err


def test_no_handbook_is_not_all_well(tmp_path: Path, capsys, after) -> None:
    after(2026, 11, 22)
    assert main(["due", "--format", "markdown", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "handbook check" in said.err
