"""Wordings side by side: short quotations, letter for letter, each with outlet, date and link."""

from html import escape

import pytest

from course_utils import compare, knowledge
from course_utils.display import WIDTH
from course_utils.errors import UnknownId

TOPICS = list(knowledge.topics())
WORDINGS = list(knowledge.wordings().values())


def body(view):
    return view.text.partition("\nSources\n")[0]


def test_the_topics_are_those_of_the_lessons():
    assert TOPICS == ["the-meeting", "the-statement", "the-forces", "first-again"]
    assert all(len(topic.wordings) > 3 for topic in knowledge.topics().values())


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda one: one.id)
def test_a_quotation_is_short_and_sits_where_it_says(wording):
    assert len(wording.quote.split()) <= 12
    assert wording.where in compare.WHERE
    assert (wording.where == "headline") == (wording.quote in wording.source.title)
    assert (wording.lang is None) == (wording.meaning is None)
    assert wording.sources[0] is wording.source


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda one: one.id)
def test_a_quotation_from_the_article_stands_in_the_article(wording):
    if wording.source.id == "newscentral-2022":
        assert any(wording.quote in text for text in knowledge.sentence_texts().values())


@pytest.mark.parametrize("topic", TOPICS)
def test_every_wording_is_shown_with_outlet_date_and_link(topic):
    view = compare.show(topic)
    text = " ".join(view.text.split())
    for wording in knowledge.topic(topic).wordings:
        assert f"“{wording.quote}”" in text
        assert wording.source.publisher in text
        assert wording.shows in text
        assert (wording.leaves_out or "") in text
        if wording.source.url:
            assert wording.source.url in text
            assert escape(wording.source.url).replace("&#x27;", "&#39;") in view.html
    assert view.html.count("<blockquote") == len(knowledge.topic(topic).wordings)


@pytest.mark.parametrize("topic", TOPICS)
def test_text_is_at_most_88_columns_and_the_same_every_time(topic):
    assert compare.show(topic).text == compare.show(topic).text
    assert all(len(line) <= WIDTH for line in body(compare.show(topic)).splitlines())


def test_a_quotation_in_another_language_says_which_and_what_it_means():
    view = compare.show("the-statement")
    assert '<blockquote lang="fr"' in view.html
    assert "discussed the necessity of naming a chief of staff" in view.html


def test_copies_of_one_report_are_named_together():
    text = " ".join(compare.show("the-statement").text.split())
    assert "The same words: Al Mayadeen English" in text


def test_without_a_topic_the_topics_are_listed():
    for topic in TOPICS:
        assert f'compare.show("{topic}")' in compare.show().text


def test_an_unknown_topic_is_answered_with_the_nearest():
    with pytest.raises(UnknownId, match='There is no topic "the-meetin"\\. Did you mean "the-meeting"\\?'):
        compare.show("the-meetin")


def test_arabic_stands_right_to_left_with_our_translation_and_two_agencies_share_seven_words():
    view = compare.show("the-statement")
    assert '<blockquote lang="ar" dir="rtl">' in view.html
    shared = "ضرورة تسمية رئيس أركان واحد للمؤسسة العسكرية"
    agencies = [one for one in knowledge.topic("the-statement").wordings if shared in one.quote]
    assert [one.id for one in agencies] == ["statement-lana", "statement-afp-arabic"]
    assert len(shared.split()) == 7
    assert all(one.meaning for one in agencies)
