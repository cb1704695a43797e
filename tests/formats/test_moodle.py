"""Moodle XML: an independent reader finds the choices, and every question keeps the rules of Moodle's own importer."""

import html
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from moodle_xml_parser import parser
from samples import QUESTIONS, in_one_step, right
from test_formats import ALL, ATTACK, questions

from course_utils.errors import CourseError
from course_utils.quiz import formats
from course_utils.quiz.formats import toml_format
from course_utils.quiz.formats.markup import fit

EVERY = (*ALL, *QUESTIONS.values())
# What question/engine/bank.php of Moodle calls the grade options; the importer stops at any other share.
SHARES = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111,
          10, 5, 0}  # fmt: skip
TYPES = {"multichoice", "matching", "numerical", "ordering", "shortanswer", "essay"}


def found(*asked):
    """Return the questions of an exported file by their id, and what was said to be left out."""
    exported = formats.export(asked, "moodle", "A title")
    entries = [entry for entry in ET.fromstring(exported.text) if entry.get("type") != "category"]
    return {entry.findtext("idnumber"): entry for entry in entries}, exported.left_out


def read(entry, path):
    """Return the text that a piece of HTML in the file shows."""
    return shown(entry.findtext(f"{path}/text") or "")


def shown(markup):
    return html.unescape(re.sub(r"<br>", "\n", re.sub(r"</?p( dir=\"rtl\")?>", "", markup)))


def answers(entry):
    return [(float(one.get("fraction")), one.findtext("text"), read(one, "feedback")) for one in entry.iter("answer")]


def test_an_independent_reader_finds_every_choice_with_what_is_said_to_each_option():
    exported = formats.export(ALL, "moodle")
    theirs = {one.name.split()[0]: one for one in parser.parse_string(exported.text)["multichoice"]}
    chosen = [in_one_step(question) for question in ALL if question.kind in ("choice", "choices")]
    assert len(chosen) > 50
    for question in chosen:
        one = theirs[question.id]
        assert shown(one.text_pre_parse).split() == question.text.split()
        assert one.single == (question.kind == "choice")
        assert [(shown(o.answer), shown(o.feedback), o.score_fraction > 0) for o in one.options] == [
            (option.text, option.feedback, option.right) for option in question.options
        ]


def test_every_question_is_there_or_named():
    entries, left_out = found(*EVERY)
    assert {entry.get("type") for entry in entries.values()} == TYPES
    for question in EVERY:
        named = [said for said in left_out if question.id in said]
        assert question.id in entries or any("left out" in said for said in named)
        if question.kind in ("order", "match", "classify", "highlight", "predict", "reflect", "brief", "date", "place"):
            assert named
    assert not any("left out" in said for said in left_out)


def test_the_rules_of_moodles_importer_are_kept():
    entries, _ = found(*EVERY)
    for entry in entries.values():
        shares = [share for share, _, _ in answers(entry)] if entry.find("answer") is not None else [100.0]
        match entry.get("type"):
            case "multichoice" | "shortanswer" | "numerical":
                assert {abs(share) for share in shares} <= SHARES
                if entry.findtext("single") == "false":
                    assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=1e-3)
                else:
                    assert max(shares) == 100
            case "matching":
                rows = entry.findall("subquestion")
                assert len(rows) > 2
                assert all(row.findtext("answer/text") for row in rows)
            case "ordering":
                assert entry.findtext("gradingtype") == "RELATIVE_ALL_PREVIOUS_AND_NEXT"
        assert len(entry.findtext("name/text")) <= 255
        assert len(entry.findtext("idnumber")) <= 100
        assert read(entry, "questiontext")


def test_a_right_answer_of_the_course_is_right_in_moodle():
    entries, _ = found(*EVERY)
    for question in EVERY:
        entry = entries[question.id]
        match entry.get("type"):
            case "shortanswer":
                said = [text.casefold() for share, text, _ in answers(entry) if share == 100]
                assert right(question.first if question.grounds else question).casefold() in said
                assert answers(entry)[-1] == (0, "*", question.otherwise)
            case "numerical":
                [_, *_] = answers(entry)
                tolerance = float(entry.find("answer").findtext("tolerance"))
                assert (answers(entry)[0][1], tolerance) == (f"{question.answer:.12g}", question.tolerance)
                assert entry.findtext("units/unit/unit_name") == question.unit
            case "matching":
                pairs = [(read(row, "."), row.findtext("answer/text")) for row in entry.iter("subquestion")]
                asked = question.all_open() if question.kind == "search" else question
                assert dict(pair for pair in pairs if pair[0]) == right(asked)
            case "ordering":
                assert [shown(text) for _, text, _ in answers(entry)] == right(question)


def test_all_that_is_said_to_an_answer_travels():
    entries, _ = found(*EVERY)
    for question in EVERY:
        everything = shown(" ".join(text or "" for text in entries[question.id].itertext()))
        for name in ("options", "items", "pairs", "marks", "misreadings"):
            for part in getattr(question, name, ()):
                assert getattr(part, "feedback", "") in everything
        for name in ("feedback", "otherwise", "model"):
            assert getattr(question, name, "") in everything
        assert (question.hint or "") in everything


@given(question=questions())
def test_nothing_in_a_question_becomes_markup_or_breaks_the_file(question):
    try:
        entries, _ = found(question)
    except CourseError as error:
        assert question.id in str(error)  # one that Moodle cannot have
        return
    entry = entries[question.id]
    assert read(entry, "questiontext").startswith(fit(question.text) if question.text.strip() else "")
    for one in entry.iter("text"):
        assert set(re.findall(r"<[^>]*>?", one.text or "")) <= {"<p>", "</p>", "<br>", '<p dir="rtl">'} or one.text in (
            text for _, text, _ in answers(entry)
        )


def test_an_attack_is_only_letters():
    options = ({"text": ATTACK, "right": True, "feedback": ATTACK}, {"text": r"$$x$$ \(y\) [sound:z]", "feedback": ""})
    question = toml_format.question(
        {"id": "a", "kind": "choice", "set": ATTACK, "text": ATTACK, "options": options}, "drawn"
    )
    [entry] = found(question)[0].values()
    markup = "".join(one.text or "" for one in entry.iter("text") if one is not entry.find("name/text"))
    assert set(re.findall(r"<[^>]*>", markup)) == {"<p>", "</p>"}
    assert not set("$\\[]") & set(markup)
    assert [shown(text) for _, text, _ in answers(entry)] == [ATTACK, r"$$x$$ \(y\) [sound:z]"]


def test_arabic_is_read_from_the_right():
    options = ({"text": "طرابلس", "right": True, "feedback": "نعم."}, {"text": "Sirte", "feedback": "No."})
    question = toml_format.question(
        {"id": "a", "kind": "choice", "set": "s", "text": "أين التقيا؟ (Where?)", "options": options}, "drawn"
    )
    [entry] = found(question)[0].values()
    assert entry.findtext("questiontext/text").startswith('<p dir="rtl">')
    assert [text for _, text, _ in answers(entry)] == ['<p dir="rtl">طرابلس</p>', "<p>Sirte</p>"]


def test_a_star_that_is_written_is_no_joker():
    table = {"id": "a", "kind": "text", "set": "s", "text": "Which?", "answers": ("five * stars",)}
    question = toml_format.question(table | {"feedback": "Yes.", "otherwise": "No."}, "drawn")
    [entry] = found(question)[0].values()
    assert [text for _, text, _ in answers(entry)] == [r"five \* stars", "*"]


def test_dates_are_listed_as_they_are_written():
    entries, _ = found(QUESTIONS["date"])
    listed = {text: (share, said) for share, text, said in answers(entries["x-date"])}
    for text in ("19 July 2022", "July 19, 2022", "19 Jul 2022", "2022-07-19", "July 2022", "2022-07"):
        assert listed[text] == (100, "July 2022.")
    assert listed["December 2021"] == (0, "That was in Sirte.")
    assert "more precisely" in listed["2022"][1]


def test_the_file_is_the_same_every_time():
    assert formats.export(ALL, "moodle").data == formats.export(ALL, "moodle").data
