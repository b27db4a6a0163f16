"""What `mkdocs.yml` says that paper needs as well: the title, the navigation, how Markdown is read."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mergedeep
import yaml
import yaml_env_tag

from handbook.problem import Problem

FILE = "mkdocs.yml"


@dataclass(frozen=True)
class SiteConfig:
    """The settings of the site. `extensions` pairs each Markdown extension with its options."""

    title: str
    url: str
    navigation: Sequence[Any]
    extensions: Mapping[str, dict[str, Any]]


def read_site_config(root: Path) -> tuple[SiteConfig | None, list[Problem]]:
    """Reads the settings below `root`; None and a Problem where they cannot be read.

    Follows `INHERIT` and `!ENV` as MkDocs does, by the libraries that MkDocs uses.
    """
    try:
        data = _load(root / FILE)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = getattr(error, "problem", None) or getattr(error, "strerror", None) or "it is not UTF-8 text"
        hint = "Run the command in the handbook's folder, and mend the file there."
        return None, [
            Problem(FILE, line, column, "unreadable", f"the site's settings cannot be read: {said}.", hint)
        ]
    extensions = {}
    for entry in data.get("markdown_extensions") or []:
        ((name, options),) = entry.items() if isinstance(entry, dict) else ((entry, None),)
        extensions[name] = dict(options or {})
    title, url = str(data.get("site_name") or ""), str(data.get("site_url") or "")
    return SiteConfig(title, url, data.get("nav") or [], extensions), []


class _Loader(yaml.SafeLoader):
    """Knows `!ENV`; what only MkDocs can read (`!!python/name:…`) becomes nothing, for paper needs none of it."""


yaml_env_tag.add_env_tag(_Loader)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def _load(path: Path) -> dict[str, Any]:
    data = yaml.load(path.read_text("utf-8-sig"), _Loader)
    if not isinstance(data, dict):
        raise yaml.YAMLError("it holds no settings")
    parent = data.pop("INHERIT", None)
    if parent is None:
        return data
    inherited = _load(path.parent / os.fspath(parent))
    return dict(mergedeep.merge(inherited, data))
