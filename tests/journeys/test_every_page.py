"""Every page that anybody can reach in a whole made-up year, and each kind of page looked at hard in a browser.

The pages are found as people find them: from where somebody lands after signing in, by following every link.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import Resolver404, resolve

from saferplan.home import Home
from saferplan.partnership.models import Person
from saferplan.publication import public_urls
from saferplan.sources.made_up.county import write_county
from saferplan.web.context import YEAR
from saferplan.web.demo import FIRST, LAST
from saferplan.web.made_up_year.walk import ENDS_AT, walk
from web.browser import CHROMIUM, DESKTOP, PHONE, Visitor, chromium

WHO = (None, "manager", "chair", "analyst", "lead", "scrutiny", "county")
# Of a kind of page of which there are hundreds, such as figures, the public and the manager open so many, others fewer.
OF_A_KIND, OF_A_KIND_FOR_OTHERS = 4, 1
HEAVIEST = 300_000  # bytes: a public page with its styles and scripts
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.enable_socket,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@dataclass
class Found:
    """What one person's links lead to: addresses by kind, a page of each kind, and whatever is wrong with any."""

    pages: dict[str, list[str]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@pytest.fixture
def walked(
    live_server: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, dict[str, str]]:
    """A site on which two partnerships walked the made-up year, on the day after it, and everybody's password."""
    settings.HOME = Home(tmp_path / "home")
    write_county(tmp_path / "county", seed=2026, size="county", first=FIRST, last=LAST)
    made_at = datetime(2026, 2, 2, tzinfo=UTC)
    passwords = walk(tmp_path / "county", tmp_path / "out", settings.HOME, made_at=made_at, say=_unheard)
    monkeypatch.setattr("saferplan.web.access.moment", lambda: ENDS_AT)
    return live_server.url, passwords


def test_every_page_that_anybody_can_reach_is_there_and_sound(walked: tuple[str, dict[str, str]]):
    site, passwords = walked
    found = {who: crawled(who) for who in WHO}
    faults = [f"{who}: {fault}" for who, pages in found.items() for fault in pages.faults]
    assert not faults, "\n".join(faults)
    assert {f"public:{pattern.name}" for pattern in public_urls.urlpatterns} <= set(found[None].pages)
    assert {f"{stage}:first" for stage in YEAR} <= set(found["manager"].pages)
    with chromium() as browser:
        look_at_each_kind(Visitor(browser, site, set()), found[None])
        manager = Visitor(browser, site, set())
        manager.signs_in("manager", passwords["manager"])
        look_at_each_kind(manager, found["manager"])


def crawled(who: str | None) -> Found:
    """Follow every link from where this person begins."""
    client, found = Client(), Found()
    if who:
        client.force_login(
            Person.objects.get(username=who), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    waiting, seen = ["/", "/northmere/"], {"/", "/northmere/"}
    while waiting:
        path = waiting.pop(0)
        if not _is_wanted(path, who, found):
            continue
        response = client.get(path, follow=True)
        final = response.request["PATH_INFO"]
        kind = _kind(final)
        found.pages.setdefault(kind, []).append(path)
        if response.status_code >= 400:
            found.faults.append(f"{response.status_code} at {path}")
            continue
        if not response["Content-Type"].startswith("text/html") or "Content-Disposition" in response:
            continue
        found.shown.setdefault(kind, path)
        for link in _links(response.content, final, who, found):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def _links(content: bytes, path: str, who: str | None, found: Found) -> Iterator[str]:
    """The site's own addresses that a page links to; what is unsound in it, or too heavy for the public, is noted."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(content, transport_encoding="utf-8")
    found.faults.extend(f"{path}: {fault}" for _place, fault, _more in parser.errors)
    if who is None and (weight := len(content) + _weight(tree)) > HEAVIEST:
        found.faults.append(f"{path} weighs {weight} bytes with its styles and scripts")
    for element in tree.iter("a"):
        parts = urlsplit(urljoin(path, element.get("href", "")))
        if not parts.netloc and parts.path.startswith("/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _weight(tree: Any) -> int:
    named = [element.get("href") or element.get("src") for kind in ("link", "script") for element in tree.iter(kind)]
    files = [finders.find(name.removeprefix("/static/")) for name in named if name]
    return sum(Path(str(file)).stat().st_size for file in files if file)


def _kind(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return "no page"


def _is_wanted(link: str, who: str | None, found: Found) -> bool:
    """Whether a link is followed: of each kind so many, and one with a question in it once."""
    path, _, query = link.partition("?")
    paths = found.pages.get(_kind(path), [])
    if query:
        return not any("?" in other for other in paths)
    return len(paths) < (OF_A_KIND if who in (None, "manager") else OF_A_KIND_FOR_OTHERS)


def look_at_each_kind(visitor: Visitor, found: Found) -> None:
    """One page of each kind in the browser, on a desk and on a phone, with axe-core's word on it."""
    for path in found.shown.values():
        visitor.open(path)
        for screen in (DESKTOP, PHONE):
            visitor.page.set_viewport_size(screen)
            width = visitor.page.evaluate("document.documentElement.scrollWidth")
            assert width <= screen["width"], f"{path} is {width} px wide on a screen of {screen['width']} px"


def _unheard(_words: str) -> None:
    pass
