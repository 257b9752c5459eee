"""Areas with start and end dates, code vintages and their smallest common areas, lookups, neighbours and geometry."""
