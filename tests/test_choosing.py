"""Choosing what a map shows: what is clicked is what the line of Python draws, and it is all there in words."""

import pytest
from samples import heard

from course_utils import atlas
from course_utils.errors import CourseError


@pytest.fixture
def libya():
    """Return the map of lesson 02 that shows events, with its menus."""
    return atlas.choose("libya", layers=["events"], since="2011", until="2020-06")


def chosen(widget, **choice):
    """Choose by click, and return what the page is told."""
    said = heard(widget)
    there = widget.state()["chosen"]
    widget._msg_callbacks(widget, {"type": "choose", "chosen": there | choice}, [])
    return said[-1]


def drawn(sentence):
    return eval(sentence, {"atlas": atlas})


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({}, 'atlas.show("libya", layers=["events"], since="2011", until="2020-06")'),
        ({"until": "2012"}, 'atlas.show("libya", layers=["events"], since="2011", until="2012")'),
        ({"until": ""}, 'atlas.show("libya", layers=["events"], since="2011")'),
        ({"layers": []}, 'atlas.show("libya", layers=[], since="2011", until="2020-06")'),
        (
            {"layers": ["borders", "events"], "since": ""},
            'atlas.show("libya", layers=["events", "borders"], until="2020-06")',
        ),
        ({"view": "tripoli", "layers": ["events", "borders"], "since": "", "until": ""},
         'atlas.show("tripoli", layers=["events"])'),
    ],
)  # fmt: skip
def test_the_map_that_is_chosen_is_the_one_that_its_line_of_python_draws(libya, choice, sentence):
    told = chosen(libya, **choice)
    assert told["sentence"] == sentence
    assert told["html"] == drawn(sentence).html
    assert libya.map.text == drawn(sentence).text
    assert not told["problem"]


def test_what_is_not_named_is_not_chosen():
    widget = atlas.choose("tripoli")
    told = chosen(widget, view="sirte", layers=["events"], since="2011", until="2012")
    assert told["sentence"] == 'atlas.show("sirte")'
    assert (told["layers"], widget.ends) == ([], [])


def test_a_map_has_the_layers_that_it_offers_and_the_places_of_the_article_are_always_there(libya):
    named = {view: {id_ for id_, _ in chosen(libya, view=view)["layers"]} for view in ("libya", "tripoli")}
    assert named["tripoli"] == {"places", "events", "control"} < named["libya"]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"since": "2013", "until": "2012"}, "ends before it starts"),
        ({"layers": ["routes", "communities"]}, "are never shown together"),
    ],
)
def test_what_cannot_be_shown_is_said_as_the_line_of_python_says_it(libya, choice, said):
    told = chosen(libya, **choice)
    assert said in told["problem"] and not told["html"]
    with pytest.raises(CourseError) as error:
        drawn(told["sentence"])
    assert str(error.value) == told["problem"]
    assert chosen(libya, since="", until="", layers=[])["html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"view": "tripolli"}, 'Did you mean "tripoli"'),
        ({"view": "libya", "since": "yesterday"}, "is not a date"),
        ({"view": "libya", "until": "2022-07-19"}, "a year or a month can be chosen"),
        ({"view": "libya", "layers": 3}, "layers is a list of names"),
        ({"view": "libya", "layers": ["evnts"]}, 'Did you mean "events"'),
    ],
)
def test_a_slip_in_the_call_is_one_sentence(arguments, said):
    with pytest.raises(CourseError, match=said):
        atlas.choose(**arguments)


def test_the_years_of_the_menus_are_those_in_which_something_is_recorded(libya):
    assert {"2011", "2012", "2016", "2020"} <= set(libya.years)
    assert "1999" in atlas.choose("libya", since=1999).years


def test_in_words_it_is_the_line_of_python_and_its_map(libya):
    told = libya._repr_mimebundle_()
    assert set(told) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert told["text/plain"].splitlines()[1] == libya.sentence
    assert told["text/plain"].endswith(drawn(libya.sentence).text)


def test_nothing_that_is_chosen_is_saved_with_the_notebook(libya):
    before = libya.get_state()
    chosen(libya, view="sirte", until="2013")
    assert libya.get_state() == before
