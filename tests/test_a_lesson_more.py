"""A lesson more before the last one: four files by hand, the lists follow, and what learners answered before counts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
EARLIER = Path(__file__).with_name("earlier")
ID = "09b-the-sea"
BY_HAND = {
    f"docs/teaching/{ID}.md": "# The sea\n\nA page for teachers.\n",
    f"content/questions/{ID}.toml": """[[questions]]
id = "09b-1"
set = "check"
kind = "choice"
objective = "09b-a"
text = "Which of the two is the article's?"
options = [
  { text = "The first", right = true, feedback = "It is." },
  { text = "The second", misreading = "guess-for-record", feedback = "It is not." },
]
sentences = ["s01"]
sources = ["lsm-20220718"]
""",
}
LESSON = f"""[[lessons]]
id = "{ID}"
title = "The sea"
question = "What lies behind the coast?"
minutes = 20
sentences = ["s01"]
objectives = [{{ id = "09b-a", text = "say what lies behind the coast" }}]

"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a copy of the course in which somebody has put a lesson before the capstone, in four files."""
    copy = tmp_path_factory.mktemp("a lesson more")
    shutil.copytree(ROOT / "course_utils" / "content", copy / "content")
    for name in ("notebooks", "docs", "seeds"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("my_work", ".ipynb_checkpoints"))
    shutil.copy(ROOT / "README.md", copy)
    for name, text in BY_HAND.items():
        (copy / name).write_text(text, "utf-8")
    lessons = copy / "content" / "lessons.toml"
    capstone = '[[lessons]]\nid = "10-capstone"'
    lessons.write_text(lessons.read_text("utf-8").replace(capstone, LESSON + capstone), "utf-8")
    cells = [
        nbformat.v4.new_markdown_cell("# 09b The sea\n\n[← before](00-start-here.ipynb)", id="a"),
        nbformat.v4.new_code_cell("from course_utils import lessons, sources", id="b"),
        nbformat.v4.new_code_cell(f'lessons.show("{ID}")', id="c"),
        nbformat.v4.new_markdown_cell("They met on 19 July 2022. [ev49](#ev49)", id="d"),
        nbformat.v4.new_code_cell(f'sources.of("{ID}")', id="e"),
        nbformat.v4.new_markdown_cell("**Next:** [on](00-start-here.ipynb)", id="f"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), copy / "notebooks" / f"{ID}.ipynb")
    around = [f"{name}.ipynb" for name in ("09-what-happened-next", ID, "10-capstone")]
    run(copy, "-m", "course_utils", "clean", *(copy / "notebooks" / name for name in around))
    return copy


def run(course, *arguments, home=""):
    environment = {**os.environ, "COURSE_CONTENT": str(course / "content"), "COURSE_HOME": str(home)}
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def prose(course, lesson):
    cells = nbformat.read(course / "notebooks" / f"{lesson}.ipynb", as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def test_the_lists_and_the_lessons_around_it_lead_to_it(course):
    assert "[← 09 What happened next](09-what-happened-next.ipynb) · [10 Capstone →]" in prose(course, ID)
    assert "**Next:** [10 Capstone](10-capstone.ipynb)" in prose(course, ID)
    assert f"**Next:** [09b The sea]({ID}.ipynb)" in prose(course, "09-what-happened-next")
    assert f"[← 09b The sea]({ID}.ipynb) · [11 Another week →](11-another-week.ipynb)" in prose(course, "10-capstone")
    assert f"| 09b | [The sea](notebooks/{ID}.ipynb) | 20 |" in (course / "README.md").read_text("utf-8")
    way = run(course, "-c", "from course_utils import lessons; print(lessons.way())").splitlines()
    assert [line.split()[1] for line in way[-4:]] == ["09", "09b", "10", "11"]
    assert run(course, "-m", "course_utils", "check").startswith("Nothing to mend: ")


COUNTED = """
from course_utils import progress
found = progress.summary()
print([(part.id, part.answered, part.right) for part in found.lessons if part.answered], found.gain.said)
"""


def test_what_was_answered_before_counts_as_it_did(course, tmp_path):
    (tmp_path / "Zoe" / "attempts").mkdir(parents=True)
    shutil.copy(EARLIER / "attempts.jsonl", tmp_path / "Zoe" / "attempts")
    (tmp_path / "learner.txt").write_text("Zoe\n", "utf-8")
    before = subprocess.run(
        [sys.executable, "-c", COUNTED], env={**os.environ, "COURSE_HOME": str(tmp_path)}, cwd=ROOT,
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "10-capstone" in before
    assert run(course, "-c", COUNTED, home=tmp_path) == before
