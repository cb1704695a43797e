"""What the course knows holds together both ways, and says clearly when an id or a file is wrong."""

import zlib

import pytest

from course_utils import knowledge
from course_utils.errors import ContentError, UnknownId
from course_utils.knowledge import loader
from course_utils.knowledge.records import Place, Source
from course_utils.knowledge.texts import Topic
from course_utils.quiz import bank
from hatch_build import as_json


def test_links_lead_both_ways():
    for event in knowledge.events().values():
        assert all(event in place.events for place in event.places)
        assert all(event in actor.events for actor in event.actors)
        assert all(event in sentence.events for sentence in event.sentences)
    for sentence in knowledge.sentences().values():
        assert all(sentence in place.sentences for place in sentence.places)


def test_the_course_knows_as_much_as_it_promises():
    assert len(knowledge.events()) >= 50
    assert len(knowledge.actors()) >= 35
    assert sum(bool(relation.since) for relation in knowledge.relations().values()) >= 45
    assert len(knowledge.places()) >= 30
    assert len(knowledge.terms()) >= 45
    assert {claim.sentence for claim in knowledge.claims().values()} == set(knowledge.sentence_texts())


def test_records_cannot_be_changed():
    with pytest.raises(AttributeError):
        knowledge.place("sirte").name_en = "Elsewhere"
    with pytest.raises(AttributeError):
        del knowledge.place("sirte").name_en
    assert knowledge.place("sirte").name_en == "Sirte"


@pytest.mark.parametrize("wrong", [{"titel": "Oil", "title": "Oil"}, {}])
def test_a_record_that_is_made_by_hand_has_its_fields_and_no_others(wrong):
    with pytest.raises(TypeError, match=r"tite?l"):
        Topic(id="oil", question="Whose?", **wrong)


def test_content_is_read_as_it_was_when_installed_until_its_file_changes(tmp_path):
    file = tmp_path / "topics.toml"
    file.write_text('[[topics]]\nid = "oil"\n', encoding="utf-8")
    made = as_json(file)
    checksum, held = made.read_text("utf-8").splitlines()
    made.write_text(f"{checksum}\n{held.replace('oil', 'made')}\n", encoding="utf-8")
    assert loader.read(file, "topics") == [{"id": "made"}]
    file.write_text('[[topics]]\nid = "gas"\n', encoding="utf-8")
    assert loader.read(file, "topics") == [{"id": "gas"}]
    for broken in ("", "[]", checksum, f"{zlib.crc32(file.read_bytes())}\n{{"):
        made.write_text(broken, encoding="utf-8")
        assert loader.read(file, "topics") == [{"id": "gas"}]
    file.write_text("[[topics]\n", encoding="utf-8")
    assert as_json(file) is None and not made.exists()
    with pytest.raises(ContentError, match=r"topics\.toml is not in the form"):
        loader.read(file, "topics")


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(UnknownId, match='There is no place "sirt"\\. Did you mean "sirte"\\?'):
        knowledge.place("sirt")
    with pytest.raises(UnknownId, match='There is no record "ev999"'):
        knowledge.find("ev999")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[sources]\n", "sources.toml is not in the form"),
        ("[[others]]\nid = 'x'", r"sources.toml has no list of \[\[sources\]\]"),
        ("sources = 3", "sources.toml"),
    ],
)
def test_a_broken_file_is_one_sentence(tmp_path, text, said):
    file = tmp_path / "sources.toml"
    file.write_text(text)
    with pytest.raises(ContentError, match=said):
        loader.read(file, "sources")


def test_a_record_that_does_not_fit_names_file_id_and_field():
    with pytest.raises(ContentError, match=r'sources\.toml, "x": the field "title" is missing'):
        loader.build(Source, {"id": "x"}, "sources.toml")
    with pytest.raises(ContentError, match=r'places\.toml, "y": there is no field "colour"'):
        loader.build(Place, {"id": "y", "colour": "red"}, "places.toml")


def test_every_record_can_be_said_in_words():
    for kind in ("events", "claims", "actors", "places", "borders", "cooperations", "terms", "routes", "figures"):
        for record in getattr(knowledge, kind)().values():
            assert knowledge.words(record).strip()
            assert knowledge.find(record.id).sources


def test_the_southern_border_is_the_same_everywhere():
    south = knowledge.layer("borders").borders
    asked = {
        question.id: question
        for part in ("try", "check")
        for question in bank.question_set(f"02-where-it-happened/{part}")
    }
    [older] = bank.question_set("06-the-southern-border/code")
    assert asked["02-t01"].answer == sum(border.length_km for border in south) == 1774
    assert older.answer == sum(border.older_figure_km for border in south) == 1792
    right = {option.text for option in asked["02-c03"].options if option.right}
    assert right == {knowledge.actor(border.neighbour).name_en for border in south}
