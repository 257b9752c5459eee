"""How pages look and speak: sound HTML, nothing inline, light, legible, and forms that say how to mend what is wrong.

Contrast is held against WCAG 2.2's own formula; HTML against html5lib's strict parser; the rest from samples.
"""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory

from saferplan.documents import looks
from saferplan.documents.pictures import MonthLine, MonthValue
from saferplan.pages.fields import DayField
from saferplan.pages.form_pages import FormPage
from saferplan.pages.pictures import COLOUR_NAMES, Chart, svg_for_page
from saferplan.terms.months import Month
from saferplan.terms.problems import Refusal

AWKWARD = "</title></svg><script>alert(1)</script>\"'&"
HEAVIEST = 300_000  # bytes: a public page with its styles and scripts
STYLES = Path(finders.find("saferplan/saferplan.css") or "").read_text(encoding="utf-8")


class ActionForm(forms.Form):
    """One of each kind of question."""

    what = forms.CharField(label="What will be done?", help_text="In plain words.", widget=forms.Textarea)
    lead = forms.CharField(label="Who leads it?")
    body = forms.ChoiceField(label="Which organisation?", choices=[("", "Choose one"), ("a", AWKWARD)])
    due = DayField(label="When is it due?", help_text="For example, 14 1 2026")
    state = forms.ChoiceField(
        label="How is it going?", choices=[("G", "Green"), ("R", "Red")], widget=forms.RadioSelect
    )
    helpers = forms.MultipleChoiceField(
        label="Who helps?", required=False, choices=[("f", "Fire")], widget=forms.CheckboxSelectMultiple
    )
    paper = forms.FileField(label="A paper that shows it")
    agreed = forms.BooleanField(label="The lead has agreed", help_text="No action is kept without.")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


class Named(SimpleNamespace):
    def __str__(self) -> str:
        return str(self.name)


def rendered(source: str, context: dict[str, Any] | None = None, *, path: str = "/northmere/plan/") -> str:
    request: Any = RequestFactory().get(path)
    request.user, request.session, request.resolver_match = AnonymousUser(), {}, None
    request.partnership = Named(slug="northmere", name="Northmere Partnership")
    request._messages = CookieStorage(request)
    engine: Any = engines["django"]
    template = engine.from_string(source) if "{%" in source else engine.get_template(source)
    return str(template.render(context or {}, request))


def tree(page: str) -> Any:
    """The page as a browser would build it. Fails: on any error against the HTML standard."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def refused_form() -> ActionForm:
    form = ActionForm({"lead": "Asha Example", "due_day": "31", "due_month": "2", "due_year": "2026", "version": "3"})
    assert not form.is_valid()
    form.add_error(None, "The plan is not adopted yet.")
    return form


def form_page(form: forms.Form, **more: Any) -> str:
    page = FormPage("Add an action", submit="Add action", cancel="/back/", hint="One lead, one date.")
    return rendered("web/form_page.html", {"page": page, "form": form, **more})


STAGES = [{"name": name, "address": f"/{name}/", "is_current": name == "Plan"} for name in ("Evidence", "Plan")]
TABLE = {
    "caption": "Offences by kind",
    "columns": [
        {"heading": name, "kind": kind} for name, kind in zip("ABCDE", ["words", *["number"] * 4], strict=True)
    ],
    "rows": [
        [{"address": "/x/", "words": "Burglary"}, 1234, -5, {"rag": "R", "words": "Red: stuck"}, None],
        [AWKWARD, 1, 2, {"tag": "caution", "words": "Few"}, date(2026, 1, 14)],
    ],
    "note": "Rates use residents of mid-2024.",
}
LINE = MonthLine(
    (MonthValue(Month(2025, 1), 5.0), MonthValue(Month(2025, 2), None, "missing"), MonthValue(Month(2025, 3), 7.0)),
    "Offences a month",
)
MEMBERS = (
    '{% extends "web/members.html" %}{% block title %}Plan{% endblock %}'
    "{% block answer %}Two of 3 are done{% endblock %}"
    '{% block content %}{% include "web/_table.html" %}{% include "web/_chart.html" %}'
    '{% include "web/_figure_line.html" with trace_address="/trace/" %}{% include "web/_summary_list.html" %}'
    '{% include "web/_empty.html" with what="Actions will be here." next_words="Add one" next_address="/a/" %}'
    "{% endblock %}"
)
PUBLIC = (
    '{% extends "web/public.html" %}{% block answer %}We make nights safer{% endblock %}'
    '{% block content %}{% include "web/_chart.html" %}{% endblock %}'
)
CONTEXT = {
    "year_stages": STAGES,
    "table": TABLE,
    "chart": Chart(
        title=AWKWARD, svg=svg_for_page(LINE, title=AWKWARD, alternative=AWKWARD), alternative=AWKWARD, table=TABLE
    ),
    "figure": {"period": "2025", "denominator": "per 1,000 residents", "source": "data.police.uk", "build": "B-1"},
    "rows": [{"key": "Lead", "value": "Asha Example", "action": "/change/"}],
}


def every_page() -> dict[str, str]:
    refusal = Refusal("You cannot do this.", why="It is for the chair.", next_step="Ask the chair.")
    return {
        "members": rendered(MEMBERS, CONTEXT),
        "public": rendered(PUBLIC, CONTEXT),
        "empty form": form_page(ActionForm(), year_stages=STAGES),
        "refused form": form_page(refused_form(), theirs=[("Who leads it?", "Ben Invented")]),
        "refusal": rendered("web/refusal.html", {"refusal": refusal}),
        "front": rendered("web/front.html", {"partnerships": [Named(slug="a", name="A", county_name="B")]}),
        "nobody": rendered("web/front.html", {"partnerships": []}),
        "sign in": rendered("account/login.html", {"form": forms.Form()}),
        "sign out": rendered("account/logout.html"),
        "closed": rendered("403.html"),
        "too often": rendered("429.html"),
    }


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    return every_page()


def test_every_page_follows_the_standard_and_can_be_found_one_s_way_in(shown: dict[str, str]):
    for name, page in shown.items():
        root = tree(page)
        assert root.get("lang") == "en-GB", name
        assert len(root.findall(".//h1")) == 1, name
        assert len(root.findall(".//main[@id='main']")) == 1, name
        assert root.find(".//title").text.endswith("Northmere Partnership – Saferplan"), name
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), name
        for link in root.iter("a"):
            if link.get("href", "").startswith("#"):
                assert link.get("href")[1:] in ids, f"{name}: {link.get('href')}"


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(shown: dict[str, str]):
    """The policy is script-src and style-src 'self': a style attribute or an inline script would be blocked."""
    for name, page in shown.items():
        for element in tree(page).iter():
            assert element.tag != "style", name
            assert not [attribute for attribute in element.attrib if attribute == "style" or attribute[:2] == "on"], (
                name
            )
            if element.tag == "script":
                assert not (element.text or "").strip(), name
            for attribute in ("src", "href"):
                if element.tag in {"script", "link", "img"} and element.get(attribute):
                    assert element.get(attribute).startswith("/static/"), name


def test_every_file_a_page_asks_for_is_there_and_a_public_page_is_light(shown: dict[str, str]):
    asked = set(re.findall(r'"/static/([^"]+)"', shown["public"]))
    script = Path(finders.find("saferplan/saferplan.js") or "").read_text(encoding="utf-8")
    asked |= {f"saferplan/{name}" for name in re.findall(r"from '\./([^']+)'", script)}
    asked |= set(re.findall(r"from '\.\./([^']+)'", script))
    files = {name: finders.find(name) for name in asked}
    assert len(files) == 6
    assert all(files.values()), files
    weight = len(shown["public"].encode()) + sum(Path(str(found)).stat().st_size for found in files.values())
    assert weight < HEAVIEST


def test_styles_ask_for_nothing_and_hold_nothing_of_gov_uk_s_own_identity():
    (found,) = set(finders.find("govuk-frontend-5.14.0/govuk-frontend.min.css", find_all=True))
    styles = Path(found).read_text(encoding="utf-8")
    assert "@font-face" not in styles
    assert "url(" not in styles + STYLES
    assert "GDS Transport" not in styles
    assert {file.name for file in Path(found).parent.iterdir()} == {
        "LICENCE.txt",
        "README.md",
        "govuk-frontend.min.css",
        "govuk-frontend.min.js",
    }
    named = set(re.findall(r"var\(--([a-z-]+)\)", styles + STYLES))
    assert {name for name in named if not name.startswith("govuk")} <= {*palette("light"), "face"}


def palette(scheme: str) -> dict[str, str]:
    light, _, rest = STYLES.partition("@media screen and (prefers-color-scheme: dark)")
    dark = rest.partition("\n}")[0]
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light.partition("}")[0]))
    return found if scheme == "light" else found | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


WORDS_ON = [
    *((ink, paper) for ink in ("ink", "quiet", "accent", "accent-strong", "error") for paper in ("paper", "tint")),
    *((ink, "paper") for ink in ("visited", "success", "error-strong", "caution")),
    *((colour, f"{colour}-tint") for colour in ("red", "amber", "green", "blue", "grey", "caution")),
    *(("on-accent", paper) for paper in ("accent", "accent-strong", "error", "error-strong", "success")),
    ("on-header", "header"),
    ("on-focus", "focus"),
    ("ink", "chart-band"),
    ("quiet", "chart-band"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(scheme: str):
    colours = palette(scheme)
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in WORDS_ON}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < 4.5}
    # 3 for the edges of what one acts on, and for what a chart draws.
    for part in ("edge", "chart-others", "chart-faint", "accent"):
        assert contrast(colours[part], colours["paper"]) >= 3, part


def test_the_page_and_the_documents_share_their_colours():
    colours = palette("light")
    document = Path(looks.__file__).parent / "style" / "document.css"
    shared = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", document.read_text(encoding="utf-8").partition("}")[0]))
    assert {name: colours[name] for name in shared} == shared
    assert set(COLOUR_NAMES.values()) <= set(colours)
    assert colours["accent"] == looks.OURS


def test_a_form_asks_one_thing_at_a_time_and_keeps_what_was_typed():
    root = tree(form_page(refused_form()))
    form = root.find(".//main//form")
    labelled = {label.get("for") for label in form.iter("label")}
    inputs = [one for one in form.iter() if one.tag in {"input", "select", "textarea"} and one.get("type") != "hidden"]
    assert {one.get("id") for one in inputs} == labelled
    typed = {one.get("name"): one.get("value") for one in form.iter("input")}
    assert (typed["lead"], typed["due_day"], typed["due_year"], typed["version"]) == ("Asha Example", "31", "2026", "3")
    legends = ["".join(legend.itertext()) for legend in form.iter("legend")]
    assert legends == ["When is it due?", "How is it going?", "Who helps? (optional)"]
    assert [link.get("href") for link in form.findall(".//div[@class='actions']/a")] == ["/back/"]


def test_errors_stand_in_a_summary_and_at_their_field_and_say_how_to_mend_it():
    page = form_page(refused_form())
    root = tree(page)
    assert root.find(".//title").text.startswith("Error: Add an action")
    summary = root.find(".//div[@class='govuk-error-summary']")
    links = {link.get("href"): link.text for link in summary.iter("a")}
    assert links == {
        "#id_what": "Give an answer to “What will be done?”",
        "#id_body": "Choose an answer to “Which organisation?”",
        "#id_due_0": "31 2 2026 is not a date. Enter one such as 14 1 2026.",
        "#id_state_0": "Choose an answer to “How is it going?”",
        "#id_paper": "Choose a file for “A paper that shows it”",
        "#id_agreed": "Tick “The lead has agreed” to go on",
    }
    assert "The plan is not adopted yet." in "".join(summary.itertext())
    what = root.find(".//textarea[@id='id_what']")
    assert what.get("aria-invalid") == "true"
    for name in what.get("aria-describedby").split():
        assert "".join(root.find(f".//*[@id='{name}']").itertext()).strip()
    assert root.find(".//*[@id='id_what_error']/p/span").text == "Error:"
    assert root.find(".//input[@id='id_lead']").get("aria-invalid") is None


def test_a_table_says_what_each_cell_is_and_escapes_what_it_holds():
    root = tree(rendered(MEMBERS, CONTEXT))
    table = root.find(".//table")
    assert "cards" in root.find(".//div[@tabindex='0'][@role='group']").get("class")
    cells = table.findall("./tbody/tr[1]/*")
    assert ["".join(cell.itertext()).strip() for cell in cells] == ["Burglary", "1,234", "−5", "R Red: stuck", "–"]
    assert [cell.get("data-label") for cell in cells] == [None, "B", "C", "D", "E"]
    assert cells[1].get("class") == "number"
    assert "".join(table.find("./tbody/tr[2]/th").itertext()) == AWKWARD
    assert "".join(table.findall("./tbody/tr[2]/td")[3].itertext()) == "14 January 2026"


def test_the_year_and_the_public_pages_mark_where_one_is():
    members = tree(rendered(MEMBERS, CONTEXT))
    assert [link.text for link in members.findall(".//nav[@class='year']//a[@aria-current]")] == ["Plan"]
    assert members.find(".//details[@class='year-folded']") is not None
    public = tree(rendered(PUBLIC, CONTEXT))
    links = public.findall(".//nav[@aria-label='This partnership']//a")
    assert [link.get("href") for link in links][:2] == ["/northmere/", "/northmere/plan/"]
    assert ["".join(link.itertext()) for link in links if link.get("aria-current")] == ["Plan"]


@pytest.mark.parametrize(("letter", "said"), [("R", "R Red"), ("a", "A Amber"), ("G", "G Green"), ("", "– Not rated")])
def test_progress_has_its_letter_and_its_word(letter: str, said: str):
    page = rendered("{% load pages %}{% rag letter %}", {"letter": letter})
    assert "".join(html5lib.parseFragment(page, namespaceHTMLElements=False).itertext()) == said
