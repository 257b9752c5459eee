"""Tables of file quality written by hand: a force's months with so many crimes and ASB incidents."""

from collections.abc import Mapping

import polars as pl

from saferplan.evidence.tables import FileQuality
from saferplan.terms.months import Month


def quality(counts: Mapping[str, tuple[int, int]], *, force: str = "kent", **columns):
    """`counts` gives crimes and ASB by month; `columns` what else is not 0."""
    rows = [
        dict.fromkeys((name for name in FileQuality.column_names() if name.endswith("_count")), 0)
        | {"force_code": force, "month": Month.parse(month).first_date, "raw_sha256": "0", "raw_member": ""}
        | {"crime_count": crimes, "asb_count": asb, "vintage": "either"}
        | {"read_count": crimes + asb, "kept_count": crimes + asb}
        | columns
        for month, (crimes, asb) in counts.items()
    ]
    return FileQuality.validate(pl.DataFrame(rows), cast=True)
