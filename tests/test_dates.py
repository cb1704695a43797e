"""Dates of reduced precision."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import dates


@pytest.mark.parametrize(
    ("text", "first", "last", "words", "precision"),
    [
        ("2022", "2022-01-01", "2022-12-31", "2022", "year"),
        ("2022-07", "2022-07-01", "2022-07-31", "July 2022", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024", "month"),
        ("2022-07-09", "2022-07-09", "2022-07-09", "9 July 2022", "day"),
        ("2019-04/2020-06", "2019-04-01", "2020-06-30", "April 2019 to June 2020", "range"),
        ("2019/2019-04-04", "2019-01-01", "2019-04-04", "2019 to 4 April 2019", "range"),
    ],
)
def test_a_date_is_the_days_it_can_mean(text, first, last, words, precision):
    assert dates.span(text) == (date.fromisoformat(first), date.fromisoformat(last))
    assert dates.spell(text) == words
    assert dates.precision(text) == precision


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "2022/", "/2022", "2022-13", "2022-00", "2022-07-00", "2022-02-30", "0000", "22", "2022-7",
        "2022-07-9", " 2022", "2022\n", "٢٠٢٢", "2020/2019", "2019/2020/2021",
        "2022-07-19T10:00", "July 2022", "-2022", "a-b-c-d",
    ],
)  # fmt: skip
@pytest.mark.parametrize("function", [dates.span, dates.spell, dates.precision])
def test_what_is_no_date_is_refused(function, text):
    with pytest.raises(ValueError, match=r".+"):
        function(text)


@given(st.dates())
def test_a_day_a_month_and_a_year_hold_each_other(day):
    year, month = dates.span(f"{day:%Y}".zfill(4)), dates.span(day.isoformat()[:7])
    assert dates.span(day.isoformat()) == (day, day)
    assert year[0] <= month[0] <= day <= month[1] <= year[1]


@given(st.text())
def test_no_text_gives_anything_but_days_or_a_sentence(text):
    try:
        first, last = dates.span(text)
    except ValueError as error:
        assert str(error)
    else:
        assert first <= last


def test_the_months_are_english_wherever_the_computer_stands():
    assert isinstance(dates.MONTHS, tuple) and len(dates.MONTHS) == 12
    assert "".join(name[0] for name in dates.MONTHS) == "JFMAMJJASOND"
