"""The standing words of the assessment: how its numbers are made, and what its words mean."""

METHOD: tuple[tuple[str, str], ...] = (
    (
        "Counts",
        "Rows of data.police.uk street files, each counted once, by the neighbourhood (LSOA) that the row itself "
        "states. Only the area's own force is counted. Rows that state no neighbourhood count for the force alone. "
        "No row is dropped as a repeat.",
    ),
    (
        "Rates",
        "Counts per 1,000 usual residents on Census day, 21 March 2021, with exact Poisson intervals (Garwood "
        "1936). The interval describes chance in a count of that size; it does not cover crimes never reported.",
    ),
    (
        "Changes",
        "Counts per day of the months compared, each month against the same calendar month before. Crimes come in "
        "clusters, so the interval is widened by how far neighbourhoods, and months across the districts of the police "
        "area, depart from moving together. It is never narrower than chance alone would give.",
    ),
    (
        "Ranks",
        "Rank 1 is the highest rate. The ranks in brackets are those that the rates cannot tell apart, from the joint "
        "confidence region of Klein, Wright and Wieczorek (2020). It allows for crimes that come in clusters from "
        "month to month, so it is wider than the printed intervals of the rates, which are of chance alone.",
    ),
    (
        "Codes of neighbourhoods",
        "Police files before and after the codes of 2021 are never mixed in one table: where both occur, places are "
        "summed to the smallest areas that both can name. Nothing is shared out by proportion.",
    ),
    (
        "Missing and short months",
        "A month without a file is missing, not zero. A month is short where crimes, beside the months around it and "
        "beside anti-social behaviour in the same file, are far too few to be real. Neither is compared.",
    ),
    (
        "Certainty in words",
        "The probability that the underlying rate moved or differs in the direction stated, in the words of the "
        "Probability Yardstick used by police and government analysts.",
    ),
)

GLOSSARY: tuple[tuple[str, str], ...] = (
    (
        "95 % interval",
        "The range of values that the data cannot tell from the one given; right in 95 of 100 such statements.",
    ),
    ("ASB", "Anti-social behaviour: incidents reported to police that are not recorded as crimes."),
    (
        "Build",
        "A set of tables computed from named raw files, never edited; the same files always give the same build.",
    ),
    ("Candidate finding", "A difference the figures show clearly, which the partnership has not yet agreed."),
    (
        "Community safety partnership",
        "The council, police, fire and rescue, probation and health, who by law work together.",
    ),
    (
        "LSOA",
        "Lower layer super output area: a neighbourhood of about 1,000 to 3,000 people, used in official statistics.",
    ),
    ("Police area", "The area one police force covers: several districts, often a county with its cities."),
    ("Underlying rate", "The rate that chance varies around from month to month."),
    ("Ward", "The area that elects one to three councillors to the district."),
)
