"""The same cleaning in DuckDB's SQL, one statement a table; the zip is unpacked first, as DuckDB reads none."""

import json
import tempfile
from pathlib import Path
from typing import Any

import duckdb

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

_TRIMMED = ", ".join(f"nullif(trim(\"{heading}\", $spaces), '') AS {ours}" for ours, heading in HEADINGS.items())
_NO_NUMBER = " OR ".join(f"NOT regexp_full_match({name}, '{DEGREES}')" for name in LIMITS)
_BROKEN = ", ".join(
    [
        *(f"CASE WHEN {name} IS NULL THEN '{HEADINGS[name]} is empty' END" for name in REQUIRED),
        *(
            f"CASE WHEN abs(try_cast({name} AS DOUBLE)) > {most} THEN '{HEADINGS[name]} is out of range' END"
            for name, most in LIMITS.items()
        ),
        f"CASE WHEN (longitude IS NULL) <> (latitude IS NULL) THEN '{HALF_A_POINT}' END",
    ]
)
_JUDGED = f"""
CREATE OR REPLACE TEMP TABLE judged AS
WITH trimmed AS (SELECT row_number, {_TRIMMED} FROM street)
SELECT trimmed.*,
       CASE WHEN lsoa_code IS NULL THEN 'none' ELSE coalesce(vintage, 'unlisted') END AS lsoa_vintage,
       CASE WHEN month <> $month THEN '{WRONG_MONTH}'
            WHEN {_NO_NUMBER} THEN '{NOT_A_NUMBER}'
            ELSE nullif(concat_ws('; ', {_BROKEN}), '') END AS reason
FROM trimmed LEFT JOIN vintages USING (lsoa_code)
"""  # noqa: S608 - put together from the names and words above only
_KEPT = """
CREATE OR REPLACE TEMP TABLE kept AS
SELECT * EXCLUDE (reason) REPLACE (
           CAST($month || '-01' AS DATE) AS month,
           CAST(longitude AS DOUBLE) AS longitude,
           CAST(latitude AS DOUBLE) AS latitude),
       $force AS force_code, $sha256 AS raw_sha256, $member AS raw_member
FROM judged WHERE reason IS NULL ORDER BY row_number
"""
_QUALITY = f"""
SELECT count(*) AS kept_count,
       count(*) FILTER (crime_type <> 'Anti-social behaviour') AS crime_count,
       count(*) FILTER (crime_type = 'Anti-social behaviour') AS asb_count,
       count(*) FILTER (longitude IS NULL) AS no_location_count,
       count(*) FILTER (lsoa_vintage = 'none') AS no_lsoa_count,
       count(*) FILTER (lsoa_vintage = 'unlisted') AS unlisted_lsoa_count,
       count(*) FILTER (lsoa_vintage = '2011') AS lsoa11_only_count,
       count(*) FILTER (lsoa_vintage = '2021') AS lsoa21_only_count,
       count(crime_id) - count(DISTINCT crime_id) AS repeat_with_id_count,
       count(*) FILTER (crime_id IS NULL)
           - (SELECT count(*) FROM (SELECT DISTINCT {", ".join(HEADINGS)} FROM kept WHERE crime_id IS NULL))
           AS repeat_without_id_count
FROM kept
"""  # noqa: S608 - put together from the names and words above only


def clean_archive(archive: Path, lsoas: Path, out: Path) -> None:
    """Kept and refused rows of each street file as Parquet, and the quality of all as JSON."""
    for table in ("offences", "refused"):
        (out / table).mkdir(parents=True)
    with duckdb.connect(":memory:") as connection, tempfile.TemporaryDirectory(dir=out) as unpacked:
        connection.execute("CREATE TABLE vintages AS SELECT lsoa_code, vintage FROM read_parquet($1)", [str(lsoas)])
        quality = [_cleaned(connection, file, out, Path(unpacked)) for file in street_files(archive)]
    (out / "quality.json").write_text(json.dumps(quality))


def _cleaned(connection: Any, file: StreetFile, out: Path, unpacked: Path) -> dict[str, Any]:
    misshapen = _read(connection, file, unpacked / "street.csv")
    connection.execute(_JUDGED, {"spaces": SPACES, "month": file.month})
    connection.execute(
        _KEPT, {"month": file.month, "force": file.force_code, "sha256": file.sha256, "member": file.member}
    )
    _copy(connection, "kept", out / "offences" / f"{file.name}.parquet")
    refused = connection.execute("SELECT row_number, reason FROM judged WHERE reason IS NOT NULL").fetchall()
    _write_refused(connection, {**dict(refused), **misshapen}, file, out / "refused" / f"{file.name}.parquet")
    found = connection.execute(_QUALITY)
    counts = dict(zip([column[0] for column in found.description], found.fetchone(), strict=True))
    old, new = counts["lsoa11_only_count"], counts["lsoa21_only_count"]
    return {
        "force_code": file.force_code,
        "month": file.first_date.isoformat(),
        "raw_sha256": file.sha256,
        "raw_member": file.member,
        "read_count": len(file.lines),
        "refused_count": len(file.lines) - counts["kept_count"],
        "vintage": "mixed" if old and new else "2011" if old else "2021" if new else "either",
        **counts,
    }


def _read(connection: Any, file: StreetFile, unpacked: Path) -> dict[int, str]:
    """The file's rows as the table `street`; the reason for every line that is no row."""
    if file.is_plain:
        unpacked.write_bytes(file.content)
        columns = ", ".join(f"'{heading}': 'VARCHAR'" for heading in file.headings)
        reading = f"'{unpacked}', columns={{{columns}}}, auto_detect=false, header=true, delim=',', quote='', escape=''"
        numbered = f"SELECT row_number() OVER () AS row_number, * FROM read_csv({reading})"  # noqa: S608 - our own path
        connection.execute(f"CREATE OR REPLACE TEMP TABLE street AS {numbered}")
        return {}
    rows, misshapen = file.told_apart()
    columns = ", ".join(f'"{heading}" VARCHAR' for heading in file.headings)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE street (row_number BIGINT, {columns})")
    marks = ", ".join("?" * (1 + len(file.headings)))
    connection.executemany(f"INSERT INTO street VALUES ({marks})", rows)  # noqa: S608 - question marks
    return misshapen


def _write_refused(connection: Any, reasons: dict[int, str], file: StreetFile, path: Path) -> None:
    if not reasons:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE refused (row_number BIGINT, reason VARCHAR, row_text VARCHAR, "
        "force_code VARCHAR, file_month DATE, raw_sha256 VARCHAR, raw_member VARCHAR)"
    )
    where = (file.force_code, file.first_date, file.sha256, file.member)
    rows = [(number, reasons[number], file.lines[number - 1], *where) for number in sorted(reasons)]
    connection.executemany("INSERT INTO refused VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    _copy(connection, "refused", path)


def _copy(connection: Any, table: str, path: Path) -> None:
    connection.execute(f"COPY {table} TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


if __name__ == "__main__":
    run_timed(clean_archive)
