"""What is put into a made-up county on purpose, and known only here: nothing of it is written in the files."""

from dataclasses import dataclass

from saferplan.sources.made_up import names
from saferplan.terms.months import Month


@dataclass(frozen=True, slots=True)
class PlantedPlace:
    """From `first_month` on, `crime_type` runs at `rate_ratio` of its rate before in one ward and nowhere else."""

    ward_code: str
    crime_type: str
    first_month: Month
    rate_ratio: float


@dataclass(frozen=True, slots=True)
class Planted:
    """The truth that tests hold the findings against.

    From `first_month` on, `crime_type` runs at `rate_ratio` of its rate before in the district of `district_code`; no
    other district or type changes, but for the one `place` of a large county. The county's own force supplied nothing
    for `missing_month`, and only `short_share` of its crimes (but all its anti-social behaviour) for `short_month`.
    """

    district_code: str
    crime_type: str
    first_month: Month
    rate_ratio: float
    missing_month: Month
    short_month: Month
    short_share: float
    place: PlantedPlace | None = None


def planted_before(last: Month, *, town_ward: str | None = None) -> Planted:
    """What is planted in a county whose data end with a month: the changes a year before, the gaps earlier still.

    `town_ward` is the ward of a town centre, where violence is to be halved; None plants nothing in one place.
    """
    place = PlantedPlace(town_ward, "Violence and sexual offences", last.shifted(-11), 0.5) if town_ward else None
    return Planted(
        district_code=names.DISTRICT_CODES[0],
        crime_type="Vehicle crime",
        first_month=last.shifted(-11),
        rate_ratio=0.65,
        missing_month=last.shifted(-17),
        short_month=last.shifted(-13),
        short_share=1 / 3,
        place=place,
    )
