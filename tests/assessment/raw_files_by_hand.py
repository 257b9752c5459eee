"""A tiny raw store written by hand: two LSOAs that never changed, one split in two, two merged, two irregular."""

import csv
import gzip
import hashlib
import io
import zipfile

from saferplan.assessment.raw_places import CHANGES, WARDS
from saferplan.assessment.recounting import FINDINGS, RESIDENTS, STREET, Input, Recount, kept_file
from saferplan.home import Home

# 2011 code, 2021 code. E1 and E2 are unchanged; E3 is split; E5 and E6 are merged; E7 and E8 are redrawn (irregular).
LSOAS = [
    *[("E1", "E1"), ("E2", "E2"), ("E3", "E31"), ("E3", "E32"), ("E5", "E56"), ("E6", "E56")],
    *[("E7", "E71"), ("E7", "E72"), ("E8", "E72")],
]
WARD_OF = {"E1": "W1", "E31": "W1", "E32": "W2", "E2": "W2", "E56": "W2", "E71": "W3", "E72": "W3"}
DISTRICT_OF = {"W1": "D1", "W2": "D1", "W3": "D2"}
RESIDENTS_OF = {"E1": 1500, "E2": 1000, "E31": 700, "E32": 800, "E56": 2000, "E71": 900, "E72": 1100}
STREET_HEADINGS = ("Crime ID", "Month", "Longitude", "LSOA code", "Crime type")
# Crime ID, month, longitude, LSOA, type.
JANUARY = [
    ("a", "2025-01", "0.1", "E1", "Burglary"),
    ("b", "2025-01", "0.1", "E1", "Drugs"),
    ("b", "2025-01", "0.1", "E2", "Drugs"),
    ("c", "2025-01", "0.1", "E31", "Burglary"),
    ("d", "2025-01", "0.1", "E32", "Burglary"),
    ("e", "2025-01", "0.1", "E71", "Burglary"),
    ("f", "2025-01", "", "", "Burglary"),
    ("", "2025-01", "0.2", "E56", "Anti-social behaviour"),
    ("", "2025-01", "0.2", "E56", "Anti-social behaviour"),
    ("", "2025-01", "0.2", "E56", "Anti-social behaviour"),
]
OLD_JANUARY = [
    ("g", "2019-01", "0.1", "E1", "Burglary"),
    ("h", "2019-01", "0.1", "E3", "Burglary"),
    ("i", "2019-01", "0.1", "E5", "Burglary"),
    ("j", "2019-01", "0.1", "E6", "Burglary"),
    ("k", "2019-01", "0.1", "E7", "Burglary"),
    ("l", "2019-01", "0.1", "E8", "Burglary"),
]


def table(headings, rows) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([headings, *rows])
    return written.getvalue().encode("utf-8-sig")


def kept(home: Home, content: bytes, source: str, *, member: str = "", force: str = "", month: str = "") -> Input:
    item = Input(source, hashlib.sha256(content).hexdigest(), f"{source}.csv", member, force, month)
    path = kept_file(item, home)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return item


def zipped(**members: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def recount_by_hand(home: Home, *, findings=((0.001, 9.0),)) -> Recount:
    """One table plain, one gzipped, one street file in a zip and one beside it."""
    wards = [(code, ward, DISTRICT_OF[ward]) for code, ward in WARD_OF.items()]
    changes = table(("LSOA11CD", "LSOA21CD"), LSOAS)
    archive = zipped(january=table(STREET_HEADINGS, JANUARY))
    inputs = [
        kept(home, table(("LSOA21CD", "WD24CD", "LAD24CD"), wards), WARDS),
        kept(home, gzip.compress(changes), CHANGES),
        kept(home, table(("lsoa21_code", "residents"), RESIDENTS_OF.items()), RESIDENTS),
        kept(home, archive, STREET, member="january", force="kent", month="2025-01"),
        kept(home, table(STREET_HEADINGS, OLD_JANUARY), STREET, force="kent", month="2019-01"),
        kept(home, table(STREET_HEADINGS, JANUARY[:1]), STREET, force="essex", month="2025-01"),
        kept(home, table(("p_value", "stake"), findings), FINDINGS),
    ]
    return Recount(home, inputs)
