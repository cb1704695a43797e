"""The timeline: what it shows of what was asked for, and how long it was between two events."""

import re
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import knowledge, timeline
from course_utils.errors import CourseError, UnknownId
from course_utils.period import Period

EVENTS = list(knowledge.events().values())


def shown(view):
    """Return the ids of the events in the plain text, and check that the page has the same."""
    ids = re.findall(r"^    Record: ([\w-]+)\.$", view.text, re.MULTILINE)
    assert re.findall(r'data-record="([\w-]+)"', view.html) == ids
    return ids


def test_all_events_are_told_once_each_with_date_summary_and_sources():
    view = timeline.show(sealed=False)
    assert sorted(shown(view)) == sorted(knowledge.events())
    flat = " ".join(view.text.split())
    for event in EVENTS:
        assert f"{event.period.words}: {event.title}" in flat
        assert event.summary in flat
    for source in {source for event in EVENTS for source in event.sources}:
        assert source.title in view.text


def test_phases_follow_each_other_and_events_stand_in_order_of_date_in_each():
    ids = shown(timeline.show(sealed=False))
    phases = [knowledge.event(id_).phase for id_ in ids]
    assert [phase for phase, _ in groupby(phases)] == list(dict.fromkeys(phases))
    for phase in set(phases):
        starts = [knowledge.event(id_).period for id_ in ids if knowledge.event(id_).phase == phase]
        assert starts == sorted(starts)


def test_every_phase_of_the_content_has_a_name():
    assert {event.phase for event in EVENTS} == set(knowledge.vocabulary("event.phase"))


@pytest.mark.parametrize("since", [2019, "2019", "2019-01", "2019-01-01"])
@pytest.mark.parametrize("until", [2020, "2020", "2020-12", "2020-12-31", date(2020, 12, 31)])
def test_both_ends_of_the_time_belong_to_it_however_they_are_written(since, until):
    expected = {event.id for event in EVENTS if event.date[:4] in ("2019", "2020") or (event.end or "")[:4] == "2019"}
    assert set(shown(timeline.show(since=since, until=until, sealed=False))) == expected


def test_an_event_that_lasted_is_found_on_each_of_its_days():
    for day in ("2022-07-18", "2022-07-19"):
        assert "ev49" in shown(timeline.show(since=day, until=day))
    assert "ev49" not in timeline.show(since="2022-07-20", until="2022-12").text


def test_an_event_known_to_the_month_is_found_on_any_day_it_may_have_been():
    assert "ev71" in shown(timeline.show(since="2020-06-30", until="2020-06-30"))


def test_filters_narrow_each_other():
    both = set(shown(timeline.show(actor="haftar", since=2014, until=2019)))
    assert both == set(shown(timeline.show(actor="haftar"))) & set(shown(timeline.show(since=2014, until=2019)))
    assert shown(timeline.show(place="sirte", sentence="s01", sealed=False)) == ["ev43", "ev72"]


def test_named_events_are_shown():
    assert shown(timeline.show("ev43", "ev49", sealed=False)) == ["ev43", "ev49"]


@pytest.mark.parametrize("name", ["haftar", "Haftar", "Khalifa Haftar", "Hifter", "خليفة حفتر"])
def test_an_actor_is_known_by_any_of_its_spellings(name):
    assert shown(timeline.show(actor=name)) == shown(timeline.show(actor="haftar"))


@pytest.mark.parametrize("name", ["lna_offensive_2019", "lna-offensive-2019", "lna-offensive", "Offensive on Tripoli"])
def test_a_phase_is_known_by_its_id_its_beginning_or_its_name(name):
    expected = {event.id for event in EVENTS if event.phase == "lna_offensive_2019"}
    assert set(shown(timeline.show(phase=name))) == expected


def test_words_are_found_at_the_beginning_of_words_in_any_case_and_order():
    found = shown(timeline.show(text="OIL blockade"))
    assert {"ev31", "ev48"} <= set(found)
    assert found == shown(timeline.show(text="blockade oil"))
    assert "ev25" not in found
    assert "no event" in timeline.show(text="ockade").text.lower()


def test_an_event_that_touches_the_article_says_which_sentences():
    view = timeline.show("ev43", sealed=False)
    assert "Helps to read: s01, s06." in view.text
    assert "article s01 s06" in view.html


def test_an_entry_that_speaks_of_deaths_says_so_first_and_stays_closed():
    view = timeline.show("ev09", "ev03")
    assert view.text.index("Content note") < view.text.index("Muammar Gaddafi died")
    assert '<details data-record="ev09">' in view.html
    assert '<details data-record="ev03" open>' in view.html


def test_many_entries_are_closed_at_first():
    assert not re.search(r"<details data-record[^>]* open", timeline.show().html)


def test_a_date_that_is_not_exact_is_said_to_be_so():
    assert "The day is not recorded, only the month." in timeline.show("ev07").text
    assert "Confidence in this entry: medium." in timeline.show("ev74").text


def strip_of(view):
    """Return the parts of the strip: the event that each leads to, what it says, and its filled marks."""
    strip = view.html.partition('<div class="tl-strip"')[2].partition('<ul class="tl-key"')[0]
    parts = re.findall(r'<a class="tl-part" href="#tl\w+-([\w-]+)" aria-label="([^"]+)".*?</a>', strip)
    assert strip.count('class="tl-part"') <= 12  # a finger finds each on a phone
    assert strip.count('class="tl-mark shown') == len(shown(view))
    return parts


def test_the_strip_has_a_mark_for_each_event_and_leads_to_the_first_of_each_time():
    for asked in ({"since": 2011}, {"since": 2019, "until": 2020}, {"since": 2022, "until": 2022}, {"until": 1990}):
        view = timeline.show(**asked)
        parts, ids = strip_of(view), shown(view)
        assert sum(int(re.search(r": (\d+) event", said)[1]) for _, said in parts) == len(ids)
        led = [knowledge.event(id_).period for id_, _ in parts]
        assert led == sorted(led) and {id_ for id_, _ in parts} <= set(ids)
        key = re.search(r'href="#(tl\w+)-', view.html)[1]
        assert re.findall(rf'id="{key}-([\w-]+)"', view.html) == ids


def test_the_strip_says_no_word_of_an_event_that_is_not_shown():
    view = timeline.show("ev43", "ev49", sealed=False)
    others = [event.title for event in EVENTS if event.id not in ("ev43", "ev49")]
    assert 'class="tl-mark article"' in view.html and not [title for title in others if title in view.html]


def test_the_years_before_2011_are_one_part_and_only_where_one_of_their_events_is_shown():
    assert [said for _, said in strip_of(timeline.show()) if said.startswith("Before 2011: ")]
    assert "2011" not in str(strip_of(timeline.show(until=2010)))
    assert "Before" not in str(strip_of(timeline.show(since=2011)))


def test_the_text_counts_the_events_of_each_year():
    view = timeline.show(since=2019, until=2020)
    line = next(line for line in view.text.splitlines() if line.startswith("Events in each year"))
    assert sum(int(count) for count in re.findall(r"\d{4}: (\d+)", line)) == len(shown(view))


def test_nothing_found_is_one_sentence():
    view = timeline.show(place="sirte", actor="nato", since=2020)
    assert view.text == "No event in the course fits: since 2020, with NATO, at Sirte. Ask for less at once."
    assert view.text in view.html


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"actor": "haftarr"}, 'Did you mean "haftar"?'),
        ({"place": "sirtee"}, 'Did you mean "sirte"?'),
        ({"phase": "stalemates"}, 'Did you mean "stalemate"?'),
        ({"sentence": "s13"}, 'no sentence "s13"'),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_known_one(asked, said):
    with pytest.raises(UnknownId, match=re.escape(said)):
        timeline.show(**asked)


@pytest.mark.parametrize("asked", [{"since": "July 2022"}, {"until": "2022-13"}, {"since": -5}, {"until": True}])
def test_what_is_no_date_is_refused_by_the_name_of_the_argument(asked):
    with pytest.raises(CourseError, match=f"^{next(iter(asked))}: .* is not a date"):
        timeline.show(**asked)


def test_a_time_that_ends_before_it_starts_is_refused():
    with pytest.raises(CourseError, match=r"since 2020 until 2019 ends before it starts\. Swap"):
        timeline.show(since=2020, until=2019)


def test_plain_text_keeps_to_the_width_but_for_its_sources():
    for text in (timeline.show().text.split("\nSources\n")[0], timeline.between("ev07", "ev49").text):
        assert max(len(line) for line in text.splitlines()) <= 88


def test_the_same_call_gives_the_same_bytes():
    assert (timeline.show().text, timeline.show().html) == (timeline.show().text, timeline.show().html)


def test_between_says_days_and_what_a_calendar_counts_whichever_comes_first():
    text = timeline.between("ev43", "ev49").text
    assert "219 days, which is 7 months and 7 days." in text
    assert knowledge.event("ev43").title in text and knowledge.event("ev49").title in text
    assert timeline.between("ev49", "ev43").text == text


def test_between_gives_a_range_where_a_day_is_not_known():
    text = " ".join(timeline.between("ev07", "ev09").text.split())
    assert "Between 50 days (1 month and 20 days) and 80 days (2 months and 19 days)" in text


def test_between_claims_no_order_that_is_not_known():
    text = " ".join(timeline.between("ev71", "ev33").text.split())
    assert "At most 25 days: the dates are not exact enough to say which came first." in text


def test_between_an_event_and_itself_is_no_time():
    assert "The same day." in timeline.between("ev49", "ev49").text


def test_between_refuses_an_unknown_event():
    with pytest.raises(UnknownId, match='no event "ev430"'):
        timeline.between("ev430", "ev49")


@given(st.dates(), st.dates())
def test_the_length_between_two_days_is_that_of_the_calendar(one, other):
    first, second = sorted((one, other))
    said = Period.parse(first.isoformat()).time_to(Period.parse(second.isoformat()))
    days = (second - first).days
    assert said.startswith(f"{days:,} day") if days else said == "The same day."
    match = re.search(r"which is (?:(\d+) years?)?(?:, | and )?(?:(\d+) months?)?(?:, | and )?(?:(\d+) days?)?\.", said)
    if match:
        years, months, rest = (int(part or 0) for part in match.groups())
        assert months < 12 and rest < 31
        assert 0 <= days - (years * 365.2425 + months * 30.437 + rest) + 4 <= 8


@given(
    st.dictionaries(
        st.sampled_from(["since", "until", "actor", "place", "phase", "text", "sentence"]),
        st.one_of(
            st.text(max_size=12),
            st.integers(-3000, 30000),
            st.dates().map(date.isoformat),
            st.sampled_from(["haftar", "sirte", "split", "oil", "s09", 2011, "2020-02", "2019/2020"]),
        ),
    )
)
def test_whatever_is_asked_gives_a_view_or_one_sentence(asked):
    try:
        view = timeline.show(**asked)
    except CourseError as error:
        assert str(error)
    else:
        assert view.text and view.html


@given(st.integers(2009, 2027), st.integers(2009, 2027))
def test_a_time_gives_the_events_that_touch_it_and_no_other(since, until):
    if until < since:
        return
    chosen = timeline.show(since=since, until=until, sealed=False)
    expected = {
        event.id for event in EVENTS if int(event.date[:4]) <= until and int((event.end or event.date)[:4]) >= since
    }
    assert set(re.findall(r"Record: ([\w-]+)", chosen.text)) == expected


def test_what_a_lesson_seals_is_kept_out_and_counted_until_it_is_opened():
    shut, opened = timeline.show(actor="nadhouri"), timeline.show(actor="nadhouri", sealed=False)
    sealed = [knowledge.event(id_) for one in knowledge.sealed().values() for id_ in one.records if id_[:2] == "ev"]
    kept = [event for event in sealed if knowledge.actor("nadhouri") in event.actors]
    assert len(kept) > 1
    assert f"{len(kept)} entries are sealed until lesson 08" in " ".join(shut.text.split())
    for event in kept:
        assert event.title not in shut.html
        assert event.title not in " ".join(shut.text.split())
        assert event.title in " ".join(opened.text.split())
    assert "sealed" not in opened.text
    assert "1 entry is sealed" in " ".join(timeline.show("ev43").text.split())
