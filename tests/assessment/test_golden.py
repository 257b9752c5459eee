"""The made-up county's assessment as plain text, kept so that a change of words or numbers is read before it is taken.

To take a change: `make golden` writes the file anew; read its difference, then commit it.
"""

import re
import tempfile
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "northmere.txt"


def without_addresses(text: str) -> str:
    """Builds and figures are named by hashes of code and files, which change with every line of either."""
    return re.sub(r"F-[0-9a-f]{10}", "F-xxxxxxxxxx", re.sub(r"B-[0-9a-f]{12}", "B-xxxxxxxxxxxx", text))


def written_text(folder: Path) -> str:
    return without_addresses((folder / "strategic-assessment.txt").read_text(encoding="utf-8"))


def test_the_made_up_county_reads_as_it_was_last_read(northmere):
    assert written_text(northmere.folder) == GOLDEN.read_text(encoding="utf-8")


if __name__ == "__main__":
    from assessment.main_job import run_job
    from saferplan.sources.made_up.county import write_county
    from saferplan.terms.months import Month

    with tempfile.TemporaryDirectory() as folder:
        write_county(Path(folder) / "county", seed=7, size="small", first=Month(2024, 1), last=Month(2025, 12))
        job = run_job(Path(folder) / "county", Path(folder), area="Northmere")
        GOLDEN.write_text(written_text(job.folder), encoding="utf-8")
