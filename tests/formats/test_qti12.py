"""QTI 1.2: what its rules give and say to every answer is what the course gives and says, or is named as changed."""

import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from samples import QUESTIONS, in_one_step, right
from test_formats import ALL, ATTACK

from course_utils.errors import CourseError
from course_utils.quiz import formats
from course_utils.quiz.formats import toml_format

EVERY = (*map(in_one_step, ALL), *QUESTIONS.values())
NS = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
NOT_CARRIED = {"order", "highlight"}


@pytest.fixture(scope="module")
def exported():
    return formats.export((*ALL, *QUESTIONS.values()), "qti12", "A title")


@pytest.fixture(scope="module")
def items(exported):
    document = ET.fromstring(zipfile.ZipFile(io.BytesIO(exported.data)).read("questions.xml"))
    return {item.get("ident").removeprefix("q-"): item for item in document.iterfind(".//q:item", NS)}


class Engine:
    """A test engine as the standard has it: every rule whose condition holds is done, in their order."""

    def __init__(self, item, answers):
        self.answers, self.score, self.said = answers, 0.0, []
        texts = {one.get("ident"): "".join(one.itertext()) for one in item.iterfind("q:itemfeedback", NS)}
        for rule in item.iterfind("q:resprocessing/q:respcondition", NS):
            if all(map(self.holds, rule.find("q:conditionvar", NS))):
                for one in rule.iterfind("q:setvar", NS):
                    self.score = float(one.text) + (self.score if one.get("action") == "Add" else 0)
                self.said += [texts[one.get("linkrefid")] for one in rule.iterfind("q:displayfeedback", NS)]

    def holds(self, condition):
        given = self.answers.get(condition.get("respident"), [])
        match condition.tag.partition("}")[2]:
            case "varequal" if condition.get("case") == "No":
                return condition.text.casefold() in [one.casefold() for one in given]
            case "varequal":
                return condition.text in given
            case "vargte":
                return any(float(one) >= float(condition.text) for one in given)
            case "varlte":
                return any(float(one) <= float(condition.text) for one in given)
            case "not":
                return not any(map(self.holds, condition))
            case "or":
                return any(map(self.holds, condition))
            case "and":
                return all(map(self.holds, condition))
            case "other":
                return True


def test_what_is_left_out_is_named_and_nothing_else_is_missing(exported, items):
    assert [question.id for question in EVERY if question.kind not in NOT_CARRIED] == list(items)
    for question in EVERY:
        if question.kind in NOT_CARRIED:
            assert f'no questions of the kind "{question.kind}"' in " ".join(exported.left_out)
    archive = zipfile.ZipFile(io.BytesIO(exported.data))
    manifest = ET.fromstring(archive.read("imsmanifest.xml"))
    named = [one.get("href") for one in manifest.iter("{http://www.imsglobal.org/xsd/imscp_v1p1}file")]
    assert [*named, "imsmanifest.xml"] == list(reversed(archive.namelist()))


def test_a_choice_gives_and_says_what_the_course_does(items):
    tried = 0
    for question in EVERY:
        if question.kind == "choice":
            for n, option in enumerate(question.options, start=1):
                found = Engine(items[question.id], {"response1": [f"option{n}"]})
                assert found.score == 100 * question.grade(option.name).score
                assert escaped(option.feedback) in " ".join(found.said)
                assert not any(escaped(o.feedback) in " ".join(found.said) for o in question.options if
                               o.feedback not in option.feedback and o is not option)  # fmt: skip
                tried += 1
    assert tried > 300


def test_several_are_right_as_a_whole_which_is_said(exported, items):
    for question in EVERY:
        if question.kind == "choices":
            rights = [f"option{n}" for n, option in enumerate(question.options, start=1) if option.right]
            every = [f"option{n}" for n, _ in enumerate(question.options, start=1)]
            assert Engine(items[question.id], {"response1": rights}).score == 100
            assert Engine(items[question.id], {"response1": rights[1:]}).score == 0
            assert len(every) == len(rights) or Engine(items[question.id], {"response1": every}).score == 0
    assert any("right as a whole or not at all" in said for said in exported.left_out)


def test_pairs_are_worth_their_shares(items):
    for question in EVERY:
        if question.kind in ("match", "classify"):
            answers = [answer.text for answer in question.choices()]
            key = {f"row{n}": [f"option{answers.index(right(question)[row.text]) + 1}"] for n, row in
                   enumerate(question.rows(), start=1)}  # fmt: skip
            assert Engine(items[question.id], key).score == pytest.approx(100)
            first = dict([next(iter(key.items()))])
            assert Engine(items[question.id], first).score == pytest.approx(100 / len(key))


def test_what_is_written_is_right_where_the_course_says_so(items):
    for question in EVERY:
        if question.kind in ("text", "place", "date"):
            [key] = items[question.id].findall(".//q:respcondition[q:setvar='100']/q:conditionvar/q:varequal", NS)[:1]
            for said in (key.text, key.text.upper()):
                assert Engine(items[question.id], {"response1": [said]}).score == 100
                assert question.grade(said).score == 1
            wrong = Engine(items[question.id], {"response1": ["nobody writes this"]})
            assert (wrong.score, escaped(question.otherwise) in wrong.said[-1]) == (0, True)
        if question.kind == "number":
            for value, worth in ((question.answer, 100), (question.answer + question.tolerance + 1, 0)):
                assert Engine(items[question.id], {"response1": [f"{value}"]}).score == worth
                assert 100 * question.grade(str(value)).score == worth


def test_what_nobody_grades_is_worth_nothing(items):
    for question in EVERY:
        entries = (
            [one.text for one in items[question.id].iterfind(".//q:fieldentry", NS)] if question.id in items else []
        )
        if entries:
            assert ("1" in entries) == question.graded


def test_every_feedback_that_is_shown_is_there(items):
    for item in items.values():
        there = {one.get("ident") for one in item.iterfind("q:itemfeedback", NS)}
        assert {one.get("linkrefid") for one in item.iterfind(".//q:displayfeedback", NS)} <= there


def test_an_attack_is_only_letters_and_arabic_keeps_its_direction():
    options = ({"text": ATTACK, "right": True, "feedback": ATTACK}, {"text": "طرابلس", "feedback": "]]>"})
    made = toml_format.question({"id": "a/b c", "kind": "choice", "set": "s", "text": ATTACK, "options": options}, "x")
    archive = zipfile.ZipFile(io.BytesIO(formats.export([made], "qti12").data))
    document = ET.fromstring(archive.read("questions.xml"))
    shown = [one.text for one in document.iterfind(".//q:mattext", NS)]
    assert len(shown) == 5
    assert all("<script" not in text and "<img" not in text for text in shown)
    assert '<p dir="rtl">طرابلس</p>' in shown


def test_a_file_of_nothing_but_orders_says_so():
    with pytest.raises(CourseError, match='no questions of the kind "order"'):
        formats.export([one for one in EVERY if one.kind == "order"], "qti12")


def escaped(text):
    """Return a text as HTML has it, without the marks around it."""
    from course_utils.quiz.formats.markup import inline

    return inline(text)
