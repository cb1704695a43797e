"""Slips of the pen in a cell, in the kernel that a learner has: one sentence, and never a traceback."""

import nbformat
import pytest
from nbclient import NotebookClient

START = "import course_utils"


def said(*cells: str) -> str:
    """Return what the last of these cells says when it fails."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in (START, *cells)])
    NotebookClient(notebook, allow_errors=True, timeout=60, extra_arguments=["--log-level=ERROR"]).execute()
    (error,) = [one for one in notebook.cells[-1].outputs if one.output_type == "error"]
    return "\n".join(error.traceback)


@pytest.fixture(scope="module")
def slips():
    """What each of many slips in one kernel says."""
    cells = {
        'article.show("s01")': 'Python does not know "article" here yet. Run this line first: '
        "from course_utils import article",
        'from course_utils import article\narticle.show("s01)': "A quotation mark is missing in line 2. A text has one "
        'before it and one after it, as "s01" has.',
        "x = true": 'Python does not know "true". Write True, with a capital letter.',
        "print(1": "A bracket is opened in this cell and never closed. Write the one that belongs to it.",
        "print([1)": "Python cannot read line 1 of this cell. Look there for a sign that is missing or too many.",
        "print(1))": 'The bracket ")" in line 1 was never opened. Take it out, or write the one before it.',
        "print(“s01”)": 'Python reads only straight quotation marks: write "…" in line 1.',
        "artcle": 'Python does not know the name "artcle". Did you mean "article"?',
        "place = 1\nplaec": 'Python does not know the name "plaec". Did you mean "place"?',
        "print(s07)": 'Python does not know the name "s07". If you mean the word, put it between quotation '
        'marks: "s07".',
        "  x = 1\n y = 2": None,
    }
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in (START, *cells)])
    NotebookClient(notebook, allow_errors=True, timeout=60, extra_arguments=["--log-level=ERROR"]).execute()
    found = {}
    for cell in notebook.cells[1:]:
        found[cell.source] = ["\n".join(one.traceback) for one in cell.outputs if one.output_type == "error"]
    return cells, found


def test_each_slip_is_said_in_one_sentence(slips):
    wanted, found = slips
    assert {cell: found[cell] for cell, sentence in wanted.items() if sentence} == {
        cell: [sentence] for cell, sentence in wanted.items() if sentence
    }
    for (shown,) in found.values():
        assert "Traceback" not in shown and "\n" not in shown


def test_an_error_that_lies_deeper_is_shown_whole():
    assert "Traceback" in said("import json\ndef f():\n    return json.loads('{')\nf()")
    deeper = "import types\nm = types.ModuleType('m')\nexec('def f():\\n    return missing', m.__dict__)\nm.f()"
    assert "Traceback" in said(deeper)
