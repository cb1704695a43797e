"""What learners stored with version 0.1 of the course (commit 2f49d43) gives the same tables, to the last digit.

`stored/` holds what eleven files of ten learners were reported to say by that version.
"""

from pathlib import Path

import pytest

import course_class as classroom

STORED = Path(__file__).parent / "stored"


@pytest.mark.parametrize("table", ["questions.csv", "learners.csv", "notes.csv"])
def test_the_tables_are_the_same(table, tmp_path):
    made = classroom.report(STORED / "handed-in", tables=tmp_path)
    assert (made.files, made.learners, made.answers) == (11, 10, 210)
    assert (tmp_path / table).read_text("utf-8") == (STORED / table).read_text("utf-8")
