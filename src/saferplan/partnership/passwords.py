"""First passwords: random, and easy to read out over a telephone."""

import secrets

# No letter that looks or sounds like another one.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LENGTH = 4, 4


def first_password() -> str:
    """Four groups of four letters with hyphens: 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS))
