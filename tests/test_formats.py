"""Questions in and out: nothing is lost that a format can hold, and what it cannot hold is said."""

import json
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser

import jupyterquiz_files
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from samples import QUESTIONS, TOML, in_one_step, right, wrong
from test_kinds import RESPONSES

from course_utils import knowledge, progress, quiz
from course_utils.__main__ import main
from course_utils.errors import CourseError
from course_utils.quiz import bank, formats
from course_utils.quiz.formats import imported_kinds, jupyterquiz, toml_format
from course_utils.quiz.question import NOT_YET, PARTLY, RIGHT, UNCHECKED

ALL = tuple(question for lesson in bank.lessons() for question in bank.lesson_questions(lesson))
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>${1}`\"'"


@pytest.fixture
def write(tmp_path):
    def write(content, name="theirs.json"):
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return file

    return write


def mc(*answers, **more):
    return {"question": "Which?", "type": "multiple_choice", "answers": list(answers)} | more


def one(text, correct=False, **more):
    return {"answer": text, "correct": correct} | more


# --- in and out again ---

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORDS = TEXTS.filter(str.strip)
NUMBERS = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6)


@st.composite
def questions(draw):
    common = {"set": draw(WORDS), "text": draw(WORDS), "version": draw(st.integers(1, 9))}
    common |= {"objective": draw(st.none() | TEXTS), "hint": draw(st.none() | TEXTS)}
    common |= {
        "sentences": draw(st.sampled_from([(), ("s01", "s02")])),
        "sources": draw(st.sampled_from([(), ("editorial",)])),
    }
    kind = draw(st.sampled_from(["choice", "choices", "number", "text", "numeric", "string", "pick"]))
    match kind:
        case "choice" | "choices" | "pick":
            texts = draw(st.lists(WORDS, min_size=2, max_size=6, unique=True))
            options = [{"text": text, "feedback": draw(TEXTS), "right": False} for text in texts]
            if kind == "choice":
                options[0]["right"] = True
            if kind == "choices":
                for option in options[: draw(st.integers(1, len(options)))]:
                    option["right"] = True
            if draw(st.booleans()):
                options[0]["formerly"] = (f"{texts[0]}{''.join(texts)}!",)
            own_ = {"options": options}
        case "number":
            answer = draw(NUMBERS)
            own_ = {"answer": answer, "unit": draw(TEXTS), "feedback": draw(TEXTS), "otherwise": draw(TEXTS)}
            own_["tolerance"] = draw(st.just(0) | st.integers(0, 99) | st.floats(0, 100))
            away = answer + 2 * own_["tolerance"] + draw(st.integers(10**7, 10**8))
            own_["misreadings"] = draw(st.sampled_from([(), ({"value": away, "feedback": "too far"},)]))
        case "text":
            answers = draw(
                st.lists(st.sampled_from(["Tripoli", "طرابلس", "<b>", "a & b", "Sirte"]), min_size=1, unique=True)
            )
            own_ = {"answers": tuple(answers), "feedback": draw(TEXTS), "otherwise": draw(TEXTS)}
            own_["misreadings"] = draw(st.sampled_from([(), ({"value": "Benghazi", "feedback": "no"},)]))
        case "numeric":
            value = {"value": draw(NUMBERS)} if draw(st.booleans()) else {"range": (draw(NUMBERS), draw(NUMBERS))}
            own_ = {
                "cases": ({"right": draw(st.booleans()), "feedback": draw(TEXTS), **value},),
                "otherwise": draw(TEXTS),
            }
            own_["precision"] = draw(st.none() | st.integers(1, 9))
        case "string":
            case = {"right": draw(st.booleans()), "feedback": draw(TEXTS), "answer": draw(TEXTS)}
            case |= {"match_case": draw(st.booleans()), "nearly": draw(st.none() | st.floats(0, 1))}
            own_ = {"cases": (case,), "otherwise": draw(TEXTS)}
    return toml_format.question({"id": "x-1", "kind": kind, **common, **own_}, "drawn")


@given(question=questions())
def test_what_jupyterquiz_can_hold_comes_back_the_same(question, tmp_path):
    exported = formats.export([question], "jupyterquiz")
    file = tmp_path / "back.json"
    file.write_text(exported.text, "utf-8")
    assert formats.load(file).questions == (question,)


@given(question=questions())
def test_a_table_holds_everything_and_goes_through_json(question):
    assert toml_format.question(json.loads(json.dumps(toml_format.table(question))), "table") == question


@pytest.mark.parametrize("question", [*ALL, *QUESTIONS.values()], ids=lambda question: question.id)
def test_a_table_of_each_kind_gives_the_question_back(question):
    assert toml_format.question(json.loads(json.dumps(toml_format.table(question))), "table") == question


def test_the_course_comes_back_and_what_does_not_is_named(write):
    exported = formats.export(ALL, "jupyterquiz")
    back = {question.id: question for question in formats.load(write(exported.text)).questions}
    for question in ALL:
        about = re.compile(rf"[ (\"]{question.id}[,)\"]")
        named = [said for said in exported.left_out if about.search(said.partition(": ")[0])]
        if question.kind in ("choice", "choices", "number", "text"):
            asked = in_one_step(question)
            assert back[question.id].grade(right(asked)).verdict == RIGHT
            if not getattr(question, "names", None):
                assert back[question.id] == asked
        else:
            assert question.id not in back
            assert any(f'"{question.kind}"' in said for said in named)
        for name, word in (("hint", "hint"), ("sources", "sources"), ("sentences", "sentences")):
            if getattr(question, name) and question.id in back:
                assert any(word in said for said in named)


def test_a_question_that_another_tool_changed_is_read_by_that_tools_rules(write):
    [entry] = json.loads(formats.export([QUESTIONS["number"]], "jupyterquiz").text)
    entry["answers"][1]["range"] = [0, 2000]
    [changed] = formats.load(write([entry])).questions
    assert (changed.id, changed.kind) == ("x-number", "numeric")
    assert changed.grade("1999").verdict == RIGHT
    entry["question"] = "Changed (km)"
    assert formats.load(write([entry])).questions[0].text == "Changed (km)"


def test_spellings_of_a_record_are_written_out(write):
    exported = formats.export([QUESTIONS["text"]], "jupyterquiz")
    [back] = formats.load(write(exported.text)).questions
    assert back.answers == tuple(dict.fromkeys(QUESTIONS["text"].accepted()))
    assert any("actor/haftar" in said for said in exported.left_out)


def test_a_format_that_can_hold_none_of_them_says_so():
    with pytest.raises(CourseError, match="None of these questions"):
        formats.export([QUESTIONS["order"]], "jupyterquiz")
    with pytest.raises(CourseError, match='no format "word"'):
        formats.export(ALL, "word")


@given(question=questions())
def test_what_is_exported_fits_jupyterquizs_own_schemas(question):
    [entry] = json.loads(formats.export([question], "jupyterquiz").text)
    check_schema(entry)


def test_the_course_fits_jupyterquizs_own_schemas():
    entries = json.loads(formats.export([*ALL, *QUESTIONS.values()], "jupyterquiz").text)
    assert len(entries) > 10
    for entry in entries:
        check_schema(entry)


def check_schema(entry):
    schema = jupyterquiz_files.schema({"numeric": "num", "string": "string"}.get(entry["type"], "mc"))
    Draft202012Validator(schema).validate(entry)


# --- jupyterquiz's own examples; tests/browser/test_jupyterquiz.py compares them with its script ---


def test_the_documented_examples_load_and_grade(write):
    many, number, text = quiz.load(write(jupyterquiz_files.documented())).questions
    rights = [option.text for option in many.options if option.right]
    assert (many.grade(rights).verdict, many.grade(rights[:2]).verdict) == (RIGHT, PARTLY)
    assert many.grade("Live snakes via Python").parts[0][1] == "I hope not."
    for written, verdict in {
        "3.14": RIGHT,
        "3.1": RIGHT,
        "22/7": RIGHT,
        "3.2": NOT_YET,
        "-1": NOT_YET,
        "pi": UNCHECKED,
    }.items():
        assert number.grade(written).verdict == verdict
    assert "AREA" in number.grade(-1).text
    for written, verdict in {"jfk": RIGHT, "john f kennedy": RIGHT, "Kennedy": NOT_YET, "Nixon": NOT_YET}.items():
        assert text.grade(written).verdict == verdict
    assert "first name" in text.grade("kennedy").text


def test_the_example_file_loads_and_what_is_not_shown_is_said(write):
    shown = quiz.load(jupyterquiz_files.example_file())
    assert shown.name == "loaded/questions"
    assert len(shown.questions) == 8
    assert [said for said in shown.left_out if "answer_cols" in said]
    assert [said.partition(" (")[0] for said in shown.left_out if "formulas" in said] == ["3 questions"]
    for question, entry in zip(shown.questions, json.loads(jupyterquiz_files.example_file().read_text()), strict=True):
        for answer in entry["answers"]:
            if "correct" in answer and entry["type"] == "multiple_choice":
                feedback = shown.answer(question.id, answer.get("answer", answer.get("code")))
                assert feedback.score == answer["correct"]
                assert feedback.text == answer.get("feedback", feedback.text)
    assert {attempt.quiz for attempt in progress.attempts()} == {"loaded/questions"}
    exported = formats.export(shown.questions, "jupyterquiz")
    assert formats.load(write(exported.text)).questions == shown.questions


def test_an_answer_is_there_again_when_the_file_is_loaded_again(write):
    file = write([mc(one("A", True), one("B"))])
    shown = quiz.load(file)
    shown.answer(shown.questions[0].id, "B", "certain")
    again = quiz.load(file)
    assert again.last_answers()[again.questions[0].id][0] == "B"
    assert json.dumps(again.widget.questions)


def test_every_foreign_kind_is_drawn_as_one_of_the_course(write):
    shown = quiz.load(write([mc(one("A")), *NUMBER_AND_STRING]))
    assert [question.kind for question in shown.questions] == ["pick", "numeric", "string"]
    assert [face["kind"] for face in shown.widget.questions] == ["choice", "number", "text"]
    assert not set(re.findall(r"secret\w*", json.dumps(shown.widget.questions) + repr(shown)))


NUMBER_AND_STRING = [
    {"question": "How many?", "type": "numeric", "answers": [{"value": 7, "correct": True, "feedback": "secret1"}]},
    {"question": "Who?", "type": "string", "answers": [one("secret2", True)]},
]  # fmt: skip


@pytest.mark.parametrize("kind", ["numeric", "string", "pick"])
@given(response=RESPONSES)
def test_no_response_makes_a_foreign_kind_raise(kind, response):
    cases = {"numeric": {"cases": [{"right": True, "feedback": "", "range": [0, 9]}], "otherwise": "", "precision": 2},
             "string": {"cases": [{"right": True, "feedback": "", "answer": "abc", "nearly": 0.5}], "otherwise": ""},
             "pick": {"options": [{"text": "A", "feedback": ""}]}}  # fmt: skip
    question = toml_format.question({"id": "x", "kind": kind, "set": "check", "text": "?", **cases[kind]}, "drawn")
    result = question.grade(response)
    assert result.score is None or 0 <= result.score <= 1


def test_options_that_are_the_same_are_told_apart(write):
    [question] = (loaded := formats.load(write([mc(one("A"), one("A", True), one("A"))]))).questions
    assert [option.text for option in question.options] == ["A", "A (2)", "A (3)"]
    assert len(loaded.left_out) == 2


def test_a_question_keeps_its_id_when_the_file_is_put_in_another_order(write):
    entries = [mc(one("A", True), one("B"), question=f"{n}?") for n in range(3)]
    ids = [question.id for question in formats.load(write(entries)).questions]
    assert [question.id for question in formats.load(write(entries[::-1])).questions] == ids[::-1]


def test_text_is_text_everywhere(write):
    entries = [mc(one(ATTACK, True, feedback=ATTACK), one("B"), question=ATTACK)]
    loaded = formats.load(write(entries))
    assert loaded.questions[0].text == ATTACK
    assert any("HTML" in said for said in loaded.left_out)
    for text in (
        formats.export(loaded.questions, "jupyterquiz").text,
        formats.export(loaded.questions, "print", ATTACK).text,
    ):
        assert "<script" not in text
        assert "<img" not in text


def test_entities_are_read_as_the_page_shows_them(write):
    [question] = formats.load(write([mc(one("a &lt; b", True), one("B"), question="A &amp; B<br>C")])).questions
    assert (question.text, question.options[0].text) == ("A & B\nC", "a < b")
    assert jupyterquiz.written(question)["question"] == "A &amp; B<br>C"


# --- bad input ---

VALUE = {"type": "value", "value": 1, "correct": True}


def number(answers, **more):
    return {"question": "?", "type": "numeric", "answers": answers} | more


BAD = {
    "answers": [mc(), {"question": "?", "type": "multiple_choice"}, mc(answers="A"), mc(answers=["A"]),
                number([{"type": "default", "feedback": "x"}])],
    "answers[0].correct": [mc(one("A", "perhaps")), mc(one("A", 2)), mc(one("A", [True]))],
    "answers[1].answer": [mc(one("A", True), one(["B"])), mc(one("A", True), one("")),
                          mc(one("A"), {"correct": True}),
                          {"question": "?", "type": "string", "answers": [one("A"), {"correct": True}]}],
    "answers[0].feedback": [mc(one("A", True, feedback=["x"])), mc(one("A", feedback={}))],
    "type": [mc(type="essay"), mc(type=None), mc(type=["numeric"]), {"question": "?", "answers": []}],
    "question": [mc(one("A"), question=["x"]), mc(one("A"), question={})],
    "code": [mc(one("A"), code=["x"])],
    "answers[0].value": [number([VALUE | {"value": bad}]) for bad in ("one", None, [1, 2], {})] + [number([{}])],
    "answers[0].range": [number([{"range": bad, "correct": True}]) for bad in ([1], [1, "two"], 7, None, [])],
    "answers[0].match_case": [{"question": "?", "type": "string", "answers": [one("A", match_case="perhaps")]}],
    "cases": [{"question": "?", "type": "string", "answers": [one("A" * 1000)]}],
}  # fmt: skip


@pytest.mark.parametrize(("field", "entry"), [(field, entry) for field, entries in BAD.items() for entry in entries])
def test_a_question_that_cannot_be_shown_is_left_out_by_itself_and_named(field, entry, write):
    content = json.dumps([mc(one("A", True), one("B")), entry, mc(one("C", True), one("D"))], indent=1)
    shown = quiz.load(write(content))
    assert [len(question.options) for question in shown.questions] == [2, 2]
    [said] = shown.left_out
    assert f'field "{field}"' in said
    assert said.startswith("Question 2 (line ") and "column" in said
    line, column = map(int, re.search(r"line (\d+), column (\d+)", said).groups())
    at = sum(map(len, content.splitlines(keepends=True)[: line - 1])) + column - 1
    first, last = (len(json.dumps(entries, indent=1)) for entries in ([mc(one("A", True), one("B"))], [mc(), entry]))
    assert first <= at + 2 < first + last
    assert "\n" not in said and said.endswith(".")
    assert said in shown.note
    with pytest.raises(CourseError, match=re.escape(f'field "{field}"')) as error:
        quiz.load(write([entry]))
    assert "theirs.json" in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", "hello", "[1]", "[[]]", "null", "[" * 100_000, '[{"a": NaN}]', '["\\ud800"]', "[1e999]",
     "[" + "9" * 5000 + "]", '{"question": "x"}', "\ufeff"],
)  # fmt: skip
def test_a_file_that_is_none_is_said_in_one_sentence(content, write):
    with pytest.raises(CourseError, match=r"theirs\.json") as error:
        quiz.load(write(content))
    assert "\n" not in str(error.value)


def test_what_cannot_be_a_file_of_questions(tmp_path, write):
    for path in (tmp_path / "none.json", tmp_path, tmp_path / "none.toml"):
        with pytest.raises(CourseError, match="There is no file"):
            quiz.load(path)
    with (tmp_path / "big.json").open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(CourseError, match="too big"):
        quiz.load(tmp_path / "big.json")
    (tmp_path / "latin.json").write_bytes('["é"]'.encode("latin-1"))
    with pytest.raises(CourseError, match="not in the form"):
        quiz.load(tmp_path / "latin.json")
    with pytest.raises(CourseError, match="too long as a whole"):
        quiz.load(write([mc(one("A", True), one("B"), question="x" * 150_000)]))


def test_own_files_load_too_and_their_mistakes_are_named(write):
    shown = quiz.load(write(TOML, "mine.toml"))
    assert shown.questions == tuple(QUESTIONS.values())
    assert shown.answer("x-choice", "In Tripoli").verdict == RIGHT
    for question in shown.questions:
        for response in wrong(question):
            assert shown.answer(question.id, response).verdict in (NOT_YET, PARTLY)
    for old, new, said in [
        ('id = "x-choices"', 'id = "x-choice"', '"x-choice" is used twice'),
        ("answer = 1050", 'answer = "much"', 'Question "x-number", field "answer"'),
        ('text = "How long?"', 'text = "How long?"\nsources = ["nowhere"]', 'Question "x-number", field "sources"'),
        ("[[questions]]", "[[question]]", "no list of"),
        ('id = "x-choice"', "id = ", "not in the form"),
    ]:
        with pytest.raises(CourseError, match=re.escape(said)):
            quiz.load(write(TOML.replace(old, new), "mine.toml"))


def test_a_read_only_folder_does_not_keep_a_quiz_from_being_shown(write, home):
    home.write_text("a file where the folder should be")
    shown = quiz.load(write(TOML, "mine.toml"))
    assert "could not be saved" in shown.answer("x-choice", "In Tripoli").problem


# --- a sheet to print ---


class Sheet(HTMLParser):
    """The text of the sheet, in two parts: before the key, and the key."""

    def __init__(self, html):
        super().__init__()
        self.parts, self.tags, self.key = ["", ""], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.key = self.key or int(("class", "key") in attrs)

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.parts[self.key] += data


def test_the_sheet_has_every_question_and_the_answers_only_in_the_key():
    every = [*ALL, *QUESTIONS.values()]
    exported = formats.export(every, "print", "All of it")
    questions_, key = Sheet(exported.text).parts
    for question in every:
        assert question.text in questions_
        assert question.text in key
        for feedback in re.findall(
            r'"(?:feedback|otherwise|model)": "([^"\\]{20,})"', json.dumps(toml_format.table(question))
        ):
            assert feedback not in questions_
            assert feedback in key
        if question.hint:
            assert question.hint in key
            assert question.hint not in questions_
        if question.kind in ("text", "place"):
            assert f": {right(question)}" not in questions_
    assert "break-before: page" in exported.text
    assert {said for said in exported.left_out if "place" not in said} == set()
    assert knowledge.place("sirte").name_en in key


def test_the_order_on_the_sheet_is_not_the_answer():
    question = QUESTIONS["order"]
    text = Sheet(formats.export([question], "print").text).parts[0]
    places = [text.index(item.text) for item in question.items]
    assert places != sorted(places)


def test_the_sheet_is_whole_and_the_same_every_time():
    sheet = formats.export(ALL, "print").text
    assert sheet == formats.export(ALL, "print").text
    assert not re.search(r"(src|href|@import|url\()", sheet)
    assert 'lang="en"' in sheet


def test_foreign_kinds_can_be_printed(write):
    loaded = formats.load(write([mc(one("A")), *NUMBER_AND_STRING]))
    questions_, key = Sheet(formats.export(loaded.questions, "print").text).parts
    assert "secret" not in questions_
    assert "secret1" in key
    assert "secret2" in key


# --- the command ---


def test_the_command_writes_a_set_a_lesson_a_file_or_all(tmp_path, capsysbinary, write):
    out = tmp_path / "out.json"
    assert main(["questions", "export", "--format", "jupyterquiz", "00-start-here/check", "--out", str(out)]) == 0
    asked = bank.question_set("00-start-here/check")
    assert [question.id for question in formats.load(out).questions] == [question.id for question in asked]
    assert b"does not show its hint" in capsysbinary.readouterr().err
    assert main(["questions", "export", "--format", "jupyterquiz", "00-start-here"]) == 0
    told = capsysbinary.readouterr()
    kinds = [question.kind for question in bank.lesson_questions("00-start-here")]
    assert len(json.loads(told.out)) + told.err.count(b"it is left out") == len(kinds)
    assert main(["questions", "export", "--format", "jupyterquiz", str(out)]) == 0
    assert json.loads(capsysbinary.readouterr().out) == json.loads(out.read_text("utf-8"))
    assert main(["questions", "export", "--format", "print"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "word"], "There is no format"),
        (["--format", "qti"], "Name a file for it with --out"),
        (["--format", "anki"], "Name a file for it with --out"),
        (["--format", "print", "00-start-here/chek"], 'Did you mean "00-start-here/check"?'),
        (["--format", "print", "nowhere.json"], "There is no file"),
        (["--format", "print", "--out", "/nowhere/x.html"], "could not be written"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, said, capsys):
    assert main(["questions", "export", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_the_formats_are_not_loaded_by_a_lesson():
    code = "import sys; from course_utils import quiz, progress; print('course_utils.quiz.formats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_range_does_not_hold_its_end():
    question = toml_format.question(
        tomllib.loads('id="x"\nkind="numeric"\nset="s"\ntext="?"\notherwise="no"\n'
                      'cases=[{ range = [1, 2], right = true, feedback = "yes" }]'), "drawn")  # fmt: skip
    assert [question.grade(given).verdict for given in ("1", "1.99", "2", 1, "4/2", "3/2")] == [
        RIGHT, RIGHT, NOT_YET, RIGHT, NOT_YET, RIGHT,
    ]  # fmt: skip
    assert imported_kinds.KINDS["numeric"] is type(question)
