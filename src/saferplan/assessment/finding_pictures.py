"""One small picture for a finding: its months where it tells of a change, its rate beside the rest where of a place."""

from saferplan.definitions import loading
from saferplan.definitions.forms import MeasureDefinition
from saferplan.documents.pictures import Dot, Dots, Picture
from saferplan.measures.figures import Place
from saferplan.measures.illustrations import month_line
from saferplan.measures.kept import Kept
from saferplan.measures.timing import kind_of
from saferplan.pages.pictures import svg_for_page


def finding_svg(kept: Kept, *, kind: str, measure_key: str, place_code: str, title: str) -> str:
    """The picture as SVG; "" where the build holds too little to draw."""
    measure = loading.measures().get(measure_key)
    if measure is None:
        return ""
    drawn = _months(kept, measure, place_code) if kind == "change" else _beside_the_rest(kept, measure, place_code)
    if drawn is None:
        return ""
    picture, alternative = drawn
    return svg_for_page(picture, title=title, alternative=alternative)


def _months(kept: Kept, measure: MeasureDefinition, code: str) -> tuple[Picture, str] | None:
    series = kept.readings.series.get((measure.key, code))
    row = kept.readings.changes.get((measure.key, code))
    months = kept.readings.months[measure.key]
    if not series or row is None or not months or not all(month in series for month in months):
        return None
    place = Place(row["place_kind"], code, kept.basis.name(code))
    total = "all_crime" if kind_of(measure) == "crimes" else "anti_social_behaviour"
    shown, states = kept.setting.shown_months, kept.setting.states[total]
    line = month_line(kept.account, measure, place, shown=shown, states=states)
    return line.picture, line.alternative


def _beside_the_rest(kept: Kept, measure: MeasureDefinition, code: str) -> tuple[Picture, str] | None:
    level = kept.readings.levels.get((measure.key, code))
    # As screening does: districts beside the rest of the police area, what lies in them beside the rest of theirs.
    around = [kept.setting.groups[0].code, *(place.code for place in kept.setting.own)]
    rows = [row for rest in around if (row := kept.readings.comparisons.get((measure.key, code, rest)))]
    if level is None or level["rate_per_1000"] is None or not rows:
        return None
    row = rows[0]
    rest_rate = 1000 * row["rest_count"] / row["rest_residents"]
    rest, name = kept.basis.name(row["rest_of_code"]), kept.basis.name(code)
    label = f"{measure.noun} per 1,000 residents"
    dot = Dot(name, level["rate_per_1000"], level["low"], level["high"], ours=True)
    picture = Dots(
        (dot,),
        value_label=f"{label[:1].upper()}{label[1:]}, with 95 % interval",
        reference=rest_rate,
        reference_label=f"Rest of {rest}",
    )
    alternative = f"{name} has {dot.value:,.1f} {label}; the rest of {rest} has {rest_rate:,.1f}."
    return picture, alternative
