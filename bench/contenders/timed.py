"""How a contender is called, and how it says what its work took once its libraries were loaded."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

Work = Callable[[Path, Path, Path], None]


def run_timed(work: Work) -> None:
    """Do the work on the archive, LSOA lists and out folder given as arguments, and print its seconds as JSON."""
    archive, lsoas, out = (Path(argument) for argument in sys.argv[1:4])
    wall, processor = time.perf_counter(), time.process_time()
    work(archive, lsoas, out)
    spent = {"wall_seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - processor}
    print(json.dumps(spent))
