"""The names of the made-up county: English in sound, and of no real place, force or street."""

from itertools import product

COUNTY = "Farshire"
REGION_CODE = "E12990001"
COUNTY_CODE = "E10990001"

# The last of the county's own districts has one tier, as Medway in Kent; the neighbour lies beyond the county.
DISTRICTS = ("Northmere", "Ashwick Vale", "Tarnholt", "Saltmarrow", "Wendlecombe", "Port Ellory", "Overmere")
DISTRICT_CODES = ("E07099001", "E07099002", "E07099003", "E07099004", "E07099005", "E06099001", "E06099002")
UNITARY = DISTRICTS.index("Port Ellory")
NEIGHBOUR = DISTRICTS.index("Overmere")

# Two districts share a partnership, as Dartford and Gravesham do.
PARTNERSHIPS = (
    ("E22990001", "Northmere"),
    ("E22990002", "Ashwick Vale"),
    ("E22990003", "Tarnholt and Saltmarrow"),
    ("E22990003", "Tarnholt and Saltmarrow"),
    ("E22990004", "Wendlecombe"),
    ("E22990005", "Port Ellory"),
    ("E22990006", "Overmere"),
)

FORCES = ("farshire", "overmere")
FORCE_NAMES = ("Farshire Police", "Overmere Police")
FORCE_AREAS = (("E23990001", "Farshire"), ("E23990002", "Overmere"))

_WARD_STARTS = (
    *("Arkle", "Bellow", "Cindle", "Dapple", "Emmer", "Fallow", "Gimble", "Hobble", "Inkle", "Jingle", "Kettle"),
    *("Lanter", "Mizzle", "Nibble", "Osier", "Pippin", "Quill", "Rushy", "Trickle", "Tansy"),
)
_WARD_ENDS = (
    "holt",
    "wick",
    "garth",
    "combe",
    "mere",
    "stead",
    "bourne",
    "cross",
    "thwaite",
    "den",
    "fold",
    "ling",
    "shaw",
    "rigg",
)
_STREET_STARTS = (
    *("Lantern", "Cobbler", "Thimble", "Bellows", "Copper", "Juniper", "Marigold", "Plover", "Teasel", "Weaver"),
    *("Saddler", "Foxglove", "Heron", "Barley", "Cooper", "Tinder", "Larkspur", "Wheelwright", "Osprey", "Clover"),
)
_STREET_ENDS = ("Street", "Road", "Close", "Lane", "Avenue", "Drive", "Way", "Gardens")

# Neighbours in this list share neither part; no two names are equal, as 61 and the 14 ends have no common factor.
WARDS = tuple(
    _WARD_STARTS[number % 20] + _WARD_ENDS[(number * 3 + number // 20) % len(_WARD_ENDS)] for number in range(280)
)
STREETS = tuple(f"On or near {start} {end}" for start, end in product(_STREET_STARTS, _STREET_ENDS))
PUBLIC_PLACES = (
    *("On or near Supermarket", "On or near Parking Area", "On or near Shopping Area", "On or near Petrol Station"),
    *("On or near Nightclub", "On or near Pedestrian Subway", "On or near Sports/Recreation Area"),
)
