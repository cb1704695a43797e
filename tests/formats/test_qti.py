"""QTI packages: two independent readers find what the course asks, and the conditions give what the course gives."""

import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from hypothesis import given
from onyx2moodle import classifier
from onyx2moodle import parser as onyx
from qti_convert import read_package, upgrade_package_files
from samples import QUESTIONS, in_one_step, right
from test_formats import ALL, ATTACK, questions

from course_utils.errors import CourseError
from course_utils.quiz import formats
from course_utils.quiz.formats import toml_format
from course_utils.quiz.formats.markup import fit

EVERY = (*ALL, *QUESTIONS.values())
NS = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1"}


def package(*asked):
    return formats.export(asked, "qti", "A title")


def items(*asked):
    """Return the items of a package by the ids of the questions."""
    archive = zipfile.ZipFile(io.BytesIO(package(*asked).data))
    names = [name for name in archive.namelist() if name.startswith("items/")]
    return {name.removeprefix("items/q-").removesuffix(".xml"): archive.read(name) for name in names}


@pytest.fixture(scope="module")
def all_items():
    return items(*EVERY)


@pytest.fixture
def theirs(all_items, tmp_path):
    """Return a function that gives a question as an independent reader finds it in its item."""

    def read(question):
        file = tmp_path / "item.xml"
        file.write_bytes(all_items[question.id])
        return onyx.parse_item(file)

    return read


def test_every_question_is_there(all_items):
    assert list(all_items) == [question.id for question in EVERY]
    assert not any("it is left out" in said for said in package(*EVERY).left_out)


def test_an_independent_reader_finds_the_options_and_the_right_ones(theirs):
    for question in map(in_one_step, EVERY):
        if question.kind not in ("choice", "choices"):
            continue
        item = theirs(question)
        [asked] = item.interactions
        assert classifier.classify(item).target == "multichoice"
        assert [choice.html for choice in asked.choices] == [escaped(option.text) for option in question.options]
        ids = [choice.identifier for choice in asked.choices]
        marked = item.response_decls["RESPONSE"].correct_values
        assert [id_ in marked for id_ in ids] == [option.right for option in question.options]
        said = {one.identifier: one.html for one in item.feedback}
        for n, option in enumerate(question.options, start=1):
            assert escaped(option.feedback) in said[f"fb{n}"]


def test_an_independent_reader_finds_the_pairs(theirs):
    for question in EVERY:
        if question.kind not in ("match", "classify"):
            continue
        item = theirs(question)
        [asked] = item.interactions
        texts = {one.identifier: one.html for one in (*asked.match_sources, *asked.match_targets)}
        pairs = [value.split() for value in item.response_decls["RESPONSE"].correct_values]
        assert {texts[a]: texts[b] for a, b in pairs} == {escaped(a): escaped(b) for a, b in right(question).items()}


def test_an_independent_converter_takes_the_whole_package(tmp_path):
    file = tmp_path / "package.zip"
    file.write_bytes(package(*EVERY).data)
    files = read_package(file)
    assert len(files) == len(EVERY) + 2
    upgraded = upgrade_package_files(files)
    kept = getattr(upgraded, "files", upgraded)
    assert sum(b"<qti-assessment-item" in (data if isinstance(data, bytes) else data.encode())
               for name, data in kept.items() if name.startswith("items/")) == len(EVERY)  # fmt: skip


def test_the_manifest_names_every_file_once():
    archive = zipfile.ZipFile(io.BytesIO(package(*EVERY).data))
    manifest = ET.fromstring(archive.read("imsmanifest.xml"))
    named = [one.get("href") for one in manifest.iter("{http://www.imsglobal.org/xsd/imscp_v1p1}file")]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(archive.namelist())
    assert archive.testzip() is None
    test = ET.fromstring(archive.read("test.xml"))
    assert [one.get("href") for one in test.iterfind(".//q:assessmentItemRef", NS)] == named[1:]


def test_every_name_in_an_item_is_declared(all_items):
    for data in all_items.values():
        item = ET.fromstring(data)
        shown = {one.get("identifier") for one in item.iterfind("q:modalFeedback", NS)}
        offered = {one.get("identifier") for one in item.iterfind("q:itemBody//*[@identifier]", NS)}
        for value in item.iterfind("q:responseProcessing//q:baseValue", NS):
            if value.get("baseType") == "identifier":
                assert value.text in shown | offered
            if value.get("baseType") == "directedPair":
                assert set(value.text.split()) <= offered
        declared = {one.get("identifier") for one in item if one.tag.endswith("Declaration")}
        assert {one.get("identifier") for one in item.iterfind(".//q:variable", NS)} <= declared


@given(question=questions())
def test_nothing_in_a_question_becomes_an_element_or_breaks_the_file(question):
    try:
        archive = zipfile.ZipFile(io.BytesIO(package(question).data))
    except CourseError as error:
        assert question.id in str(error)
        return
    [name] = [name for name in archive.namelist() if name.startswith("items/")]
    item = ET.fromstring(archive.read(name))
    asked = item.find(".//q:prompt", NS)
    asked = item.find("q:itemBody/q:p", NS) if asked is None else asked
    assert spoken(asked) == fit(question.text)


def test_an_attack_is_only_letters():
    options = ({"text": ATTACK, "right": True, "feedback": ATTACK}, {"text": "B", "feedback": "]]>"})
    values = {"id": "a/b c", "kind": "choice", "set": ATTACK, "text": ATTACK, "options": options}
    [data] = items(toml_format.question(values, "drawn")).values()
    item = ET.fromstring(data)
    assert {one.tag.split("}")[1] for one in item.iterfind("q:itemBody//*", NS)} == {
        "choiceInteraction", "prompt", "simpleChoice"}  # fmt: skip
    assert [spoken(one) for one in item.iterfind(".//q:simpleChoice", NS)] == [ATTACK, "B"]


def test_arabic_is_read_from_the_right():
    options = ({"text": "طرابلس", "right": True, "feedback": "نعم."}, {"text": "Sirte", "feedback": "No."})
    values = {"id": "a", "kind": "choice", "set": "s", "text": "أين التقيا؟", "options": options}
    [data] = items(toml_format.question(values, "drawn")).values()
    assert ET.fromstring(data).findtext(".//q:prompt", namespaces=NS) == "\u2067أين التقيا؟\u2069"


def test_the_package_is_the_same_every_time():
    assert package(*ALL).data == package(*ALL).data


def spoken(element):
    """Return the text of an element, each br a new line."""
    return (element.text or "").strip("\u2067\u2069") + "".join(
        f"\n{(one.tail or '').strip(chr(0x2067) + chr(0x2069))}" for one in element
    )


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
