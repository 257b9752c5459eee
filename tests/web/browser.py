"""A visitor of the site in headless Chromium, who looks hard at every page: nobody passes a page that is not sound.

Every page is held against the HTML standard, and may report no error and no breach of the content policy. Once for each
kind of page, axe-core is asked about WCAG 2.2 A and AA, and the page must fit a screen of 320 px.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Browser, Locator, Page, Response, ViewportSize, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROWEST: ViewportSize = {"width": 320, "height": 700}
Reply = str | date | list[str]
PATIENCE = 15_000  # milliseconds: a machine that runs other tests is slow


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Assumes: no records are touched in this thread meanwhile, as Playwright runs a loop in it."""
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        yield browser
        browser.close()


class Visitor:
    """One person's browser. `looked_at` is shared by all, so that each kind of page is looked at whole once."""

    def __init__(
        self,
        browser: Browser,
        site: str,
        looked_at: set[tuple[str, int]],
        *,
        screen: ViewportSize = DESKTOP,
        scripts: bool = True,
    ) -> None:
        context = browser.new_context(base_url=site, viewport=screen, java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        self.screen, self.scripts, self.looked_at = screen, scripts, looked_at
        self.page: Page = context.new_page()
        self.answers: list[Response] = []
        self.complaints: list[str] = []
        self.page.on("response", self._keep)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self._hear(said.type, said.text))

    # --- going from page to page ---

    def open(self, path: str, *, expected: tuple[int, ...] = (200,)) -> None:
        """Type an address."""
        self.page.goto(path)
        self.look(expected=expected)

    def signs_in(self, username: str, password: str) -> None:
        """Sign in on the page for it."""
        self.open("/sign-in/")
        self.answer_all({"Username": username, "Password": password})
        self.send("Sign in")

    def follow(self, words: str, *, within: str = "body", exact: bool = True) -> None:
        """Follow the first link of these words; a link that looks like a button is one all the same."""
        place = self.page.locator(within)
        link = place.get_by_role("link", name=words, exact=exact)
        self._press(link.or_(place.locator("a[role=button]").filter(has_text=words)).first)

    def stage(self, name: str) -> None:
        """Follow the stage's link in the list of the year, which is folded on a phone."""
        year = self.page.get_by_role("navigation", name="The year", exact=True)
        if not year.is_visible():
            self.page.get_by_text("The year, stage by stage", exact=True).click()
            year = self.page.get_by_role("navigation", name="The year, folded")
        self._press(year.get_by_role("link", name=name, exact=True))

    def send(self, button: str, *, exact: bool = True) -> None:
        """Press a form's button, and expect to be led on."""
        self._press(self.page.get_by_role("button", name=button, exact=exact).first)

    def refused(self, button: str, *words: str) -> None:
        """Press a form's button, and expect to be told how to mend what was typed."""
        self._press(self.page.get_by_role("button", name=button, exact=True).first, expected=(409, 422))
        said = self.page.locator(".govuk-error-summary").inner_text()
        for word in words:
            assert word in said, f"{word!r} is not in what was said: {said}"

    # --- answering a form ---

    def answer(self, question: str, reply: Reply) -> None:
        """Answer a question of the form by its words: text, a choice, several choices, or a day in three fields."""
        asked = re.compile(rf"^{re.escape(question)}( \(optional\))?$")
        group = self.page.get_by_role("group", name=asked)
        field = self.page.get_by_label(asked)
        if isinstance(reply, date):
            for part, value in (("Day", reply.day), ("Month", reply.month), ("Year", reply.year)):
                group.get_by_label(part, exact=True).fill(str(value))
        elif isinstance(reply, list):
            for choice in reply:
                _choice(group, choice).check()
        elif group.count():
            _choice(group, reply).check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value=_option(field, reply))
        else:
            field.fill(reply)

    def answer_all(self, replies: Mapping[str, Reply]) -> None:
        for question, reply in replies.items():
            self.answer(question, reply)

    def typed(self, question: str) -> str:
        """What stands in a field now."""
        return self.page.get_by_label(question, exact=True).input_value()

    # --- looking ---

    def sees(self, *words: str) -> None:
        seen = self.page.locator("main").inner_text()
        for word in words:
            assert word in seen, f"{word!r} is not on {self.page.url}: {seen[:2000]}"

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def look(self, *, expected: tuple[int, ...] = (200,)) -> None:
        """Look at the page that just came. Fails: AssertionError saying what is wrong with it."""
        answer = self.answers[-1]
        assert answer.status in expected, f"{answer.status} at {answer.url}: {self.page.inner_text('body')[:1500]}"
        html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text())
        assert self.page.locator("h1").count() == 1, f"{answer.url} has not one heading of the first level"
        kind = (resolve(self.path).view_name, answer.status)
        if kind not in self.looked_at and self.scripts:
            self.looked_at.add(kind)
            self._look_whole()
        assert not self.complaints, f"{self.page.url}: {self.complaints}"

    def _look_whole(self) -> None:
        found = Axe().run(self.page, options={"runOnly": RULES})
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        self.page.set_viewport_size(NARROWEST)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(self.screen)
        assert width <= NARROWEST["width"], f"{self.page.url} is {width} px wide on a screen of 320 px"

    def _press(self, target: Locator, *, expected: tuple[int, ...] = (200,)) -> None:
        with self.page.expect_navigation():
            target.click()
        self.look(expected=expected)

    def _keep(self, response: Response) -> None:
        is_page = response.request.is_navigation_request() and response.frame == self.page.main_frame
        if is_page and not 300 <= response.status < 400:
            self.answers.append(response)

    def _hear(self, kind: str, text: str) -> None:
        # Chromium calls every answer of 4xx an error, also the one that says how to mend a form.
        if kind == "error" and "the server responded with a status of 4" not in text:
            self.complaints.append(text)


def _choice(group: Locator, words: str) -> Locator:
    exactly = group.get_by_label(words, exact=True)
    return exactly if exactly.count() else group.get_by_label(words).first


def _option(field: Locator, words: str) -> str:
    """The value of the option that has these words, or that begins with them."""
    options = field.locator("option").evaluate_all("found => found.map(one => [one.value, one.textContent.trim()])")
    exact = [value for value, text in options if text == words]
    near = [value for value, text in options if words in text]
    assert exact or near, f"{words!r} is none of {[text for _, text in options]}"
    return str((exact or near)[0])
