"""What can be wrong without being a bug: a data problem is counted and shown, a refusal stops and says what next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DataProblem:
    """Something wrong or missing in data that was read all the same.

    `kind` is a short stable key ("no_location", "month_missing", "supply_short"); `subject` names the file, force or
    place; `sentence` is whole and plain, and says what the problem does to figures.
    """

    kind: str
    subject: str
    sentence: str
    row_count: int = 0


class Refusal(Exception):  # noqa: N818 - the word of the field and of every page; it is not an error of ours
    """What is not allowed, why, and what to do next: an answer to the user, never a traceback.

    Shown as a page message or as the text before an exit code.
    """

    exit_code = 2

    def __init__(self, what: str, *, why: str, next_step: str) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.what}\nWhy: {self.why}\nWhat next: {self.next_step}"
