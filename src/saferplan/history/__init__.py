"""Who did what, when and on which evidence: append-only, chained by hash. Not built yet."""
