"""The same cleaning in pandas, vectorised throughout, on its Arrow strings and Arrow's reader of CSV."""

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd

from bench.contenders.street_files import (
    DEGREES,
    HALF_A_POINT,
    HEADINGS,
    LIMITS,
    NOT_A_NUMBER,
    REQUIRED,
    SPACES,
    WRONG_MONTH,
    StreetFile,
    street_files,
)
from bench.contenders.timed import run_timed

PUBLISHED = list(HEADINGS)


def clean_archive(archive: Path, lsoas: Path, out: Path) -> None:
    """Kept and refused rows of each street file as Parquet, and the quality of all as JSON."""
    for table in ("offences", "refused"):
        (out / table).mkdir(parents=True)
    vintages = pd.read_parquet(lsoas).set_index("lsoa_code")["vintage"].astype("str")
    quality = []
    for file in street_files(archive):
        rows, misshapen = _rows(file)
        kept, reasons = _clean(rows, file, vintages)
        kept.to_parquet(out / "offences" / f"{file.name}.parquet", compression="zstd", index=False)
        refused = _refused({**reasons, **misshapen}, file)
        if len(refused):
            refused.to_parquet(out / "refused" / f"{file.name}.parquet", compression="zstd", index=False)
        quality.append(_quality(kept, file))
    (out / "quality.json").write_text(json.dumps(quality))


def _rows(file: StreetFile) -> tuple[pd.DataFrame, dict[int, str]]:
    if file.is_plain:
        rows = pd.read_csv(io.BytesIO(file.content), dtype="str", keep_default_na=False, engine="pyarrow")
        rows["row_number"] = range(1, len(rows) + 1)
        return rows, {}
    cells, misshapen = file.told_apart()
    return pd.DataFrame(cells, columns=["row_number", *file.headings]), misshapen


def _clean(rows: pd.DataFrame, file: StreetFile, vintages: pd.Series) -> tuple[pd.DataFrame, dict[int, str]]:
    found = pd.DataFrame({ours: rows[heading].astype("str").str.strip(SPACES) for ours, heading in HEADINGS.items()})
    found = found.where(found != "")
    found["row_number"] = rows["row_number"]
    no_numbers = pd.DataFrame(
        {name: found[name].notna() & ~found[name].str.fullmatch(DEGREES).fillna(False) for name in LIMITS}
    )
    degrees = {name: pd.to_numeric(found[name].mask(no_numbers[name])) for name in LIMITS}
    reasons = pd.Series("", index=found.index)
    rules = [(found[name].isna(), f"{HEADINGS[name]} is empty") for name in REQUIRED]
    rules += [(degrees[name].abs() > most, f"{HEADINGS[name]} is out of range") for name, most in LIMITS.items()]
    rules.append((found["longitude"].isna() != found["latitude"].isna(), HALF_A_POINT))
    for broken, words in rules:
        if broken.any():
            reasons[broken] = (reasons[broken] + "; " + words).str.removeprefix("; ")
    reasons[no_numbers.any(axis=1)] = NOT_A_NUMBER
    reasons[found["month"].notna() & (found["month"] != file.month)] = WRONG_MONTH
    of_vintage = found["lsoa_code"].map(vintages).fillna("unlisted").mask(found["lsoa_code"].isna(), "none")
    found = found.assign(
        **degrees,
        month=file.first_date,
        lsoa_vintage=of_vintage,
        force_code=file.force_code,
        raw_sha256=file.sha256,
        raw_member=file.member,
    )
    is_kept = reasons == ""
    refused = dict(zip(found.loc[~is_kept, "row_number"], reasons[~is_kept], strict=True))
    return found[is_kept], refused


def _refused(reasons: dict[int, str], file: StreetFile) -> pd.DataFrame:
    numbers = sorted(reasons)
    return pd.DataFrame(
        {
            "row_number": numbers,
            "reason": [reasons[number] for number in numbers],
            "row_text": [file.lines[number - 1] for number in numbers],
        }
    ).assign(force_code=file.force_code, file_month=file.first_date, raw_sha256=file.sha256, raw_member=file.member)


def _quality(kept: pd.DataFrame, file: StreetFile) -> dict[str, Any]:
    is_asb, has_id = kept["crime_type"] == "Anti-social behaviour", kept["crime_id"].notna()
    vintages = kept["lsoa_vintage"].value_counts().to_dict()
    old, new = vintages.get("2011", 0), vintages.get("2021", 0)
    return {
        "force_code": file.force_code,
        "month": file.first_date.isoformat(),
        "raw_sha256": file.sha256,
        "raw_member": file.member,
        "read_count": len(file.lines),
        "kept_count": len(kept),
        "refused_count": len(file.lines) - len(kept),
        "crime_count": int((~is_asb).sum()),
        "asb_count": int(is_asb.sum()),
        "no_location_count": int(kept["longitude"].isna().sum()),
        "no_lsoa_count": vintages.get("none", 0),
        "unlisted_lsoa_count": vintages.get("unlisted", 0),
        "lsoa11_only_count": old,
        "lsoa21_only_count": new,
        "repeat_with_id_count": int(has_id.sum()) - kept["crime_id"].nunique(),
        "repeat_without_id_count": int(kept.loc[~has_id, PUBLISHED].duplicated().sum()),
        "vintage": "mixed" if old and new else "2011" if old else "2021" if new else "either",
    }


if __name__ == "__main__":
    run_timed(clean_archive)
