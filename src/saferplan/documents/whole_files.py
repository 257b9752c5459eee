"""Writing a file whole or not at all."""

import errno
from pathlib import Path

from saferplan.terms.problems import Refusal


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it in, so that no reader ever meets half of it.

    Fails: Refusal where the disk is full or the folder may not be written to; what stood there before still stands.
    """
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        reasons = {errno.ENOSPC: "The disk is full.", errno.EACCES: "The folder may not be written to."}
        if problem.errno not in reasons:
            raise
        raise Refusal(
            f"{path.name} could not be written.",
            why=reasons[problem.errno],
            next_step="Make room, or name another folder, and run it again. Nothing was lost.",
        ) from problem
