"""Questions of a file in another tool: their notes and formulas go along, and one fault takes no other with it."""

import html
import json
import re
import sqlite3
import zipfile

import genanki
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import NO_CARD, QUESTIONS
from test_formats import ALL, mc, one

from course_utils.__main__ import main
from course_utils.quiz import formats
from course_utils.quiz.formats import formulas, toml_format
from course_utils.quiz.option import Option

FORMATS = ("anki", "jupyterquiz", "moodle", "print", "qti", "qti12")
CARDS = [question for question in ALL if question.kind not in NO_CARD]


def notes_of(questions, tmp_path, title=None):
    """Return the notes that are in a deck: their guid, their tags, and all their fields."""
    file = tmp_path / "deck.apkg"
    file.write_bytes(formats.export(questions, "anki", title).data)
    with zipfile.ZipFile(file) as archive:
        archive.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as database:
        return database.execute("select guid, tags, flds from notes").fetchall()


def text_of(questions, format, tmp_path):
    """Return all that an exported file shows, as a reader's browser would have it."""
    if format == "anki":
        return html.unescape(" ".join(fields for _, _, fields in notes_of(questions, tmp_path)))
    data = formats.export(questions, format).data
    if format in ("qti", "qti12"):
        file = tmp_path / "package.zip"
        file.write_bytes(data)
        with zipfile.ZipFile(file) as archive:
            data = b" ".join(archive.read(name) for name in archive.namelist() if name != "imsmanifest.xml")
    text = data.decode()
    if format == "jupyterquiz":
        return html.unescape(json.dumps(json.loads(text), ensure_ascii=False).replace("\\\\", "\\"))
    return html.unescape(html.unescape(text))


TEX = [
    mc(one(r"$\frac{1}{2}$", True, feedback=r"As $$\sum_{n<9} n^2$$ says."), one(r"\(x_1\)", feedback=r"No: \[y\]"),
       question=r"Is $a<b$ or \(c\)? It costs \$5."),
    {"question": "How much is $x^2$?", "type": "numeric",
     "answers": [{"value": 4, "correct": True, "feedback": "$2^2$"}, {"type": "default", "feedback": "not $x$"}]},
    {"question": "Which $x$?", "type": "string", "answers": [one("two", True, feedback="$2$")]},
]  # fmt: skip
INNER = [r"\frac{1}{2}", r"\sum_{n<9} n^2", "x_1", "y", "a<b", "c", "x^2", "2^2", "x", "2"]


@pytest.mark.parametrize("format", FORMATS)
def test_formulas_of_a_file_are_formulas_in_every_tool(format, tmp_path):
    loaded = formats.load(TEX)
    assert all(question.formulas for question in loaded.questions)
    shown = text_of(loaded, format, tmp_path)
    known = [inner.strip() for _, _, inner, _ in formulas.spans(shown)]
    assert set(INNER) <= set(known)
    if format in ("anki", "moodle", "qti", "qti12"):  # they know a formula by these signs and not by a dollar
        assert r"\(\frac{1}{2}\)" in shown and r"\[\sum_{n<9} n^2\]" in shown and r"\(a<b\)" in shown
    else:
        assert r"$\frac{1}{2}$" in shown
    assert not set("".join(formulas.MARKS)) & set(shown)


def test_in_anki_and_moodle_the_signs_of_a_formula_stand_as_they_are():
    text = formats.export(formats.load(TEX), "moodle").text
    assert r"\(\frac{1}{2}\)" in text  # Moodle looks for them before a browser does
    assert "It costs &amp;#92;&amp;#36;5" in text  # a dollar is none


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_said_of_a_file_is_said_again_with_its_export(format, tmp_path, capsys):
    entries = [mc(one("<b>A</b>", True), one("$x$"), answer_cols=2), mc(type="essay"), *TEX]
    loaded = formats.load(entries)
    assert len(loaded.left_out) == 4
    assert set(loaded.left_out) <= set(formats.export(loaded, format).left_out)
    file, out = tmp_path / "theirs.json", tmp_path / "out"
    file.write_text(json.dumps(entries), "utf-8")
    assert main(["questions", "export", "--format", format, str(file), "--out", str(out)]) == 0
    told = capsys.readouterr().err
    assert "its HTML is shown as it is written" in told and "answer_cols" in told and "(line 1, column" in told
    assert out.stat().st_size


def test_a_file_that_went_through_the_course_still_has_its_formulas():
    loaded = formats.load(TEX)
    back = formats.load(formats.export(loaded, "jupyterquiz").text)
    assert back.questions == loaded.questions
    assert "its formulas are shown as they are written." in " ".join(back.left_out)


TEXTS = st.text(st.sampled_from("$\\()[]{}a <\n\ufdd0\ufdd1"), min_size=1, max_size=25).filter(str.strip)


@given(asked=TEXTS, said=TEXTS, with_formulas=st.booleans())
def test_only_a_formula_is_a_formula_whatever_stands_around_it(asked, said, with_formulas):
    table = {"id": "x", "kind": "choice", "set": "s", "text": asked, "formulas": with_formulas,
             "options": ({"text": "A", "feedback": said, "right": True}, {"text": "B", "feedback": ""})}  # fmt: skip
    question = toml_format.question(table, "drawn")
    text = formats.export([question], "moodle").text
    bodies = re.findall(r"<questiontext.*?<text>(.*?)</text>", text, re.DOTALL)
    opened = len(re.findall(r"\\[(\[]", html.unescape(bodies[0])))
    wanted = len(formulas.spans(asked.replace("\ufdd0", "\ufffd").replace("\ufdd1", "\ufffd")))
    inner = sum(len(re.findall(r"\\[(]", inner)) for _, _, inner, _ in formulas.spans(asked))
    assert opened in ((wanted, wanted + inner) if with_formulas else (0,))
    assert not set(formulas.MARKS) & set(text)


def test_the_texts_of_the_course_have_no_formulas_and_stay_as_they_were():
    for question in [*ALL, *QUESTIONS.values()]:
        assert not question.formulas
        assert formulas.marked(question, formulas.MARKS) is question


# --- cards ---


def test_cards_of_the_course_keep_their_ids_and_those_of_two_files_differ(tmp_path):
    course = {guid for guid, _, _ in notes_of(CARDS, tmp_path, "Any title")}
    assert course == {genanki.guid_for("libya-course", question.id) for question in CARDS}
    entries = json.loads(formats.export([QUESTIONS["choice"]], "jupyterquiz").text)
    files = []
    for week in ("week 1", "week 2", "week 1"):
        files.append([guid for guid, _, _ in notes_of(formats.load(entries, week), tmp_path)])
    assert files[0] == files[2] != files[1]
    back = formats.load(formats.export(CARDS, "jupyterquiz").text, "week 1")
    assert {guid for guid, _, _ in notes_of(back, tmp_path)} <= course


@pytest.mark.parametrize("objective", ["name the parties", " two\tof\n them ", "ideographic\u3000space", " "])
def test_an_objective_of_several_words_is_one_tag(objective, tmp_path):
    question = toml_format.question(toml_format.table(QUESTIONS["choice"]) | {"objective": objective}, "drawn")
    [(_, tags, _)] = notes_of([question], tmp_path)
    assert len(tags.split()) == 2, tags
    assert f"objective-{'-'.join(objective.split())}".rstrip("-") in tags.split()


# --- one question that a tool cannot have takes no other with it ---


@pytest.mark.parametrize(("answer", "days"), [("9999-12-31", 5), ("0001-01-01", 5), ("2022-07-19", 10**9), ("9999", 0)])
@pytest.mark.parametrize("format", ["moodle", "qti", "qti12", "anki", "print"])
def test_a_date_at_the_end_of_the_calendar_is_written_or_left_out_in_words(format, answer, days):
    entry = toml_format.table(QUESTIONS["date"]) | {"answer": answer, "tolerance_days": days, "misreadings": []}
    question = toml_format.question(entry, "drawn")
    exported = formats.export([QUESTIONS["choice"], question, QUESTIONS["choices"]], format)
    if format in ("moodle", "qti"):
        kept = exported.text.count("<idnumber>x-") if format == "moodle" else None
        left = any("x-date" in said and "left out" in said for said in exported.left_out)
        assert kept in (None, 2 if left else 3)


@pytest.mark.parametrize("format", FORMATS)
def test_a_fault_in_one_question_is_a_note_and_the_others_are_written(format, tmp_path):
    class Odd(Option):
        @property
        def text(self):
            raise OverflowError("date value out of range")

    option = Odd.__new__(Odd)
    option.__dict__.update(id="odd", formerly=(), feedback="", right=True, misreading=None)
    odd = type(QUESTIONS["choice"]).__new__(type(QUESTIONS["choice"]))
    odd.__dict__.update(vars(QUESTIONS["choice"]) | {"id": "x-odd", "options": (option,)})
    held, left_out = formats.FORMATS[format]([QUESTIONS["choices"], odd, QUESTIONS["number"]], "A title")
    [said] = [said for said in left_out if "x-odd" in said]
    assert "it is left out, because it cannot be written for" in said and "date value out of range" in said
    assert held
