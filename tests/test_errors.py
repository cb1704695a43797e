"""A name that is not known: one sentence, with the one that is meant by sense before the one that is spelt alike."""

import ipywidgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import knowledge, quiz
from course_utils.errors import CourseError, UnknownId, nearest
from course_utils.quiz import bank

SENTENCES = [f"s{number:02}" for number in range(1, 13)]


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("form", ["s{}", "S{}", "s 0{}", "s-{}", "s_00{}", "sentence {}", "Sentence s{}", "{}"])
def test_a_number_without_its_zeros_is_the_same_number(form, number):
    asked = form.format(number)
    if asked not in SENTENCES:
        assert nearest(asked, SENTENCES, "sentence") == f"s{number:02}"


@pytest.mark.parametrize(
    ("find", "asked", "meant"),
    [
        (knowledge.sentence, "s1", "s01"),
        (knowledge.event, "ev9", "ev09"),
        (knowledge.event, "EV09", "ev09"),
        (knowledge.event, 9, "ev09"),
        (knowledge.find, "ev9", "ev09"),
        (knowledge.lesson, "2", "02-where-it-happened"),
        (knowledge.lesson, "lesson 2", "02-where-it-happened"),
        (knowledge.lesson, 2, "02-where-it-happened"),
        (knowledge.lesson, "02_where_it_happened", "02-where-it-happened"),
        (bank.lesson_questions, "2", "02-where-it-happened"),
        (bank.lesson_questions, 2, "02-where-it-happened"),
        (quiz.show, "2/check", "02-where-it-happened/check"),
        (quiz.show, "02/check", "02-where-it-happened/check"),
        (quiz.show, "Lesson 2/check", "02-where-it-happened/check"),
        (quiz.show, "02-where-it-happened/chek", "02-where-it-happened/check"),
        (quiz.show, "02-Where-It-Happened / Check", "02-where-it-happened/check"),
        (quiz.show, "post-test", "11-another-week/post-test"),
        (quiz.show, 2, "02-where-it-happened/"),
        (quiz.show, "2", "02-where-it-happened/"),
        (quiz.show, "02-where-it-happened", "02-where-it-happened/"),
        (quiz.show, 2.0, None),
        (quiz.show, None, None),
        (quiz.show, True, None),
        (quiz.show, "", None),
        (quiz.show, ["02-where-it-happened/check"], "02-where-it-happened/"),
        (quiz.show, {}, None),
        (quiz.show, "x" * 100_000, None),
        (quiz.show, "a\nb\0", None),
        (knowledge.find, ["ev09"], None),
        (knowledge.event, {"id": "ev09"}, None),
    ],
)
def test_what_is_asked_for_is_answered_in_one_sentence_with_a_suggestion(find, asked, meant):
    with pytest.raises(UnknownId) as error:
        find(asked)
    said = str(error.value)
    assert said.isprintable() and said.startswith("There is no ") and len(said) < 700
    assert (f'Did you mean "{meant}' if meant else "") in said
    assert "Did you mean" in said or "Choose one of: " in said


def test_an_answer_to_no_question_says_which_there_are():
    shown = quiz.show("02-where-it-happened/check")
    for asked in (1, None, ["02-c01"], {}):
        with pytest.raises(CourseError, match="There is no question"):
            shown.answer(asked, "x")
    with pytest.raises(CourseError, match='Did you mean "02-c01"'):
        shown.answer("2-c1", "x")


@given(known=st.lists(st.text(min_size=1, max_size=12), max_size=6), asked=st.text(max_size=12) | st.integers())
def test_a_suggestion_is_always_one_that_is_known(known, asked):
    found = nearest(asked, known)
    assert found is None or found in known
    assert str(UnknownId("thing", asked, known)).isprintable() or any(not one.isprintable() for one in known)


def test_a_quiz_goes_into_other_widgets_as_its_widget():
    shown = quiz.show("02-where-it-happened/check")
    box = ipywidgets.VBox([shown.widget])
    assert box.children == (shown.widget,)
    assert ".widget" in quiz.show.__doc__ and "VBox" in quiz.show.__doc__
