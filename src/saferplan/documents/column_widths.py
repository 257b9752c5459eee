"""How wide a table's columns are on paper, from what they hold."""

from saferplan.documents.blocks import Table, plain

_SPACE_BETWEEN = 2
_LONGEST_CELL = 44


def column_widths(table: Table, *, line_letters: int) -> tuple[float, ...]:
    """Each column's share of the line: enough for its longest word first, then by how much it holds.

    Units: shares of the whole line, which holds about `line_letters`; they add up to 1 in a full table and to less in
    a small one.
    """
    least, wanted = [], []
    for index, column in enumerate(table.columns):
        cells = [plain(row.cells[index]) for row in table.rows]
        words = [word for cell in (column.heading, *cells) for word in cell.split(" ")]
        if column.kind == "number":
            words += cells
        needed = min(max(map(len, words), default=1), _LONGEST_CELL) + _SPACE_BETWEEN
        # A heading may take three lines.
        longest = min(max([*map(len, cells), len(column.heading) // 3]), _LONGEST_CELL) + _SPACE_BETWEEN
        least.append(needed)
        wanted.append(max(needed, longest))
    spare = max(line_letters - sum(least), 0)
    asked = sum(wanted) - sum(least)
    part = min(spare / asked, 1.0) if asked else 0.0
    widths = [low + part * (high - low) for low, high in zip(least, wanted, strict=True)]
    line = max(sum(widths), 0.5 * line_letters)
    # A table that nearly fills the line fills it.
    whole = 1.0 if line >= 0.75 * line_letters else line / line_letters
    return tuple(whole * width / sum(widths) for width in widths)
