"""The HTML form: whole, safe and marked up for those who do not see it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.sample_document import sample
from documents.words_of_forms import html_tree
from saferplan.documents import html
from saferplan.documents.blocks import Document, Link, Number, Paragraph


@pytest.fixture(scope="module")
def page() -> str:
    return html.write(sample())


def test_it_follows_the_standard_and_names_its_language(page: str):
    """html5lib's strict parser is the judge."""
    assert html_tree(page).get("lang") == "en-GB"


def test_nothing_is_loaded_and_nothing_runs(page: str):
    assert "<script" not in page
    assert not re.search(r"""(src|srcset|data)\s*=\s*["'](?!data:)""", page.replace("data-", "x-"))
    assert not re.search(r"url\((?![\"']?(data:|#))", page)
    assert "@import" not in page
    assert not re.search(r"\son\w+\s*=", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))


def test_every_link_inside_the_page_leads_somewhere(page: str):
    tree = html_tree(page)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    leads = [link.get("href", "")[1:] for link in tree.iter("a") if link.get("href", "").startswith("#")]
    assert leads == ["page-main", "summary", "months", "neighbours", "kinds", "glossary"]
    assert set(leads) <= set(ids)


def test_headings_step_down_one_at_a_time_from_the_only_title(page: str):
    levels = [int(element.tag[1]) for element in html_tree(page).iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_each_number_carries_its_figure(page: str):
    (number,) = [element for element in html_tree(page).iter("data") if element.text == "77.47"]
    expected = next(part for part in sample().blocks[1].text if isinstance(part, Number) and part.text == "77.47")
    assert number.get("data-figure") == expected.figure_id
    assert number.get("value") == "77.47"


def test_tables_say_what_each_cell_is(page: str):
    for table in html_tree(page).iter("table"):
        heads = ["".join(head.itertext()) for head in table.findall("./thead/tr/th")]
        assert table.find("caption") is not None
        assert all(head.get("scope") == "col" for head in table.findall("./thead/tr/th"))
        for row in table.findall("./tbody/tr"):
            assert row.find("th").get("scope") == "row"
            assert [cell.get("data-label") for cell in row.findall("td")] == heads[1:]


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=40))
@settings(max_examples=30, deadline=None)
def test_no_text_breaks_out_of_its_place(text: str):
    awkward = f"</style></script><img src=x onerror=y>\"'{text}"
    made = Document(awkward, awkward, awkward, awkward, awkward, (Paragraph((awkward, Number(awkward, awkward))),))
    page = html.write(made)
    assert "<img" not in page
    assert page.count("</style>") == 1
    assert html_tree(page).find(".//h1").text == awkward


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//elsewhere", "https://a b", "https://a\n", ""]
)
def test_no_address_that_runs_or_leads_astray(address: str):
    with pytest.raises(AssertionError):
        Link("words", address)


@pytest.mark.parametrize("address", ["https://data.police.uk/about/", "mailto:csp@example.org", "tables/counts.csv"])
def test_addresses_that_a_document_may_lead_to(address: str):
    assert Link("words", address).address == address
