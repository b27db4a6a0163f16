"""Looks at a page with axe-core, as a person's screen reader would have to."""

import json
from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Half of axe's time goes into reading the same few colours again for each text and what lies behind it: each
# is read once. The rest of axe is as its makers publish it.
_READ_COLOURS_ONCE = """
(() => {
  const colour = axe.commons.color.Color.prototype;
  const read = colour.parseString;
  const known = new Map();
  colour.parseString = function (text) {
    if (!known.has(text)) {
      read.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    [this.r, this.g, this.b, this.alpha] = known.get(text);
    return this;
  };
})();
"""


def violations(page: Page, part: str | None = None, without: Sequence[str] = (), **options: object) -> list[str]:
    """What axe finds wrong on a page or in a part of it: the rule and the start of the element, one a line.

    `part` and `without` are CSS selectors.
    `options` go to axe. Waits for colours that are fading: they have no contrast of their own.
    """
    page.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE_SCRIPT + _READ_COLOURS_ONCE)
    where = json.dumps({"include": part or "html", "exclude": list(without)})
    asked = json.dumps({"resultTypes": ["violations"], **options})
    found = page.evaluate(f"axe.run({where}, {asked}).then((all) => all.violations)")
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]
