"""Which pages were to be read again by now."""

from datetime import date

from handbook.model import Handbook
from handbook.page import Page
from handbook.problem import counted


def review_day(page: Page) -> date | None:
    """The day by which a page is to be read again, if its front matter says one."""
    day = page.front and page.front.data.get("review_by")
    return day if type(day) is date else None  # a day with a time is a mistake, and told as one


def due_pages(handbook: Handbook, today: date) -> list[tuple[date, Page]]:
    """The pages whose day has passed, the longest overdue first."""
    days = [(day, page) for page in handbook.pages.values() if (day := review_day(page)) and day < today]
    return sorted(days, key=lambda entry: (entry[0], entry[1].path))


def as_text(due: list[tuple[date, Page]], edit: str) -> str:
    """A line a page: the day, the file, its title and who looks after it."""
    return "".join(f"{day}  {page.file}  {_title(page)}{_owner(page)}\n" for day, page in due)


def as_markdown(due: list[tuple[date, Page]], edit: str) -> str:
    """A list to tick off. `edit` is the address below which pages are edited, or empty."""
    if not due:
        return "No page waits to be read again.\n"
    lines = [
        f"{counted(len(due), 'page waits', 'pages wait')} to be read again.",
        "Read each, mend what is no longer true, and set `reviewed` and `review_by` at its top.",
        "",
    ]
    for day, page in due:
        title = _title(page).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        link = f"[{title}]({edit}{page.path})" if edit else title
        lines.append(f"- [ ] {link} (`{page.file}`), by {day}{_owner(page)}")
    return "\n".join(lines) + "\n"


FORMATS = {"text": as_text, "markdown": as_markdown}


def _title(page: Page) -> str:
    return " ".join(str(page.front.data.get("title") or page.title).split())


def _owner(page: Page) -> str:
    owner = page.front.data.get("owner")
    return f", {owner}" if owner else ""
