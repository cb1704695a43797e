"""A period: read, said, compared and put in order, whatever it is."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import knowledge
from course_utils.errors import ContentError
from course_utils.knowledge import loader
from course_utils.knowledge.records import Event, Relation
from course_utils.period import ENDLESS, MONTHS, UNKNOWN, Period

ONE = st.builds(lambda day, length: day.isoformat()[:length], st.dates(), st.sampled_from([4, 7, 10]))


@st.composite
def written(draw):
    """Return a period as content writes it: one date or a range."""
    first, last = sorted([draw(ONE), draw(ONE)])
    if draw(st.booleans()) or Period.parse(last).last < Period.parse(first).first:
        return first
    return f"{first}/{last}"


PERIODS = written().map(Period.parse)


def days(period):
    """Return some days of a period: its ends, and one between."""
    return {period.first, period.last, period.middle}


@given(written())
def test_its_words_name_what_is_written_and_no_more(text):
    said = []
    for part in text.split("/"):
        year, *rest = part.split("-")
        names = [str(int(year)), *(MONTHS[int(month) - 1] for month in rest[:1]), *(str(int(day)) for day in rest[1:])]
        said.append(" ".join(reversed(names)))
    assert Period.parse(text).words == " to ".join(said)


@given(written())
def test_it_holds_the_days_of_its_ends_and_ends_no_sooner_than_it_starts(text):
    period = Period.parse(text)
    parts = [Period.parse(part) for part in text.split("/")]
    assert (period.first, period.last) == (parts[0].first, parts[-1].last)
    assert period.first <= period.middle <= period.last
    assert period.includes(period.start) and period.includes(period.end)
    assert period.start.first <= period.end.last


@given(PERIODS, PERIODS)
def test_overlap_is_the_same_from_both_sides_and_is_a_day_in_common(one, other):
    assert one.overlaps(one)
    assert one.overlaps(other) is other.overlaps(one)
    common = {
        day for day in days(one) | days(other) if one.first <= day <= one.last and other.first <= day <= other.last
    }
    assert one.overlaps(other) is bool(common)
    assert one.overlaps(other) or not (one.includes(other) or one.lasts_through(other))


@given(PERIODS, PERIODS)
def test_what_is_certain_on_all_its_days_includes_them(one, other):
    assert one.includes(other) or not one.lasts_through(other)


@given(st.lists(PERIODS, min_size=3, max_size=8))
def test_the_order_is_total_and_by_the_first_day(periods):
    for one in periods:
        for other in periods:
            assert (one < other) + (one == other) + (other < one) == 1
            assert not one < other or one.first <= other.first
            assert all(one < third for third in periods if one < other < third)


@given(PERIODS, PERIODS)
def test_the_distance_holds_every_pair_of_days_and_turns_its_sign(one, other):
    least, most = one.days_to(other)
    assert other.days_to(one) == (-most, -least)
    for start in days(one.start):
        for end in days(other.start):
            assert least <= (end - start).days <= most


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 40_000))
def test_the_distance_of_two_days_is_their_days(day, length):
    one, other = (Period.parse(one.isoformat()) for one in (day, day + timedelta(length)))
    assert one.days_to(other) == (length, length)


def test_a_period_without_a_known_end_goes_on_and_one_without_a_start_is_never_certain():
    began, later = Period.parse("2021-03"), Period.parse("2400")
    assert Period.between(began, ENDLESS).lasts_through(later)
    assert not Period.between(UNKNOWN, later).lasts_through(began)
    assert Period.between(UNKNOWN, later).overlaps(began)


def test_a_range_that_ends_before_it_starts_is_refused_with_its_words():
    with pytest.raises(ValueError, match='"June 2020 to 2019" ends before it starts'):
        Period.parse("2020-06/2019")


def test_records_have_their_period_from_the_moment_they_are_loaded():
    assert knowledge.event("ev49").period.words == "18 July 2022 to 19 July 2022"
    assert knowledge.event("ev49").period is knowledge.event("ev49").period
    for record in (*knowledge.events().values(), *knowledge.relations().values()):
        assert "period" in vars(record)


EVENT = dict.fromkeys(("id", "title", "summary"), "x") | {"phase": "split", "confidence": "high"}
RELATION = dict.fromkeys(("id", "from", "to"), "x") | {"kind": "commands"}


@pytest.mark.parametrize(
    ("cls", "entry", "said"),
    [
        (Event, EVENT | {"date": "2020-13"}, '"2020-13" is not a date: month must be in 1..12'),
        (Event, EVENT | {"date": "soon"}, '"soon" is not a date such as 2022'),
        (Event, EVENT | {"date": "2020", "end": "2019-05"}, '"2020 to May 2019" ends before it starts'),
        (Relation, RELATION | {"since": "2020", "until": "2019"}, '"2020 to 2019" ends before it starts'),
    ],
)
def test_a_wrong_date_is_found_when_the_record_is_loaded(cls, entry, said):
    with pytest.raises(ContentError, match=rf'file\.toml, "x": {re.escape(said)}'):
        loader.build(cls, entry, "file.toml")
