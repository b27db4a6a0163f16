"""Pages of the browser that one test after the other uses: to open a new one takes longer than most tests."""

from playwright.sync_api import Browser, Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 900}


class Tabs:
    """Gives each test a page of its own, as good as new, and takes it back.

    What a test may change comes back as it was: size, colours, medium, what is stored, where the mouse is.
    Permissions, routes and scripts for every page do not: who needs those makes a context.
    """

    def __init__(self, browser: Browser):
        self._browser = browser
        self._free: dict[tuple[bool, bool], list[Page]] = {}
        self._taken: list[tuple[list[Page], Page]] = []  # with where they go when they come back

    def take(
        self,
        *,
        at: str | None = None,
        viewport: ViewportSize = DESK,
        java_script_enabled: bool = True,
        color_scheme: str = "light",
        forced_colors: str = "none",
    ) -> Page:
        """An empty page, with its clock stopped `at` a time where one is given."""
        # No page gets back what it was made without, or a clock that was stopped once.
        free = self._free.setdefault((java_script_enabled, at is not None), [])
        if not free:
            context = self._browser.new_context(java_script_enabled=java_script_enabled)
            context.set_default_timeout(5000)
            free.append(context.new_page())
        page = free.pop()
        self._taken.append((free, page))
        page.set_viewport_size(viewport)
        page.emulate_media(media="null", color_scheme=color_scheme, forced_colors=forced_colors)
        if at is not None:
            page.clock.set_fixed_time(at)
        return page

    def take_back(self) -> None:
        """All pages that were taken."""
        while self._taken:
            free, page = self._taken.pop()
            page.evaluate("localStorage.clear(); sessionStorage.clear()")
            page.mouse.move(-1, -1)
            page.goto("about:blank")
            free.append(page)
