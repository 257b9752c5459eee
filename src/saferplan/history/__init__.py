"""Who did what, when and on which evidence: append-only, chained by hash, without personal data."""
