"""The HTML in a real browser: axe-core finds nothing against WCAG 2.2 A and AA; nothing is wider than the screen."""

from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from documents.sample_document import sample
from saferplan.documents import html

CHROMIUM = Path("/usr/bin/chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.enable_socket,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("html") / "sample.html"
    path.write_text(html.write(sample()), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_barrier_and_nothing_wider_than_the_screen(browser: Browser, address: str, width: int, scheme: str):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page, options={"runOnly": RULES})
    assert results.violations_count == 0, results.generate_report()
    assert len(results.response["passes"]) > 20
    page.close()


def test_the_first_key_leads_past_the_contents(browser: Browser, address: str):
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the document"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page-main"
    page.close()


def test_cards_on_a_phone_are_still_a_table_to_a_screen_reader(browser: Browser, address: str):
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(address)
    seen = page.get_by_role("table").first.aria_snapshot()
    assert "columnheader" in seen
    assert "rowheader" in seen
    page.close()


def test_every_printed_page_says_the_status(browser: Browser, address: str, tmp_path: Path):
    page = browser.new_page()
    page.goto(address)
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    page.close()
    printed = pypdf.PdfReader(tmp_path / "printed.pdf").pages
    assert all(sample().status in sheet.extract_text() for sheet in printed)
