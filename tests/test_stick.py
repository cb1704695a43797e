"""The course on a stick: what is copied, what stays, and that the sheets to print are in it."""

import pytest

from course_utils.quiz import bank
from deploy import stick
from deploy.output import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder, filled but for the packages, which come from the internet."""
    answers = ROOT / "notebooks" / "my_work" / "of-a-test"
    answers.mkdir(parents=True)
    page = ROOT / "notebooks" / "my_page_of_a_test.html"  # as lesson 10 has it made
    for file in (answers / "attempts.jsonl", page):
        file.write_text("a learner's words")
    try:
        folder = tmp_path_factory.mktemp("stick") / "course"
        stick.copy(folder)
    finally:
        page.unlink()
        (answers / "attempts.jsonl").unlink()
        answers.rmdir()
    stick.sheets(folder / "sheets")
    return folder


def test_what_a_teacher_needs_is_in_it(folder):
    for name in ("start.py", "requirements.txt", "notebooks/00-start-here.ipynb", "course_class/vote/pages.py"):
        assert (folder / name).read_bytes() == (ROOT / name).read_bytes()
    assert {file.stem for file in (folder / "sheets").iterdir()} == set(bank.lessons())


def test_no_answer_of_a_learner_and_nothing_that_was_installed_goes_along(folder):
    there = {part for path in folder.rglob("*") for part in path.relative_to(folder).parts}
    assert not there & {
        "my_work",
        "of-a-test",
        "my_page_of_a_test.html",
        ".venv",
        ".venv-site",
        ".git",
        "__pycache__",
        "packages",
    }


def test_a_folder_that_holds_something_stays_as_it_is(folder, capsys):
    before = sorted(folder.rglob("*"))
    assert stick.main(["--output", str(folder)]) == 1
    assert stick.main(["--output", str(ROOT / "stick")]) == 1
    said = capsys.readouterr().err
    assert "holds something already" in said and "lies in the course itself" in said
    assert sorted(folder.rglob("*")) == before and not (ROOT / "stick").exists()
