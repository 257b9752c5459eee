"""An earlier release by hand, with only what is read back from one."""

import json
from datetime import date

from saferplan.documents.release import Manifest, write_folder

PAST = {
    "priority": "Vehicle crime",
    "sentence": "Fewer vehicles are broken into.",
    "target": "100 or fewer",
    "progress": "112 in 2025: not met.",
}


def released(folder, *, area_code="E07099001", content=None):
    """A release by hand, with only what is read back from one."""
    manifest = Manifest(
        title="Northmere plan 2025/26",
        body="Northmere",
        area_code=area_code,
        area_name="Northmere",
        status="Published",
        period="2025-04..2026-03",
        against=None,
        date=date(2025, 5, 1),
        builds=(),
        code_version="test",
        licence="None.",
        attributions=(),
    )
    content = {"saferplan_content": 1, "plan": {"objectives": [PAST]}} if content is None else content
    write_folder(folder, {"content.json": json.dumps(content).encode()}, manifest)
    return folder
