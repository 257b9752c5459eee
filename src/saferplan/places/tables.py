"""The checked frames that the rest of Saferplan knows places by."""

import dataframely as dy


class WardLookup(dy.Schema):
    """Grain: one LSOA of 2021, with the ward (best fit) and district of 2024 it lies in."""

    lsoa21_code = dy.String(primary_key=True)
    lsoa21_name = dy.String()
    ward24_code = dy.String()
    ward24_name = dy.String()
    ltla24_code = dy.String()
    ltla24_name = dy.String()


class LsoaChanges(dy.Schema):
    """Grain: one pair of a 2011 and a 2021 LSOA that share land; U unchanged, S split, M merged, X irregular."""

    lsoa11_code = dy.String(primary_key=True)
    lsoa11_name = dy.String()
    change_code = dy.Enum(["U", "S", "M", "X"])
    lsoa21_code = dy.String(primary_key=True)
    lsoa21_name = dy.String()


class DistrictPartnerships(dy.Schema):
    """Grain: one district of 2024 and one community safety partnership that covers it or a part of it, with the
    police force area. Seven districts hold several partnerships, older than the merger that made the district.
    """

    ltla24_code = dy.String(primary_key=True)
    ltla24_name = dy.String()
    csp24_code = dy.String(primary_key=True)
    csp24_name = dy.String()
    pfa24_code = dy.String()
    pfa24_name = dy.String()


class UpperTiers(dy.Schema):
    """Grain: one district of 2021, with its upper-tier authority (itself where there is one tier)."""

    ltla21_code = dy.String(primary_key=True)
    ltla21_name = dy.String()
    utla21_code = dy.String()
    utla21_name = dy.String()


class CommonAreas(dy.Schema):
    """Grain: one LSOA code of one vintage, with the smallest area that both vintages can be summed to.

    `common_code` is the code itself where it is unchanged, else "C" and the first 2011 code of the area. `ltla24_code`
    is null where the area lies in more than one district, `ward24_code` where it lies in more than one ward.
    """

    lsoa_code = dy.String(primary_key=True)
    vintage = dy.Enum(["2011", "2021", "both"])
    common_code = dy.String()
    ward24_code = dy.String(nullable=True)
    ltla24_code = dy.String(nullable=True)


class Residents(dy.Schema):
    """Grain: one LSOA of 2021. Units: usual residents and households on Census day, 21 March 2021."""

    lsoa21_code = dy.String(primary_key=True)
    residents = dy.UInt32()
    households = dy.UInt32()


class Deprivation(dy.Schema):
    """Grain: one LSOA of 2021, in England only.

    Units: ranks from 1, the most deprived LSOA of England; deciles from 1, the most deprived tenth.
    """

    lsoa21_code = dy.String(primary_key=True)
    imd_score = dy.Float64()
    imd_rank = dy.UInt32(min=1)
    imd_decile = dy.UInt8(min=1, max=10)
    crime_score = dy.Float64()
    crime_rank = dy.UInt32(min=1)
    crime_decile = dy.UInt8(min=1, max=10)
