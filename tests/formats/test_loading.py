"""What `quiz.load` takes: all that jupyterquiz takes, however it is given; what it cannot take is one sentence."""

import base64
import json
import pathlib
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_formats import mc, one

from course_utils import progress, quiz
from course_utils.errors import CourseError
from course_utils.quiz import formats
from course_utils.quiz.formats.javascript import Script, Unreadable
from course_utils.quiz.formats.jupyterquiz_in import LONGEST
from course_utils.quiz.question import NOT_YET, RIGHT

FOUR = {"question": "Two and two?", "type": "numeric", "answers": [{"type": "value", "value": 4, "correct": True}]}
GOOD = mc(one("A", True), one("B"))


def number(*answers, **more):
    return {"question": "How many?", "type": "numeric", "answers": list(answers)} | more


# --- however it is given ---


@pytest.mark.parametrize(
    "form",
    [
        lambda entries, file: entries,
        lambda entries, file: tuple(entries),
        lambda entries, file: entries[0],
        lambda entries, file: {"title": "Mine", "questions": entries},
        lambda entries, file: json.dumps(entries),
        lambda entries, file: "\n  " + json.dumps(entries, indent=2),
        lambda entries, file: json.dumps(entries).encode(),
        lambda entries, file: base64.b64encode(json.dumps(entries).encode()).decode(),
        lambda entries, file: str(entries),
        lambda entries, file: file,
        lambda entries, file: str(file),
        lambda entries, file: pathlib.PurePath(file),
    ],
)
def test_questions_are_taken_in_whatever_form_they_are_given(form, tmp_path):
    file = tmp_path / "mine.json"
    file.write_text(json.dumps([FOUR]), "utf-8")
    shown = quiz.load(form([FOUR], file))
    assert [question.text for question in shown.questions] == ["Two and two?"]
    assert shown.answer(shown.questions[0].id, "4").verdict == RIGHT
    assert shown.left_out == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_the_encodings_that_editors_write(encoding, tmp_path):
    file = tmp_path / "mine.json"
    file.write_text(json.dumps([mc(one("طرابلس", True), one("B"))], ensure_ascii=False), encoding)
    assert quiz.load(file).questions[0].options[0].text == "طرابلس"


def test_a_file_may_hide_its_questions_in_base64(tmp_path):
    file = tmp_path / "mine.json"
    file.write_bytes(base64.encodebytes(json.dumps([GOOD] * 3).encode()))
    assert len(quiz.load(file).questions) == 3


def test_quizzes_without_a_file_are_told_apart_by_a_name():
    shown = quiz.load([FOUR], name="week 3")
    shown.answer(shown.questions[0].id, "5")
    assert [attempt.quiz for attempt in progress.attempts()] == ["loaded/week 3"]
    assert quiz.load([FOUR], name="week 3").last_answers()
    assert not quiz.load([FOUR]).last_answers()
    for name in ("", " ", 3, "x" * 500, "a\nb"):
        with pytest.raises(CourseError, match="name must be a short text"):
            quiz.load([FOUR], name=name)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("https://example.org/week/quiz1.json?raw=1", 'save the file beside the notebook and run quiz.load("quiz1.jso'),
        ("HTTP://example.org/", 'quiz.load("questions.json")'),
        ("#hidden", "a part of the page"),
        ("", "an empty text"),
        (None, 'but "None"'),
        (7, 'but "7"'),
        (object(), "of the type object"),
        ({1, 2}, "of the type set"),
        ([], "no questions that can be shown"),
        ({}, "no questions that can be shown"),
        ([7], "a question stands between { and }"),
        ([{"question": {1, 2}}], "neither text, number, list nor"),
        ("nowhere.json", "There is no file"),
        ("~nobody-at-all/x.json", "could not be read"),
        ("x" * 5000, "could not be read"),
        ("a\0b", "There is no file"),
        ('{"cells": [], "nbformat": 4}', "this is a notebook"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_in_one_sentence(asked, said):
    with pytest.raises(CourseError, match=re.escape(said)) as error:
        quiz.load(asked)
    assert str(error.value).isprintable() and len(str(error.value)) < 400


def test_a_list_that_holds_itself_is_refused():
    circle = dict(FOUR)
    circle["more"] = circle
    with pytest.raises(CourseError, match="neither text, number, list nor"):
        quiz.load([circle])


# --- what jupyterquiz's script takes: the file is a part of a script ---

ANSWERS = '"answers": [{"answer": "A", "correct": true}]'
WRITTEN = {
    "a comma after the last": '[{"question": "Q?","type": "string", "answers": [{"answer": "A", "correct": true,},]},]',
    "names without marks": '[{question: "Q?", type: "string", answers: [{answer: "A", correct: true}]}]',
    "other quotation marks": "[{'question': `Q?`, 'type': 'string', 'answers': [{'answer': 'A', 'correct': true}]}]",
    "comments": f'// mine\n[/* one */ {{"question": "Q?", // asked\n "type": "string", {ANSWERS}}}]',
    "a semicolon": '[{"question": "Q?", "type": "string", "answers": [{"answer": "A", "correct": true}]}];\n',
    "joined texts": '[{"question": "Q" + "?", "type": "str" +\n "ing", "answers": [{"answer": "A", "correct": true}]}]',
    "escapes": '[{"question": "\\x51\\u{3f}", "type": "str\\\ning", "answers": [{"answer": "\\A", "correct": true}]}]',
    "a tab": '[{"question": "Q?", "type": "string", "hint": "a\tb", "answers": [{"answer": "A", "correct": true}]}]',
    "a comma forgotten between two": f'[{{"question": "Q?", "type": "string", {ANSWERS}}} {{}}]',
}  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_file_is_read_as_a_script_reads_it(text):
    question = quiz.load(text).questions[0]
    assert (question.text, question.grade("a").verdict) == ("Q?", RIGHT)


VALUES = {
    # what stands in the file: (what is written and right, what is written and wrong)
    "a number in quotation marks": (number({"value": "36", "correct": True}), ["36", "36.0"], ["35"]),
    "a decimal in quotation marks": (number({"value": " 3.5 ", "correct": True}), ["3.5"], ["35"]),
    "false as a value": (number({"value": False, "correct": True}), ["0"], ["1"]),
    "true as a value": (number({"value": True, "correct": True}), ["1"], ["0"]),
    "a list of one": (number({"value": [7], "correct": True}), ["7"], ["0"]),
    "a range in quotation marks": (number({"range": ["1", "20"], "correct": True}), ["3", "19"], ["20", "0"]),
    "a range without an end": ('[{"question":"?","type":"numeric","answers":[{"range":[5,1e999],"correct":true}]}]',
                               ["5", "1e9"], ["4"]),
    "nothing in a range is 0": (number({"range": [None, 5], "correct": True}), ["0", "4"], ["-1", "5"]),
    "a range of three": (number({"range": [1, 2, 3], "correct": True}), ["1"], ["2"]),
    "a precision of 0": (number({"value": 36, "correct": True}, precision=0), ["36"], ["36.4"]),
    "a precision below 0": (number({"value": 36, "correct": True}, precision=-2), ["36"], ["36.4"]),
    "no precision": (number({"value": 36, "correct": True}, precision=None), ["36"], ["36.4"]),
    "a precision in quotation marks": (number({"value": 36, "correct": True}, precision="2"), ["36.4"], ["37"]),
    "a broken precision": (number({"value": 36, "correct": True}, precision=2.7), ["36.4"], ["37"]),
    "an immense precision": (number({"value": 36, "correct": True}, precision=999), ["36"], ["36.4"]),
    "a precision in words": (number({"value": 36, "correct": True}, precision="two"), ["36"], ["36.4"]),
    "true in quotation marks": (number({"value": 36, "correct": "true"}), ["36"], ["1"]),
    "True in quotation marks": (mc(one("A", "True"), one("B", "False")), ["A"], ["B"]),
    "1 for true": (mc(one("A", 1), one("B", 0)), ["A"], ["B"]),
    "nothing for false": (mc(one("A", True), one("B", None)), ["A"], ["B"]),
    "numbers to choose": (mc(one(7, True), one(8.5)), ["7"], ["8.5"]),
    "a number to write": ({"question": "?", "type": "string", "answers": [one(1951, True)]}, ["1951"], ["1952"]),
    "feedback that is a number": (mc(one("A", True, feedback=7), one("B", feedback=None)), ["A"], ["B"]),
    "what is asked is a number": (mc(one("A", True), one("B"), question=7), ["A"], ["B"]),
    "code instead of a text": (
        {"code": "1 + 1", "type": "multiple_choice",
         "answers": [{"code": "2", "correct": True}, {"code": "3", "correct": False}]}, ["2"], ["3"]),
    "a threshold in quotation marks": (
        {"question": "?", "type": "string", "answers": [one("Tripoli", True, fuzzy_threshold="0.8")]},
        ["Tripoly"], ["Benghazi"]),
    "a wrong answer without a value": (number({"value": 4, "correct": True}, {"feedback": "no"}), ["4"], ["5"]),
    "columns": (mc(one("A", True), one("B"), answer_cols=2), ["A"], ["B"]),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "rights", "wrongs"), VALUES.values(), ids=VALUES)
def test_a_value_counts_as_what_it_is_meant_to_be(entry, rights, wrongs):
    [question] = quiz.load(entry).questions
    assert [question.grade(written).verdict for written in rights] == [RIGHT] * len(rights)
    assert [question.grade(written).verdict for written in wrongs] == [NOT_YET] * len(wrongs)


def test_numbers_of_numpy_are_numbers():
    numpy = pytest.importorskip("numpy")
    [question] = quiz.load([number({"value": numpy.float64(2.5), "correct": numpy.bool_(True)})]).questions
    assert question.grade("2.5").verdict == RIGHT


# --- one question that cannot be read takes no other with it ---

BROKEN = {
    "no comma": ('{"question": "x" "type": "string"}', "a comma or a } is missing", 'x" ', 3),
    "no colon": ('{"question" "x"}', "a colon is missing", '"x"', 0),
    "a text not closed": ('{"question": "x, "type": "string",\n "answers": []}', "is missing", "type", 0),
    "a line break in a text": ('{"question": "x\ny", "type": "string"}', "not closed in its line", '"x\n', 0),
    "a bracket not closed": ('{"question": "x", "answers": [{"answer": "A"}', "is missing", None, 0),
    "a bracket too many": ('{"question": "x", "answers": []]}', "is missing", "]}", 0),
    "no value": ('{"question": , "type": "string"}', "a value is missing", ", ", 0),
    "a word": ('{"question": x, "type": "string"}', "a value is missing", "x, ", 0),
    "no such type": ('{"question": "x", "type": "essay", "answers": []}', 'field "type"', '"essay"', 0),
    "too deep": ('{"question": ' + "[" * 3000 + "]" * 3000 + "}", "too deeply", None, 0),
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_the_place_of_a_fault_is_named_and_all_else_is_shown(broken, place):
    text, why, at, after = BROKEN[broken]
    sound = [json.dumps(mc(one("A", True), one("B"), question=f"Sound {n}?")) for n in range(2)]
    entries = {"first": [text, *sound], "middle": [sound[0], text, sound[1]], "last": [*sound, text]}[place]
    content = "[\n  " + ",\n  ".join(entries) + "\n]\n"
    shown = quiz.load(content)
    assert [question.text for question in shown.questions] == ["Sound 0?", "Sound 1?"]
    said = shown.left_out[0]
    assert said.startswith(f"Question {entries.index(text) + 1} (line ") and why in said
    if at is not None:
        before = content[: content.index(text) + text.index(at) + after]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        assert f"(line {line}, column {column}" in said
    assert all(len(one) < 400 and "\n" not in one for one in shown.left_out)


def test_a_file_that_was_cut_off_shows_what_is_there():
    content = json.dumps([mc(one("A", True), one("B"), question=f"{n}?") for n in range(5)])
    for cut in range(len(content) // 2, len(content) - 1, 7):
        shown = quiz.load(content[:cut])
        assert 2 <= len(shown.questions) <= 5
        assert "is missing" in " ".join(shown.left_out)


def test_what_stands_after_the_list_is_named():
    shown = quiz.load(json.dumps([GOOD]) + "\n" + json.dumps([FOUR]))
    assert len(shown.questions) == 1
    assert "(line 2, column 1" in shown.left_out[0] and "after the end of the list" in shown.left_out[0]


def test_the_same_note_about_many_questions_is_said_once():
    entries = [mc(one("$a$", True), one("B"), question=f"{n}?") for n in range(20)]
    [said] = quiz.load(entries).left_out
    assert said == "20 questions (1 to 20): its formulas are shown as they are written."
    entries[3] = mc(type="essay")
    entries[9] = mc(type="essay")
    said, left = quiz.load(entries).left_out
    assert left.startswith('2 questions (4 ("Which?"), 10 ("Which?")): it is left out')
    assert said.startswith("18 questions (1 to 3, 5 to 9, 11 to 20)")
    many = quiz.load([GOOD, *(mc(type="essay", question=f"{n}?") for n in range(500))])
    assert len(many.left_out) == 1 and "more" in many.left_out[0] and len(many.left_out[0]) < 500


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = ("answer", "code", "correct", "feedback", "value", "range", "match_case", "fuzzy_threshold", "formerly")
TYPED = {"type": st.sampled_from(["value", "range", "default", "x"])}
ANSWER = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, JSON) | TYPED)
ENTRY = st.fixed_dictionaries(
    {},
    optional={
        "question": JSON | st.text(min_size=1), "code": JSON, "precision": JSON, "id": JSON, "hint": JSON,
        "kind": JSON | st.sampled_from(["choice", "number", "text", "choices"]), "formulas": JSON, "answer_cols": JSON,
        "type": JSON | st.sampled_from(["multiple_choice", "many_choice", "numeric", "string"]),
        "answers": JSON | st.lists(ANSWER | JSON, min_size=1, max_size=4),
    },
)  # fmt: skip


@given(entry=ENTRY)
def test_any_entry_is_shown_or_named_and_takes_no_other_with_it(entry):
    loaded = formats.load([GOOD, entry])
    assert loaded.questions[0].text == "Which?"
    assert len(loaded.questions) == 2 or any(said.startswith("Question 2") for said in loaded.left_out)
    assert all(said.endswith(".") for said in loaded.left_out)
    for question in loaded.questions:
        assert question.grade("4").score in (None, 0.0, 1.0) and question.lines()
        assert formats.question(json.loads(json.dumps(formats.table(question))), "back") == question
    # A file with the same says the same, and names the place.
    if "NaN" not in json.dumps(entry):
        assert formats.load(json.dumps([GOOD, entry])).questions == loaded.questions


@given(text=st.text(max_size=60) | st.text("[]{}\"',:\\/*`+0n \n", max_size=80))
def test_any_text_is_read_or_refused_in_one_sentence(text):
    for content in (f"[{text}", f"[{json.dumps(GOOD)}, {text}"):
        try:
            loaded = formats.load(content)
        except CourseError as error:
            assert "\n" not in str(error)
        else:
            assert loaded.questions


@given(value=JSON)
def test_the_reader_of_scripts_reads_json_as_json(value):
    [entry] = Script(f"[{json.dumps(value)}]").entries()
    [lenient] = Script(f"[{json.dumps(value)},\n]").entries()
    assert entry.fault is None
    assert json.dumps(entry.value) == json.dumps(lenient.value) == json.dumps(value)


# --- hostile files ---

HOSTILE = {
    "tags": lambda n: json.dumps([mc(one("A", True), one("B"), question="<a" * n)]),
    "brackets": lambda n: json.dumps([mc(one("A", True), one("B"), question="[" * n)]),
    "links": lambda n: json.dumps([mc(one("A", True), one("B"), question="[x](" * n)]),
    "dollars": lambda n: json.dumps([mc(one("A", True), one("B"), question="$ " * n)]),
    "backslashes": lambda n: json.dumps([mc(one("A", True), one("B"), question="\\(" * n)]),
    "breaks": lambda n: json.dumps([mc(one("A", True), one("B"), question="<br " * n)]),
    "entities": lambda n: json.dumps([mc(one("A", True), one("B"), question="&am" * n)]),
    "options that are the same": lambda n: json.dumps([mc(*[one("A")] * n)]),
    "nested": lambda n: "[" + '{"question":' * n,
    "open": lambda n: "[" * n,
    "quotes": lambda n: '["' + '\\"' * n,
    "comments": lambda n: "[" + "/*" * n,
    "words": lambda n: "[" + "x," * n,
    "broken": lambda n: "[" + '{"question" 1},' * n,
    "digits": lambda n: "[" + "9" * n + "]",
    "blanks": lambda n: "[" + " " * n,
    "deep": lambda n: "[" + '{"question":[' * n + "]",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_of_400_kb_takes_no_longer_than_its_length_explains(kind):
    def seconds(n):
        content, best = HOSTILE[kind](n), 1e9
        for _ in range(3):
            began = time.process_time()
            try:
                formats.load(content)
            except CourseError as error:
                assert len(str(error)) < 1000
            best = min(best, time.process_time() - began)
        return best

    n = 400_000 // max(1, len(HOSTILE[kind](1001)) - len(HOSTILE[kind](1000)))
    # Eight times as long: 8 times the work where it is linear, 64 times where it is quadratic; less than 5 ms is noise.
    assert seconds(n) < 24 * max(seconds(n // 8), 0.005)


@pytest.mark.parametrize("piece", ["<a", "[", "[x](", "$ ", "\\(", "<br ", "&am", "](", "\\["])
def test_what_is_said_of_a_long_question_takes_no_longer_than_its_length_explains(piece):
    """The longest question that is taken: here the length does not keep the patterns from being tried."""

    def seconds(n):
        entries, best = [mc(one("A", True), one("B"), question=piece * n)], 1e9
        for _ in range(3):
            began = time.process_time()
            loaded = formats.load(entries)
            formats.export(loaded, "jupyterquiz")
            formats.export(loaded, "moodle")
            best = min(best, time.process_time() - began)
        return best

    n = LONGEST // 3 // len(piece)
    assert seconds(n) < 24 * max(seconds(n // 8), 0.005)


def test_many_questions_that_are_the_same_are_numbered_in_one_go():
    entries = [{"question": "?", "type": "string", "answers": [one("A", True)]}] * 3000
    loaded = formats.load(entries)
    assert len({question.id for question in loaded.questions}) == 3000
    assert loaded.questions[1].id == f"{loaded.questions[0].id}-2"


def test_a_text_without_a_list_is_named():
    with pytest.raises(Unreadable, match="should begin with"):
        list(Script("hello").entries())
