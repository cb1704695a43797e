"""Records as a table of another tool sees them: pandas asks `dataclasses.asdict` of each, and copies what it finds."""

import copy
import csv
import json
import sys
from dataclasses import asdict

import pytest

from course_authors import data_package
from course_utils import knowledge
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.loader import KINDS, all_of
from course_utils.knowledge.record import Linked


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_a_row_whose_links_are_ids(kind):
    for record in all_of(kind).values():
        row = asdict(record)
        assert row["id"] == record.id
        assert len(json.dumps(row)) < 40_000  # a row, not all that it leads to
        for name, value in row.items():
            links = getattr(record, name)
            if links and isinstance(links, Linked):
                assert value == tuple(one.id for one in links)


def test_a_row_of_an_event_says_where_it_was():
    assert asdict(knowledge.event("ev43"))["places"] == ("sirte",)


def test_a_copy_of_a_record_is_the_record():
    event = knowledge.event("ev49")
    assert copy.deepcopy(event) is event and copy.copy(event.places) == event.places


def test_links_are_read_as_the_tuple_they_were():
    event = knowledge.event("ev49")
    places = tuple(event.places)
    assert event.places == places and places == event.places and hash(event.places) == hash(places)
    assert event.places[0] is places[0] and event.places[:2] == places[:2] and len(event.places) == len(places)
    assert event.places + places == places + event.places == places * 2
    assert places[0] in event.places and list(event.places) == list(places) and bool(event.places)
    assert repr(event.places) == repr(places)


@pytest.mark.parametrize("name", ["events", "actors", "sources"])
def test_a_table_of_pandas_is_that_of_the_data_that_is_exported(name):
    frame = knowledge.to_frame(name)
    exported = list(csv.DictReader(next(one for one in data_package.tables() if one.name == name).csv.splitlines()))
    assert list(frame.columns) == list(exported[0])
    assert list(frame["id"]) == [row["id"] for row in exported]
    assert [";".join(sources) for sources in frame["sources"]] == [row["sources"] for row in exported]


def test_without_pandas_one_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(CourseError, match=r"needs pandas, which is not installed\. Write %pip install pandas"):
        knowledge.to_frame("events")


def test_tables_that_are_not_given_away_are_no_tables_of_pandas():
    for name in ("voices", "routes", "event", 3):
        with pytest.raises(UnknownId, match="no table"):
            knowledge.to_frame(name)
