"""Voices: people shown with care, whole sets, nothing that leads to a private person."""

import re
import shutil
from dataclasses import replace
from html import escape

import pytest

from course_authors.check import check
from course_utils import knowledge, sources, voices
from course_utils.display import WIDTH
from course_utils.errors import UnknownId
from course_utils.knowledge import texts
from tests.test_check import CONTENT, change

SETS = list(knowledge.voice_sets().values())
PEOPLE = [(set_, voice) for set_ in SETS for voice in set_.people]
PRIVATE = [(set_, voice) for set_, voice in PEOPLE if voice.private]


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("set_", SETS, ids=lambda one: one.id)
def test_a_set_is_shown_whole_with_its_note_first(set_):
    view = voices.show(set_.id)
    text = flat(view.text)
    assert text == flat(voices.show(set_.id).text)
    for voice in set_.people:
        assert voice.words in text and flat(voice.gist) in text and flat(voice.careful) in text
        assert escape(voice.words).replace("&#x27;", "&#39;") in view.html
    for words in (set_.context, set_.can_tell, set_.cannot_tell, set_.together or "", set_.content_note or ""):
        assert flat(words) in text
    if set_.content_note:
        assert text.startswith("Before you read: ")
        assert view.html.index("Before you read") < view.html.index('class="dc-title"')
    assert all(len(line) <= WIDTH for line in view.text.partition("\nSources\n")[0].splitlines())


@pytest.mark.parametrize(("set_", "voice"), PRIVATE, ids=lambda one: getattr(one, "id", ""))
def test_nothing_leads_to_a_private_person(set_, voice):
    source = knowledge.source(voice.source)
    assert source.url is None and source.link is None and source.archive is None
    assert not re.search("[0-9]", voice.speaker + voice.place)
    view = voices.show(set_.id)
    entry = view.html.partition('<details class="cv-sources">')[2]
    assert source.publisher in view.text
    for item in entry.split("<li")[1:]:
        if source.title in item and source.publisher in item:
            assert "href" not in item
    assert "http" not in sources.show(voice.source).text


def test_the_text_of_a_private_person_has_no_address_elsewhere_either():
    def plain(title):
        return re.sub(r"\W+", " ", title.casefold()).strip()

    with_address = {plain(source.title): source.id for source in knowledge.sources().values() if source.url}
    for _, voice in PRIVATE:
        assert plain(knowledge.source(voice.source).title) not in with_address


def test_every_voice_is_trusted_short_and_translated():
    for _, voice in PEOPLE:
        assert voice.trust in ("A", "B")
        assert len(voice.words.split()) <= 25
        assert (voice.meaning is None) == (voice.lang == "en")
        assert voice.translator


def test_a_report_is_never_in_quotation_marks():
    set_ = knowledge.voice_set("mayor-of-sirte-2022")
    (mayor,) = set_.people
    assert mayor.reported
    view = voices.show(set_.id)
    for opening in "«“":
        assert f"{opening}{mayor.words}" not in view.text and f"{opening}{mayor.words}" not in view.html
    assert f"Reported: {mayor.words}" in flat(view.text)


def test_women_and_all_regions_are_heard():
    assert {voice.region for _, voice in PEOPLE} == set(knowledge.vocabulary("voice.region"))
    women = sum(voice.gender == "f" for _, voice in PEOPLE)
    assert women >= len(PEOPLE) / 4


def test_without_an_id_the_sets_are_listed():
    text = flat(voices.show().text)
    assert all(f'voices.show("{one.id}")' in text for one in SETS)


def test_an_unknown_set_is_answered_with_the_nearest():
    with pytest.raises(UnknownId, match='There is no set of voices "sabha-2019"\\. Did you mean'):
        voices.show("sabha-2019")


def test_no_word_of_a_voice_becomes_markup(monkeypatch):
    hostile = "<img src=x onerror=alert(1)> &"
    first = knowledge.voice_set("sabha-2019-2021")
    person = replace(first.people[0], speaker=hostile, words=hostile, gist=hostile, careful=hostile, camp=hostile)
    planted = texts.VoiceSet(
        id="x", title=hostile, context=hostile, can_tell=hostile, cannot_tell=hostile, content_note=hostile,
        together=hostile, people=(person, person),
    )  # fmt: skip
    monkeypatch.setattr(knowledge, "voice_set", lambda id_: planted)
    view = voices.show("x")
    assert "<img" not in view.html and "&lt;img" in view.html
    assert hostile in flat(view.text)


PERSON = {
    "speaker": "a resident", "private": True, "kind": "resident", "region": "south", "gender": "f", "place": "Sabha",
    "date": "2019-02", "source": "voice-shahid-2019", "trust": "B", "gist": "She says so.", "careful": "One person.",
    "words": "we are here", "lang": "en", "translator": "not known", "compared": "no",
}  # fmt: skip


def people(**changed):
    return {"people": [PERSON, {**PERSON, **changed}]}


FAULTS = [
    (people(words="word " * 26), "has 26 words"),
    (people(lang="ar"), 'not in the letters of "ar"'),
    (people(lang="fr"), "has no meaning"),
    (people(trust="C"), '"C" is not known'),
    (people(source="voice-undp-20220816"), "the source of a private person has an address"),
    (people(speaker="a mother of three, 47"), "speaker has a number in it"),
    (people(place="600 Block, Sirte"), "place has a number in it"),
    (people(careful="Read at https://example.org/"), "careful has an address"),
    (people(gender="x"), '"x" is not known'),
    (people(region="north"), '"north" is not known'),
    (people(kind="spy"), '"spy" is not known'),
    (people(date="then"), '"then" is not a date'),
    ({"people": [PERSON]}, "one person alone is left"),
    ({"people": []}, "there is nobody"),
    (
        {"people": [{name: value for name, value in PERSON.items() if name != "translator"}]},
        '"translator" is missing',
    ),
    ({"cannot_tell": None}, 'field "cannot_tell": it is missing'),
]  # each in a set of its own, so that all are looked for at once


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(CONTENT, folder / "content")
    for set_, (fields, _) in zip(SETS, FAULTS, strict=False):
        change(folder, "voices.toml", set_.id, {"together": "They belong together.", **fields})
    return [str(one) for one in check(folder / "content", folder / "no-notebooks").findings]


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=lambda number: FAULTS[number][1])
def test_a_planted_fault_is_found(findings, number):
    where = f'voices.toml, "{SETS[number].id}"'
    assert any(where in line and FAULTS[number][1] in line for line in findings)
