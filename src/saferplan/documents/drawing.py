"""Draws pictures: each once as SVG, in our own fonts, and as PNG from that same SVG."""

import hashlib
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from xml.etree import ElementTree

import vl_convert

from saferplan.documents.maps import rate_map
from saferplan.documents.month_charts import month_line
from saferplan.documents.pictures import Bars, Dots, MonthLine, Picture, RateMap
from saferplan.documents.row_charts import bars, dots

_SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", _SVG)


def fonts_folder() -> Path:
    """The folder of the TrueType fonts that documents and pictures are set in."""
    return Path(__file__).parent / "fonts"


def svg(picture: Picture, *, title: str, alternative: str) -> str:
    """The picture as self-contained SVG that says to a screen reader what it shows.

    The same picture with the same words gives the same text. Ids in it are its own, so that many pictures may stand in
    one page.
    """
    root = ElementTree.fromstring(_drawn(picture))  # noqa: S314 - drawn here, not received
    words = hashlib.sha256(f"{title}\n{alternative}\n{_drawn(picture)}".encode()).hexdigest()[:8]
    key = f"picture-{words}"
    _rename_ids(root, key)
    named = ElementTree.Element(f"{{{_SVG}}}title", {"id": f"{key}-title"})
    named.text = title
    described = ElementTree.Element(f"{{{_SVG}}}desc", {"id": f"{key}-desc"})
    described.text = alternative
    root[:0] = [named, described]
    root.attrib |= {"role": "img", "aria-labelledby": named.attrib["id"], "aria-describedby": described.attrib["id"]}
    return ElementTree.tostring(root, encoding="unicode")


def png(picture: Picture, *, scale: float = 2.0) -> bytes:
    """The picture as PNG, drawn from the same SVG. Units: `scale` in pixels per drawing unit."""
    _our_fonts()
    drawn: bytes = vl_convert.svg_to_png(_drawn(picture), scale=scale)
    return drawn


@lru_cache(maxsize=64)
def _drawn(picture: Picture) -> str:
    """The bare SVG, cleaned of what only Vega's own viewer would read."""
    match picture:
        case RateMap():
            return rate_map(picture)
        case MonthLine():
            chart = month_line(picture)
        case Dots():
            chart = dots(picture)
        case Bars():
            chart = bars(picture)
    _our_fonts()
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(chart))  # noqa: S314 - drawn here, not received
    for element in root.iter():
        for name in [name for name in element.attrib if name in {"class", "role", "pointer-events"} or "aria" in name]:
            del element.attrib[name]
    _rename_ids(root, "clip")  # Vega numbers them through a whole process; from one here, so that each run draws alike
    return ElementTree.tostring(root, encoding="unicode")


def _rename_ids(root: ElementTree.Element, key: str) -> None:
    """Give every id a new name under the key, and every reference to it likewise."""
    numbers = count(1)
    names = {element.attrib["id"]: f"{key}-{next(numbers)}" for element in root.iter() if "id" in element.attrib}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.attrib[name] = names[value]
            elif value.startswith("url(#"):
                element.attrib[name] = f"url(#{names[value[5:-1]]})"


@cache
def _our_fonts() -> None:
    vl_convert.register_font_directory(str(fonts_folder()))
