"""The lessons as files: clean, whole without a network, the same twice, and short enough to read."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from samples import right

from course_authors import notebooks
from course_authors.measure.minutes import BEATS
from course_utils import knowledge, quiz, sources, timeline
from course_utils.quiz import bank

FOLDER = Path(__file__).parents[1] / "notebooks"
LESSONS = sorted(FOLDER.glob("*.ipynb"))
NAMES = [path.stem for path in LESSONS]


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_a_lesson_is_committed_as_a_clean_run_leaves_it(path):
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        assert cell.cell_type == "code" or cell.source == notebooks.led_on(cell.source, path.stem), cell.id
    clean = notebooks.written(notebook)
    assert text == clean, f"{path.name} is not in its clean form. Run: python start.py clean"


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_cells_are_one_to_three_short_statements(path):
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    for source in cells:
        statements = ast.parse(source).body
        imports = [one for one in statements if isinstance(one, ast.Import | ast.ImportFrom)]
        assert len(statements) - len(imports) <= 3, f"{path.name}: {source}"
        assert all(len(line) <= 88 for line in source.splitlines()), f"{path.name}: {source}"
        assert len(source.splitlines()) <= 6, f"{path.name}: {source}"
    # At the top, and once more under the hood, where the cell is meant to be read by itself.
    assert sum("import " in source for source in cells) <= 2, f"{path.name} imports in more than two cells"


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_a_lesson_has_the_six_beats_in_order_and_leads_on(path):
    prose = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    headings = [line[3:] for source in prose for line in source.splitlines() if line.startswith("## ")]
    at = LESSONS.index(path)
    assert headings == [beat for beat in BEATS if beat != "Recall" or at]  # nothing comes back in the first lesson
    around = [LESSONS[near].name for near in (at - 1, at + 1) if 0 <= near < len(LESSONS)]
    assert all(f"({name})" in "".join(prose) for name in around)
    assert any(source.startswith("### What") and " mean" in source.splitlines()[0] for source in prose)
    assert any(source.startswith(("**Next:**", "**Back to:**")) for source in prose[-2:])


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_the_end_of_a_lesson_shows_each_record_that_its_text_links_to_folded(path):
    cells = nbformat.read(path, as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    linked = dict.fromkeys(id_ for id_, target in re.findall(r"\[([\w-]+)\]\(#([\w-]+)\)", prose) if id_ == target)
    shown = sources.of(path.stem)
    assert linked and all(f"\n{id_}: " in shown.text for id_ in linked)
    assert re.findall(r'<li id="([\w-]+)"><details>', shown.html) == list(linked)


def test_who_had_met_before_is_told_in_lesson_08_after_the_answer_and_not_earlier():
    meetings = [knowledge.event(id_).title for id_ in ("ev43", "ev72")]
    told = {path.stem for path in LESSONS for title in meetings if title in path.read_text(encoding="utf-8")}
    assert not [lesson for lesson in told if lesson <= "08-reading-critically"]  # no notebook as it is committed
    lesson = nbformat.read(FOLDER / "08-reading-critically.ipynb", as_version=4)
    [cell] = [cell.source for cell in lesson.cells if cell.id == "8c80c82b"]
    assert 'quiz.after(\n    "08-reading-critically/settle"' in cell

    def shown():
        return eval(cell, {"quiz": quiz, "timeline": timeline}).text  # the lesson's own cell

    assert not [title for title in meetings if title in shown()]
    for question in bank.question_set("08-reading-critically/settle"):
        quiz.show("08-reading-critically/settle").answer(question.id, right(question))
    assert [title for title in meetings if title in shown()] == meetings


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="switching the network off needs Linux namespaces")
def test_every_lesson_runs_without_any_network(tmp_path):
    unshare = shutil.which("unshare")
    assert unshare, "unshare (util-linux) is missing"
    program = (
        "import sys, nbformat\n"
        "from pathlib import Path\n"
        "from jupyter_client import AsyncKernelManager\n"
        "from course_authors import notebooks\n"
        "sockets, *lessons = sys.argv[1:]\n"
        "for path in map(Path, lessons):\n"
        "    kernel = AsyncKernelManager(transport='ipc', ip=str(Path(sockets) / path.stem))\n"
        "    ran = notebooks.run(nbformat.read(path, as_version=4), path, km=kernel)\n"
        "    assert notebooks.written(ran) == path.read_text('utf-8'), f'{path.name} differs without a network'\n"
        "    print(path.stem)\n"
    )
    with tempfile.TemporaryDirectory(dir="/tmp") as sockets:  # wherever TMPDIR is: the path of a socket must be short
        whole = [unshare, "--user", "--map-root-user", "--net", sys.executable, "-c", program, sockets]
        whole += map(str, LESSONS)
        done = subprocess.run(whole, cwd=tmp_path, env=os.environ, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == NAMES


@pytest.mark.slow
def test_a_cell_that_fails_is_one_sentence(tmp_path):
    broken = tmp_path / "broken.ipynb"
    cell = nbformat.v4.new_code_cell("from course_utils import article\narticle.show('s99')")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), broken)
    done = subprocess.run(
        [sys.executable, "-m", "course_utils", "clean", str(broken)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "broken.ipynb does not run" in done.stderr and "s99" in done.stderr
