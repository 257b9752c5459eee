"""How every picture looks: one width, one text size, one typeface and a few colours with the same meaning everywhere.

At 16 cm in Word the text is 11 pt; on a telephone 360 px wide it is 9 px.
"""

import textwrap

FONTS = "'Source Sans 3', 'Segoe UI', Arial, sans-serif"
WIDTH = 500
TEXT_SIZE = 12.5
LETTER_WIDTH = 6.0  # of a usual letter at that size, generous, for making room before anything is drawn

INK = "#1d2a2c"
MUTED = "#4a5659"
OURS = "#0b5a5e"  # deep teal: this partnership, this period
OTHERS = "#6b787b"  # other places
FAINT = "#839094"  # the same series outside the period
GRID = "#dfe5e5"
BAND = "#edf0f0"
PAPER = "#ffffff"
RATE_CLASSES = ("#d3e8e6", "#a3d0cc", "#68b0ad", "#2f8787", "#0b5a5e")


def lines_of(text: str) -> list[str]:
    """A text in lines no wider than a picture."""
    return textwrap.wrap(text, int((WIDTH - 12) / LETTER_WIDTH))


def room_for(text: str) -> float:
    """The width that a text needs, a little generously. Units: as `WIDTH`."""
    return len(text) * LETTER_WIDTH
