"""The package as a whole: what importing it loads, what a wheel carries, what is pinned, how the code is kept."""

import itertools
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from course_utils import knowledge

ROOT = Path(__file__).parents[1]
HEAVY = {"folium", "numpy", "anywidget", "ipywidgets", "jinja2", "requests", "nbformat", "nbclient"}


def loaded_by(statement: str) -> set[str]:
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_course_loads_nothing_heavy():
    assert not loaded_by("import course_utils") & HEAVY
    assert not loaded_by("from course_utils import article, atlas, glossary, lessons, quiz, review, sources") & HEAVY


def test_a_lesson_loads_only_the_content_it_shows():
    program = (
        "from course_utils import article\nfrom course_utils.knowledge import shelf\n"
        "article.show('s01')\nprint(shelf.all_of.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 1


def test_a_wheel_carries_the_article_the_content_and_the_settings(tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        seed = next((ROOT / "seeds").glob("*.txt")).read_bytes()
        assert wheel.read("course_utils/content/article.txt") == seed
    for part in ("content/timeline.toml", "templates/layout.html", "quiz/front/quiz.js", "front/controls.css"):
        assert f"course_utils/{part}" in names
    assert any(name.endswith("overrides.d/libya-course.json") for name in names)


def test_every_direct_package_is_pinned_and_every_pin_is_exact():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for file, wanted in (
        ("requirements.txt", project["dependencies"]),
        ("tests/requirements.txt", project["dependencies"] + project["optional-dependencies"]["test"]),
    ):
        lines = [line for line in (ROOT / file).read_text().splitlines() if line and line[0] not in " #"]
        assert all(re.match(r"[a-z0-9.\[\]_-]+==\S+( ; .+)?$", line) for line in lines), file
        pinned = {line.partition("==")[0] for line in lines}
        assert {re.split(r"[<>=\[ ]", name)[0] for name in wanted} <= pinned, file


def test_the_tests_pin_what_the_course_pins():
    def pins(file: str) -> set[str]:
        return {line for line in (ROOT / file).read_text().splitlines() if "==" in line and line[0] not in " #"}

    assert pins("requirements.txt") <= pins("tests/requirements.txt")


def test_the_code_is_linted_and_formatted():
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *command, str(ROOT)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_no_look_imports_another_look_and_nothing_imports_a_notebook():
    looks = {"article", "timeline", "people", "atlas", "charts", "glossary", "sources", "compare", "lessons"}
    for look in looks:
        single = ROOT / "course_utils" / f"{look}.py"
        for file in [single] if single.exists() else (ROOT / "course_utils" / look).glob("**/*.py"):
            for name in re.findall(r"^(?:from|import) course_utils[. ](?:import )?(\w+)", file.read_text(), re.M):
                assert name not in looks - {look}, f"{file} imports {name}"


def test_the_readme_names_every_lesson_with_its_minutes_and_no_dead_link():
    readme = (ROOT / "README.md").read_text()
    for lesson in knowledge.lessons().values():
        assert re.search(
            rf"\| {lesson.id[:2]} \| \[{lesson.title}\]\(notebooks/{lesson.id}\.ipynb\) \| {lesson.minutes} \|", readme
        )
    for page in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("**/*.md"),
        *ROOT.glob("seeds/*.md"),
    ]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"


def test_every_lesson_links_to_the_one_before_and_the_one_after():
    names = list(knowledge.lessons())
    for before, after in itertools.pairwise(names):
        assert f"({before}.ipynb)" in (ROOT / "notebooks" / f"{after}.ipynb").read_text()
        assert f"({after}.ipynb)" in (ROOT / "notebooks" / f"{before}.ipynb").read_text()
