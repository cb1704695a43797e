"""The gradebook files: what Moodle and Canvas say they import, with the numbers of the class report."""

import csv
import json
import shutil
from pathlib import Path

import pytest
import samples

from course_utils import progress, quiz
from course_utils.__main__ import main
from course_utils.quiz import bank

CHECK, OTHER = "01-the-article/check", "02-where-it-happened/check"


def hand_in(name, folder, wrong=0, quizzes=(CHECK,)):
    """Answer the quizzes as a learner, so many questions of each wrongly, and hand in the file."""
    progress.learner.switch(name)
    for quiz_ in quizzes:
        asked = quiz.show(quiz_)
        for number, question in enumerate(asked.questions):
            given = samples.wrong(question)[0] if number < wrong else samples.right(question)
            asked.answer(question.id, given)
            asked.answer(question.id, samples.right(question))  # a second try, which does not count
    file = progress.export()
    shutil.copy(file, folder / f"{len(list(folder.iterdir()))}.jsonl")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "handed-in"
    folder.mkdir()
    hand_in("fig tree", folder, wrong=1, quizzes=(CHECK, OTHER))
    hand_in("ليلى", folder)
    return folder


@pytest.fixture
def grades(folder, tmp_path, capsys):
    """Return a function that writes a gradebook and gives back its rows and what was said about it."""

    def write(format, roster=None):
        out, arguments = tmp_path / "grades.csv", []
        if roster is not None:
            file = tmp_path / "roster.csv"
            file.write_bytes(roster if isinstance(roster, bytes) else roster.encode())
            arguments = ["--roster", str(file)]
        status = main(["class", "gradebook", str(folder), "--format", format, "--out", str(out), *arguments])
        said = capsys.readouterr().err
        rows = list(csv.reader(out.read_text("utf-8").splitlines())) if status == 0 else []
        return rows, said

    return write


def points(quiz_):
    return sum(question.graded for question in bank.question_set(quiz_))


def test_canvas_gets_its_columns_the_points_possible_and_the_points(grades):
    rows, _ = grades("canvas", "pseudonym,id\nfig tree,4711\nليلى,4712\n")
    head, possible, first, second = rows
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01-the-article check",
                    "02-where-it-happened check"]  # fmt: skip
    assert possible == ["    Points Possible", "", "", "", "", str(points(CHECK)), str(points(OTHER))]
    assert first[:5] == ["fig tree", "4711", "", "", ""]
    assert second[:5] == ["ليلى", "4712", "", "", ""]
    assert second[5:] == [str(points(CHECK)), ""]
    assert points(CHECK) - 1 <= float(first[5]) < points(CHECK)


def test_moodle_gets_a_column_that_says_who_and_shares_of_a_hundred(grades):
    rows, _ = grades("moodle", "pseudonym,id\nfig tree,s1\nليلى,s2\n")
    assert rows[0] == ["ID number", "01-the-article check", "02-where-it-happened check"]
    assert rows[2] == ["s2", "100", ""]
    canvas, _ = grades("canvas", "pseudonym,SIS Login ID\nfig tree,s1\nليلى,s2\n")
    assert float(rows[1][1]) == pytest.approx(100 * float(canvas[2][5]) / points(CHECK), abs=1)
    mail, _ = grades("moodle", "pseudonym,id\nfig tree,a@example.org\nليلى,b@example.org\n")
    assert mail[0][0] == "Email address"


def test_the_numbers_are_those_of_the_class_report(grades, folder, tmp_path):
    rows, _ = grades("canvas", "pseudonym,id\nfig tree,1\nليلى,2\n")
    assert main(["class", "report", str(folder), "--out", str(tmp_path / "r.html"), "--tables", str(tmp_path)]) == 0
    table = csv.DictReader((tmp_path / "learners.csv").read_text("utf-8-sig").splitlines())
    scores = {row["learner"]: float(row["score"]) for row in table}
    for name, row in (("fig tree", rows[2]), ("ليلى", rows[3])):
        got = [float(cell) for cell in row[5:] if cell]
        worth = [int(of) for of, cell in zip(rows[1][5:], row[5:], strict=True) if cell]
        assert sum(got) / sum(worth) == pytest.approx(scores[name], abs=0.005)


def test_a_login_goes_into_the_column_for_logins(grades):
    rows, _ = grades("canvas", "\ufeffPseudonym;SIS Login ID\r\nFig  Tree;layla@school\r\n")
    assert rows[2][:5] == ["fig tree", "", "", "layla@school", ""]
    assert len(rows) == 3


def test_who_is_missing_on_either_side_is_said(grades):
    rows, said = grades("canvas", "pseudonym,id\nfig tree,1\nolive,2\n")
    assert len(rows) == 3
    assert "“ليلى” is not in the roster" in said
    assert "Of the roster, 1 handed in nothing" in said


def test_two_learners_whom_the_roster_cannot_tell_apart_get_no_grade(grades, folder):
    hand_in("pine", folder)
    file = max(folder.iterdir())  # as somebody on another computer hands it in, who took the same name
    file.write_text(file.read_text("utf-8").replace('"learner":"pine"', '"learner":"Fig Tree"'), "utf-8")
    rows, said = grades("canvas", "pseudonym,id\nfig tree,1\nليلى,2\n")
    assert [row[1] for row in rows[2:]] == ["2"]
    assert "“fig tree” and “Fig Tree” are one in the roster" in said


def test_without_a_roster_pseudonyms_stand_there_and_none_is_a_formula(grades, folder):
    hand_in("olive", folder)
    [file] = [file for file in folder.iterdir() if "olive" in file.read_text("utf-8")]
    file.write_text(file.read_text("utf-8").replace("olive", "=1+1"), "utf-8")  # as a learner may do by hand
    for format in ("moodle", "canvas"):
        rows, said = grades(format)
        assert "Pseudonyms stand in place of ids" in said
        assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
        assert "'=1+1" in [row[0] for row in rows]


def test_the_baseline_and_quizzes_from_elsewhere_are_not_in_it(grades, folder, tmp_path):
    own = tmp_path / "Current Score.toml"
    own.write_text(samples.TOML, "utf-8")
    progress.learner.switch("fig tree")
    quiz.load(own).answer("x-choice", "In Tripoli")
    quiz.show("00-start-here/baseline").answer("00-b01", "The reporter")
    shutil.copy(progress.export(), folder / "0.jsonl")
    rows, _ = grades("canvas")
    assert rows[0][5:] == ["01-the-article check", "02-where-it-happened check"]


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        ("", 'needs a first line "pseudonym,id"'),
        ("fig tree,1\n", 'needs a first line "pseudonym,id"'),
        ("pseudonym,id\nfig tree\n", "line 2: it has 1 cells and should have 2"),
        ("pseudonym,id\nfig tree,\n", "line 2: the pseudonym or the id is missing"),
        ("pseudonym,id\nfig tree,1\nFIG TREE,2\n", "line 3: “FIG TREE” or 2 stands there twice"),
        ("pseudonym,id\nfig tree,1\nolive,1\n", "line 3: “olive” or 1 stands there twice"),
        ("pseudonym,id\nfig tree,=1+1\n", "line 2: a spreadsheet would take “=1+1” for a formula"),
        ("pseudonym,id\nfig tree,layla\n", "“layla” is no ID of Canvas"),
        ('pseudonym,id\n"fig tree,1\n', "is no CSV file"),
        ("pseudonym,id\nليلى,1\n".encode("cp1256"), "is not UTF-8"),
    ],
)
def test_a_roster_that_cannot_be_used_is_refused_in_one_sentence(roster, said, grades):
    rows, err = grades("canvas", roster)
    assert rows == []
    assert said in err
    assert "Traceback" not in err


def test_the_command_says_what_is_wrong(folder, capsys, tmp_path):
    for arguments, said in (
        (["--format", "excel"], 'There is no format "excel"'),
        (["--format", "canvas", "--out", "/nowhere/x.csv"], "could not be written"),
        (["--format", "canvas", "--roster", str(tmp_path / "none.csv")], "could not be read"),
    ):
        assert main(["class", "gradebook", str(folder), *arguments]) == 1
        assert said in capsys.readouterr().err
    assert not Path("grades.csv").exists()


def lines_of(file):
    head, *rest = file.read_text("utf-8").splitlines(keepends=True)
    return head, rest


def rename(file, name):
    """Give the file another pseudonym, as somebody may do by hand."""
    head, rest = lines_of(file)
    values = json.loads(head) | {"learner": name}
    file.write_text(json.dumps(values, ensure_ascii=False) + "\n" + "".join(rest), "utf-8")


@pytest.fixture
def three(tmp_path):
    """Three learners, two of one pseudonym and one whose pseudonym looks like a numbered one."""
    folder = tmp_path / "handed-in"
    folder.mkdir()
    for wrong, name in enumerate(("Amal", "Amal", "Amal (1)")):
        hand_in(f"learner {wrong}", folder, wrong=wrong)
        rename(folder / f"{wrong}.jsonl", name)
    return folder


def test_learners_are_told_apart_by_their_file_whatever_they_are_called(three, tmp_path, capsys):
    assert main(["class", "gradebook", str(three), "--format", "canvas", "--out", str(tmp_path / "g.csv")]) == 0
    rows = list(csv.reader((tmp_path / "g.csv").read_text("utf-8").splitlines()))[2:]
    assert [row[0] for row in rows] == ["Amal (2)", "Amal (3)", "Amal (1)"]
    got = [float(row[5]) for row in rows]
    assert got[0] == points(CHECK) and got[0] > got[1] > got[2]
    assert main(["class", "report", str(three), "--out", str(tmp_path / "r.html"), "--tables", str(tmp_path)]) == 0
    table = csv.DictReader((tmp_path / "learners.csv").read_text("utf-8-sig").splitlines())
    assert [row["learner"] for row in table] == [row[0] for row in rows]


def test_a_roster_means_the_pseudonym_in_the_file_never_a_numbered_one(three, tmp_path, capsys):
    (tmp_path / "roster.csv").write_text("pseudonym,id\namal (1),101\nAMAL,102\nAmal (2),103\n", "utf-8")
    out = tmp_path / "g.csv"
    arguments = ["--format", "canvas", "--out", str(out), "--roster", str(tmp_path / "roster.csv")]
    assert main(["class", "gradebook", str(three), *arguments]) == 0
    said = capsys.readouterr().err
    rows = list(csv.reader(out.read_text("utf-8").splitlines()))[2:]
    assert [row[:2] for row in rows] == [["Amal (1)", "101"]]
    assert float(rows[0][5]) < points(CHECK)
    assert "“Amal (2)” and “Amal (3)” are one in the roster" in said
    assert "Of the roster, 1 handed in nothing" in said


def test_a_roster_compares_names_as_the_course_does(three, tmp_path, capsys):
    rename(three / "2.jsonl", "Straße")
    (tmp_path / "roster.csv").write_text("pseudonym,id\n ＳＴＲＡＳＳＥ,101\n", "utf-8")
    out = tmp_path / "g.csv"
    arguments = ["--format", "canvas", "--out", str(out), "--roster", str(tmp_path / "roster.csv")]
    assert main(["class", "gradebook", str(three), *arguments]) == 0
    assert [row[:2] for row in csv.reader(out.read_text("utf-8").splitlines())][2:] == [["Straße", "101"]]


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("name", ["0-first.jsonl", "9-last.jsonl"])
def test_what_two_learners_handed_in_counts_for_neither_and_both_are_named(name, changed, folder, tmp_path, capsys):
    hand_in("palm", folder, quizzes=(OTHER,))
    _, stolen = lines_of(folder / "1.jsonl")  # of ليلى, who answered one quiz
    head, own = lines_of(folder / "2.jsonl")
    if changed:
        stolen = [line.replace('"response":"', '"response":"not ') for line in stolen]
    (folder / "2.jsonl").unlink()
    whole = json.loads(head) | {"lines": len(stolen) + len(own)}
    (folder / name).write_text(json.dumps(whole) + "\n" + "".join(stolen + own), "utf-8")
    (tmp_path / "roster.csv").write_text("pseudonym,id\npalm,1\nليلى,2\nfig tree,3\n", "utf-8")
    out = tmp_path / "g.csv"
    arguments = ["--format", "canvas", "--out", str(out), "--roster", str(tmp_path / "roster.csv")]
    assert main(["class", "gradebook", str(folder), *arguments]) == 0
    printed = capsys.readouterr()
    rows = {row[0]: row[5:] for row in list(csv.reader(out.read_text("utf-8").splitlines()))[2:]}
    assert rows.keys() == {"palm", "ليلى", "fig tree"}
    assert rows["ليلى"] == ["", ""]
    assert rows["palm"] == ["", str(points(OTHER))]
    assert all(rows["fig tree"])
    assert "handed in nothing" not in printed.err
    assert "“palm”" in printed.out and "“ليلى”" in printed.out and name in printed.out
    assert main(["class", "report", str(folder), "--out", str(tmp_path / "r.html")]) == 0
    assert "“palm”" in (said := capsys.readouterr().out) and "“ليلى”" in said
    assert "for neither in the gradebook" in (tmp_path / "r.html").read_text("utf-8")


def test_a_second_try_does_not_stand_in_for_a_first_one_that_was_shared(folder, tmp_path):
    head, lines = lines_of(folder / "1.jsonl")
    first = lines[::2]  # of every question the first of two tries
    (folder / "copy.jsonl").write_text(json.dumps(json.loads(head) | {"learner": "x"}) + "\n" + "".join(first), "utf-8")
    assert main(["class", "gradebook", str(folder), "--format", "canvas", "--out", str(tmp_path / "g.csv")]) == 0
    rows = {row[0]: row[5:] for row in csv.reader((tmp_path / "g.csv").read_text("utf-8").splitlines())}
    assert rows["ليلى"] == rows["x"] == ["", ""]


def test_one_learner_who_hands_in_again_counts_once_also_when_a_third_has_it_all(folder, tmp_path):
    head, lines = lines_of(folder / "1.jsonl")
    early = json.dumps(json.loads(head) | {"lines": 4}, ensure_ascii=False)
    (folder / "early.jsonl").write_text(early + "\n" + "".join(lines[:4]), "utf-8")
    thief = json.dumps(json.loads(head) | {"learner": "thief"}, ensure_ascii=False)
    (folder / "-.jsonl").write_text(thief + "\n" + "".join(lines), "utf-8")
    assert main(["class", "gradebook", str(folder), "--format", "canvas", "--out", str(tmp_path / "g.csv")]) == 0
    rows = [row[0] for row in csv.reader((tmp_path / "g.csv").read_text("utf-8").splitlines())][2:]
    assert sorted(rows) == sorted(["thief", "fig tree", "ليلى"])


def test_who_handed_in_a_file_with_no_answer_is_not_one_who_handed_in_nothing(grades, folder):
    head, _ = lines_of(folder / "1.jsonl")
    (folder / "9.jsonl").write_text(json.dumps(json.loads(head) | {"learner": "palm", "lines": 0}) + "\n", "utf-8")
    rows, said = grades("canvas", "pseudonym,id\nfig tree,1\npalm,2\nolive,3\nليلى,4\n")
    assert [row for row in rows if row[0] == "palm"] == [["palm", "2", "", "", "", "", ""]]
    assert "Of the roster, 1 handed in nothing" in said
