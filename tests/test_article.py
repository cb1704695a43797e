"""The article is shown letter for letter, and nothing that lesson 08 settles shows before it."""

from pathlib import Path

import pytest

from course_utils import article, knowledge
from course_utils.errors import CourseError

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt")).read_bytes()


def test_the_twelve_sentences_are_the_seed_byte_for_byte():
    texts = knowledge.sentence_texts()
    assert list(texts) == [f"s{number:02}" for number in range(1, 13)]
    assert [text.encode() for text in texts.values()] == SEED.splitlines()


def test_the_plain_text_holds_every_word_of_the_article():
    shown = str(article.show()).split()
    assert [word for word in shown if word not in knowledge.sentence_texts()] == SEED.decode().split()


def test_the_html_escapes_what_it_shows():
    assert "&#39;" in article.show("s01", claims=True).html or "‘" in article.show("s01").html
    assert "<script" not in article.show(claims=True).html


def test_before_lesson_08_the_first_time_is_neither_asserted_nor_denied():
    before = article.show("s01", claims=True)
    for form in (before.text, before.html):
        assert "open: checked in lesson 08" in form.lower()
        for word in ("contradict", "Cairo", "December 2021", "January 2022", "marsad"):
            assert word not in form
    after = article.show("s01", claims=True, lesson="08-reading-critically").text
    assert "Contradicted" in after and "Cairo" in after and "11 December 2021" in after


def test_every_sentence_leads_to_claims_places_actors_events_and_terms():
    for sentence in knowledge.sentences().values():
        assert sentence.claims, sentence
        assert sentence.terms, sentence
        assert sentence.actors or sentence.places, sentence
        assert sentence.events, sentence


def test_every_claim_says_who_speaks_and_who_supports_it():
    text = article.show(claims=True, lesson="10-capstone").text
    for claim in knowledge.claims().values():
        assert claim.attributed_to in knowledge.vocabulary("claim.attributed_to")
        assert claim.status in knowledge.vocabulary("claim.status")
        assert claim.quote.split()[0] in text


def test_facts_and_voices_name_every_sentence_and_speaker():
    assert all(id_ in article.facts().text for id_ in knowledge.sentence_texts())
    assert all(one.label in article.voices().text for one in knowledge.vocabulary("claim.attributed_to").values())


def test_an_unknown_sentence_is_one_sentence_with_the_nearest_id():
    with pytest.raises(CourseError, match=r'There is no sentence "s1"\. Did you mean "s01"\?'):
        article.show("s1")
