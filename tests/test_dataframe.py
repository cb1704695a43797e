"""Records as a table of another tool sees them: pandas asks `dataclasses.asdict` of each, and copies what it finds."""

import copy
import json
from dataclasses import asdict

import pytest

from course_utils import knowledge
from course_utils.knowledge.shelf import KINDS, all_of


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_a_row_whose_links_are_ids(kind):
    for record in all_of(kind).values():
        row = asdict(record)
        assert row["id"] == record.id
        assert len(json.dumps(row)) < 40_000  # a row, not all that it leads to
        for name, value in row.items():
            links = getattr(record, name)
            if links and isinstance(value, tuple) and hasattr(links[0], "id"):
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
