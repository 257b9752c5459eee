"""The list of local authorities that ended hangs together."""

from datetime import timedelta

from saferplan.places.areas import changes_by_code, living_successors, predecessors_by_code


def test_successors_are_known_and_begin_the_day_after():
    lives = changes_by_code()
    for change in lives.values():
        for code in change.successors:
            assert change.end is not None
            assert lives[code].start == change.end + timedelta(days=1), (change.code, code)
        assert (change.end is None) == (change.successors == ()), change.code


def test_every_authority_that_began_took_the_land_of_another():
    began = {code for code, change in changes_by_code().items() if change.start}
    assert began == set(predecessors_by_code())


def test_succession_is_followed_to_today():
    assert living_successors("E07000191") == ("E06000066",)  # West Somerset: merged in 2019, unitary since 2023
    assert living_successors("E10000021") == ("E06000061", "E06000062")
    assert living_successors("E07000110") == ("E07000110",)
