"""The checked frames of people and homes that the profile of an area is summed from."""

import dataframely as dy


class Sexes(dy.Schema):
    """Grain: one district of 2021. Units: usual residents on Census day, 21 March 2021."""

    ltla21_code = dy.String(primary_key=True)
    residents_count = dy.UInt32()
    female_count = dy.UInt32()
    male_count = dy.UInt32()


class Ages(dy.Schema):
    """Grain: one district of 2021. Units: residents estimated at 30 June 2020; the bands add up to all."""

    ltla21_code = dy.String(primary_key=True)
    residents_count = dy.UInt32()
    age_0_to_9_count = dy.UInt32()
    age_10_to_17_count = dy.UInt32()
    age_18_to_24_count = dy.UInt32()
    age_25_to_44_count = dy.UInt32()
    age_45_to_64_count = dy.UInt32()
    age_65_and_over_count = dy.UInt32()


class EthnicGroups(dy.Schema):
    """Grain: one LSOA of 2021. Units: usual residents on Census day, 21 March 2021."""

    lsoa21_code = dy.String(primary_key=True)
    asian_count = dy.UInt32()
    black_count = dy.UInt32()
    mixed_count = dy.UInt32()
    white_count = dy.UInt32()
    other_count = dy.UInt32()


class Tenures(dy.Schema):
    """Grain: one LSOA of 2021. Units: households on Census day, 21 March 2021."""

    lsoa21_code = dy.String(primary_key=True)
    owned_outright_count = dy.UInt32()
    owned_with_loan_count = dy.UInt32()
    shared_ownership_count = dy.UInt32()
    council_rented_count = dy.UInt32()
    other_social_rented_count = dy.UInt32()
    landlord_rented_count = dy.UInt32()
    other_private_rented_count = dy.UInt32()
    rent_free_count = dy.UInt32()
