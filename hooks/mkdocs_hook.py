"""The one place that knows MkDocs: events in, calls out.

MkDocs keeps this file in memory for the life of the process: after a change here or in
`handbook/`, start `mkdocs serve` anew.
"""

import gc
import logging
import os
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel

from handbook import learner, openings, pages, read_handbook
from handbook.aside import put_back, set_aside
from handbook.book.make import make_book
from handbook.commit import changed_at
from handbook.fences import custom_fences
from handbook.markup import LessonMarks, edit_base, resolve_links
from handbook.problem import as_text, errors, warnings
from handbook.script import script

log = logging.getLogger("mkdocs.hooks.handbook")  # strict mode counts warnings below "mkdocs"
_command = {"serving": False}  # of this process, set once: MkDocs tells no other event


def on_startup(*, command, dirty):
    _command["serving"] = command == "serve"


def on_config(config):
    """Reads the handbook anew for each build and hands it to MkDocs's own configuration."""
    root = Path(config.config_file_path).parent
    handbook, found = read_handbook(root)
    if not _command["serving"]:
        gc.freeze()  # all of it is needed to the end of a build: a tenth of the time went into searching it
    problems = errors(found)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(changed_at(root)))
    config.extra["handbook"], config.extra["problems"] = handbook, problems
    for problem in warnings(found):
        # Not as a warning of MkDocs: those fail a strict build, and `make` builds strictly so that a
        # broken link fails. A rule of thumb about a question must not.
        log.info(str(problem))
    config.nav = pages.navigation(config.nav, handbook)
    fences = config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", [])
    edition = learner.edition(config.site_name, os.environ["SOURCE_DATE_EPOCH"])
    fences.extend(custom_fences(handbook, problems, edition))
    config.markdown_extensions.append(LessonMarks(handbook))
    return config


def on_pre_build(config):
    """Stops a build with problems, the book's too, before MkDocs empties the old site; `serve` shows them."""
    problems = config.extra["problems"]
    if config.extra.get("book") and not problems and not _command["serving"]:
        root = Path(config.config_file_path).parent
        config.extra["pdf"], problems = make_book(root, config.extra["handbook"], changed_at(root))
    if problems and not _command["serving"]:
        raise PluginError(f"{as_text(problems)}\n{len(problems)} to mend. The site is as it was before.")
    for problem in problems:
        log.warning(str(problem))


def on_files(files, config):
    """Adds the generated pages and the script; an edit button opens what a page comes from."""
    for path, page in pages.generated_pages(config.extra["handbook"]).items():
        file = File.generated(config, path, content=page.markdown)
        file.edit_uri = f"../{page.edit}"
        file.inclusion = InclusionLevel.NOT_IN_NAV  # where the navigation leaves it out, that is fine
        files.append(file)
    files.append(File.generated(config, "assets/handbook/handbook.js", content=script()))
    if pdf := config.extra.get("pdf"):
        files.append(File.generated(config, config.extra["book"], content=pdf))
    return files


def on_page_markdown(markdown, page, config, files):
    extra = config.extra
    book = extra["book"] if "pdf" in extra else ""
    return openings.open_page(extra["handbook"], page.file.src_uri, markdown, extra["problems"], book)


def on_page_content(html, page, config, files):
    """Gives the links inside quizzes and citations their addresses, and hides answers from the search."""

    def address(path):
        target = files.get_file_from_path(path)
        return target and target.url_relative_to(page.file)

    html = resolve_links(html, address, edit_base(page.edit_url, page.file.edit_uri))
    html, page.meta["handbook_aside"] = set_aside(html)
    return html


def on_post_page(output, page, config):
    return put_back(output, page.meta["handbook_aside"])
