"""Documents: short quotations, both sides of a pair, sheets as text and as HTML."""

import re
import shutil
from collections import Counter
from dataclasses import replace
from html import escape

import pytest

from course_authors.check import check
from course_utils import documents, knowledge
from course_utils.display import WIDTH
from course_utils.errors import UnknownId
from course_utils.knowledge import texts
from course_utils.same_words import marked, shared
from tests.test_check import CONTENT, change

ALL = list(knowledge.documents().values())
OPEN = [one for one in ALL if not one.sealed_until]
SEALED = [one for one in ALL if one.sealed_until]
SINGLE = [one for one in OPEN if not one.show_with and one.id != "ceasefire-20201023"]
PHRASES = [(one, text, phrase) for one in ALL for text in one.versions for phrase in text.phrases]


def flat(text):
    return " ".join(text.split())


def body(view):
    return view.text.partition("\nSources\n")[0]


@pytest.mark.parametrize("document", ALL, ids=lambda one: one.id)
def test_a_quotation_is_short_and_has_its_translation(document):
    for text in document.versions:
        assert sum(len(phrase.words.split()) for phrase in text.phrases) <= 40
        for phrase in text.phrases:
            assert len(phrase.words.split()) <= 25
            assert (phrase.meaning is None) == (text.lang == "en")
            assert (text.lang == "ar") == bool(re.search("[\u0621-\u064a]", phrase.words))


def test_both_camps_speak_equally_often():
    count = Counter(document.camp for document in ALL)
    assert abs(count["west"] - count["east"]) <= 2
    assert set(count) == set(knowledge.vocabulary("document.camp"))


@pytest.mark.parametrize("document", OPEN, ids=lambda one: one.id)
def test_a_sheet_says_who_spoke_to_whom_and_who_gains(document):
    view = documents.show(document.id)
    text = flat(view.text)
    for words in (document.title, document.author, document.role, document.audience, document.original):
        assert flat(words).rstrip(".") in text
    for words in (document.context, document.who_gains, document.careful, *(one.gist for one in document.versions)):
        assert flat(words) in text
        assert escape(words, quote=False).split("'")[0] in view.html
    for source in document.sources:
        assert source.publisher in text
    assert all(len(line) <= WIDTH for line in body(view).splitlines())
    assert view.text == documents.show(document.id).text


@pytest.mark.parametrize(("document", "version", "phrase"), PHRASES, ids=lambda one: getattr(one, "id", ""))
def test_a_phrase_stands_in_the_sheet_letter_for_letter(document, version, phrase):
    view = documents.show(document.id, sealed=False)
    assert phrase.words in flat(view.text)
    assert escape(phrase.words).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in view.html
    if version.lang == "ar":
        assert 'lang="ar" dir="rtl"' in view.html


def test_what_an_outlet_reports_is_never_said_to_be_quoted():
    for document in OPEN:
        text = documents.show(document.id).text
        for version in document.versions:
            publisher = knowledge.source(version.source).publisher
            how = {"text": "From", "direct": "Quoted by", "report": "Reported by"}[version.speech]
            assert f"{how} {publisher}" in flat(text)


def test_who_gains_is_folded_until_the_learner_has_thought():
    html = documents.show("jmc-20240825").html
    folded = html.partition("<details")[2].partition("</details>")[0]
    document = knowledge.document("jmc-20240825")
    assert document.who_gains in folded and document.context in folded and document.careful in folded
    assert "<details open" not in html and document.who_gains not in html.partition("<details")[0]


@pytest.mark.parametrize("document", [one for one in OPEN if one.show_with], ids=lambda one: one.id)
def test_a_pair_is_never_cut_to_one_side(document):
    text = documents.show(document.id).text
    for other in document.show_with:
        assert other.title in flat(text)
        assert document in other.show_with


def test_a_sealed_document_waits_for_its_lesson():
    assert [one.id for one in SEALED] == ["nadhouri-20211211", "haddad-20211212"]
    for document in SEALED:
        assert document.sealed_until == "08-reading-critically"
        view = documents.show(document.id)
        assert "sealed until lesson 08" in view.text
        for shut in (
            document.title,
            document.versions[0].gist,
            *(phrase.words for phrase in document.versions[0].phrases),
        ):
            assert shut not in view.html and shut not in flat(view.text)
        assert document.title in flat(documents.show(document.id, sealed=False).text)
        assert document.id not in documents.show().text and document.title not in documents.show().html
        assert document.title not in documents.compare(document.id).html


def test_an_open_document_does_not_give_the_earlier_meeting_away():
    for document in OPEN:
        text = documents.show(document.id).text
        for day in ("11 December 2021", "12 December 2021", "28 September 2021", "8 January 2022"):
            assert day not in flat(text), document.id


def test_versions_are_compared_word_by_word():
    view = documents.compare("joint-statement-20220719")
    same = "ضرورة تسمية رئيس أركان واحد للمؤسسة العسكرية"
    assert f"«{same}» in" in flat(view.text)
    assert re.search(f"<mark>{same}</mark>", view.html)
    assert "<mark>وأكد" not in view.html and "<mark>ناقشت" not in view.html
    assert view.html.count("<blockquote") == sum(
        len(text.phrases) for text in knowledge.document("joint-statement-20220719").versions
    )


def test_two_documents_are_compared_too():
    text = flat(documents.compare("sarraj-20200821", "saleh-20200821").text)
    assert "«استرجاع السيادة»" in text
    assert "Ceasefire: the statement from Tripoli" in text and "Ceasefire: the statement from the east" in text


def test_arabic_is_set_in_a_face_that_needs_no_network():
    assert "data:font/woff2" in documents.show("ceasefire-20201023").html
    assert "data:font/woff2" in documents.compare("joint-statement-20220719").html
    assert "@font-face" not in documents.show("s-2022-632-par3").html


def test_small_words_and_other_languages_share_nothing():
    assert shared([("en", ["the army"]), ("en", ["the vote"])]).runs == {}
    assert shared([("en", ["one army now"]), ("fr", ["one army now"])]).runs == {}
    same = shared([("en", ["We want One Army, now"]), ("en", ["they say: “one army” later"])])
    assert same.runs == {"one army": [0, 1]}
    assert marked("We want One Army, now", same.positions[0][0]) == [
        ("We want", False),
        ("One Army,", True),
        ("now", False),
    ]


def test_marks_on_letters_do_not_hide_the_same_word():
    assert shared([("ar", ["الأركان العامّة"]), ("ar", ["الأركان العامة"])]).runs == {"الأركان العامة": [0, 1]}


def test_without_an_id_the_open_documents_are_listed():
    text = documents.show().text
    assert all(f'documents.show("{one.id}")' in flat(text) for one in OPEN)
    assert "2 entries are sealed until lesson 08" in text


def test_an_unknown_document_is_answered_with_the_nearest():
    with pytest.raises(UnknownId, match='Did you mean "ceasefire-20201023"'):
        documents.show("ceasefire-2020")


def test_no_word_of_a_document_becomes_markup(monkeypatch):
    hostile = "<script>alert(1)</script> & “x”"
    first = knowledge.document("ceasefire-20201023")
    fields = {name: value for name, value in vars(first).items() if not name.startswith("_") and name != "versions"}
    phrase = texts.Phrase(words=hostile, meaning=hostile, speaker=hostile, compared="no")
    version = replace(first.versions[0], gist=hostile, translator=hostile, phrases=(phrase,))
    planted = texts.Document(
        **{
            name: hostile if isinstance(value, str) and name in ("title", "author", "role", "context") else value
            for name, value in fields.items()
        },
        versions=(version, version),
    )
    monkeypatch.setattr(knowledge, "document", lambda id_: planted)
    for view in (documents.show("x"), documents.compare("x")):
        assert "<script" not in view.html and "&lt;script&gt;" in view.html
        assert hostile in flat(view.text)


VERSION = {
    "source": "lana-ar-20220719", "lang": "en", "speech": "text", "translator": "nobody", "gist": "It says so.",
    "phrases": [{"words": "one army", "compared": "no"}],
}  # fmt: skip


def version(**changed):
    return {"versions": [{**VERSION, **changed}]}


def phrase(**changed):
    return version(phrases=[{**VERSION["phrases"][0], **changed}])


FAULTS = [
    (phrase(words="word " * 26), "has 26 words. Quote at most 25"),
    (version(phrases=[{"words": "one two " * 7, "compared": "no"}] * 3), "42 words are quoted"),
    (version(lang="ar"), 'not in the letters of "ar"'),
    (version(phrases=[{"words": "رئيس أركان", "compared": "no"}]), 'not in the letters of "en"'),
    (version(lang="fr"), "has no meaning"),
    (version(lang="fr", phrases=[{"words": "une armée", "compared": "no", "meaning": "جيش"}]), "is not in English"),
    (phrase(meaning="one army"), "needs no meaning"),
    (phrase(compared="perhaps"), '"perhaps" is not known'),
    (version(speech="hearsay"), '"hearsay" is not known'),
    (version(source="nowhere"), 'no source "nowhere"'),
    (
        {"versions": [{name: value for name, value in VERSION.items() if name != "translator"}]},
        '"translator" is missing',
    ),
    (version(phrases=[]), "there is no phrase"),
    ({"versions": []}, "there is no version"),
    ({"who_gains": None}, 'field "who_gains": it is missing'),
    ({"careful": None}, 'field "careful": it is missing'),
    ({"kind": "rumour"}, '"rumour" is not known'),
    ({"camp": "north"}, '"north" is not known'),
    ({"date": "soon"}, '"soon"'),
    ({"language": "Arabic"}, "is no language"),
    ({"context": "The militias of the tyrant"}, "takes a side"),
    ({"show_with": ["ceasefire-20201023"]}, '"ceasefire-20201023" is shown without this one'),
]  # each in a document of its own, so that all are looked for at once
ITSELF, HALF = "ceasefire-20201023", "nadhouri-20211211"


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(CONTENT, folder / "content")
    for document, (fields, _) in zip(SINGLE, FAULTS, strict=False):
        change(folder, "documents.toml", document.id, fields)
    change(folder, "documents.toml", ITSELF, {"show_with": [ITSELF]})
    change(folder, "sealed.toml", "documents-december-2021", {"records": [HALF]})
    return [str(one) for one in check(folder / "content", folder / "no-notebooks").findings]


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=lambda number: FAULTS[number][1])
def test_a_planted_fault_is_found(findings, number):
    where = f'documents.toml, "{SINGLE[number].id}"'
    assert any(where in line and FAULTS[number][1] in line for line in findings)


def test_a_pair_is_found_that_could_be_cut(findings):
    assert any(f'"{ITSELF}"' in line and "it names itself" in line for line in findings)
    assert any("only one of this and" in line for line in findings)
