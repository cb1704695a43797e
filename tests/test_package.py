"""The package as a whole: what importing it loads, what a wheel carries, what is pinned, how the code is kept."""

import itertools
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from fresh_environment import page_in_jupyterlab

from course_authors import edition
from course_utils import knowledge

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "page"
WHOSE = ("lite", "hub", "classroom")
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
        "from course_utils import article\nfrom course_utils.knowledge import loader\n"
        "article.show('s01')\nprint(loader.all_of.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 2  # the sentences, and course.toml, which names the article


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return the course's wheel, built here."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, ROOT], check=True, capture_output=True, timeout=300)
    return next(folder.glob("*.whl"))


def test_a_wheel_carries_the_article_the_content_and_the_settings(wheel):
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        seed = next((ROOT / "seeds").glob("*.txt")).read_bytes()
        assert opened.read("course_utils/content/article.txt") == seed
        files = [PurePosixPath(name) for name in names if name.endswith(".toml") and "/content/" in name]
        for file in files:
            _, made = opened.read(f"{file.parent}/made/{file.stem}.jsonl").splitlines()
            assert json.loads(made) == tomllib.loads(opened.read(str(file)).decode("utf-8")), file
        assert len(files) > 30
    for part in (
        "content/timeline.toml",
        "templates/layout.html",
        "quiz/front/quiz.js",
        "front/controls.css",
        "py.typed",
    ):
        assert f"course_utils/{part}" in names
    for settings in ("overrides.d/libya-course.json", "jupyter_server_config.d/libya-course.json"):
        assert any(name.endswith(settings) for name in names)
    assert set(page_as_installed()) == {
        name.partition("labextensions/libya-course/")[2] for name in names if "labextensions/libya-course/" in name
    }


def test_jupyterlab_finds_the_page_in_an_environment_that_has_the_wheel(wheel, tmp_path):
    assert page_in_jupyterlab(tmp_path / "fresh", wheel) == "enabled OK"


def test_the_page_knows_the_lessons_as_they_are():
    there = {file.name: file.read_text("utf-8") for file in (PAGE / "lessons").iterdir()}
    assert there == edition.written(ROOT / "notebooks"), "run: python -m course_utils clean"


def test_the_installed_page_is_the_one_that_is_here():
    installed = Path(sys.prefix, "share/jupyter/labextensions/libya-course")
    assert _bytes(installed) == page_as_installed(), "install the course again: python start.py does"


def page_as_installed() -> dict[str, bytes]:
    """Return the files of the page, with those that it shares with the widgets."""
    shared = ("controls.css", "dom.js", "language.js", "line.js")
    return _bytes(PAGE) | {f"static/{name}": (ROOT / "course_utils/front" / name).read_bytes() for name in shared}


def _bytes(folder: Path) -> dict[str, bytes]:
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != "install.json"]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def group(groups: dict[str, list[str]], name: str) -> list[str]:
    """Return what a group asks for, with what the groups ask for that it names."""
    others = [one for line in groups[name] for one in re.findall(r"^libya-course\[(.*)\]", line)]
    more = [line for one in ",".join(others).split(",") if one for line in group(groups, one)]
    return [line for line in groups[name] if not line.startswith("libya-course[")] + more


def test_each_package_stands_once_in_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [line for lines in (project["dependencies"], *project["optional-dependencies"].values()) for line in lines]
    named = sorted(line for line in lines if not line.startswith("libya-course["))
    assert named == sorted(set(named))
    assert "duckdb" in group(project["optional-dependencies"], "test")


def test_every_direct_package_is_pinned_and_every_pin_is_exact():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for file, wanted in (
        ("requirements.txt", project["dependencies"]),
        ("tests/requirements.txt", project["dependencies"] + group(project["optional-dependencies"], "test")),
    ):
        lines = [line for line in (ROOT / file).read_text("utf-8").splitlines() if line and line[0] not in " #"]
        assert all(re.match(r"[a-z0-9.\[\]_-]+==\S+( ; .+)? \\$", line) for line in lines), file
        pinned = {line.partition("==")[0] for line in lines}
        assert {re.split(r"[<>=\[ ]", name)[0] for name in wanted} <= pinned, file


LISTS = ("requirements.txt", "tests/requirements.txt", *(f"deploy/{one}/requirements.txt" for one in WHOSE))


def pins(file: str) -> set[str]:
    """Return the lines of a list that pin a package, without the hashes."""
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if "==" in line and line[0] not in " #"}


def test_all_lists_pin_what_the_course_pins():
    assert pins("requirements.txt") <= pins("tests/requirements.txt")
    versions = {pin.partition(" ;")[0] for pin in pins("requirements.txt")}
    names = {pin.partition("==")[0] for pin in versions}
    for file in LISTS:
        shared = {pin.partition(" ;")[0] for pin in pins(file) if pin.partition("==")[0] in names}
        assert shared and shared <= versions, file


@pytest.mark.parametrize("file", LISTS)
def test_every_pin_has_hashes_and_nothing_else_is_in_a_list(file):
    lines = [line for line in (ROOT / file).read_text("utf-8").splitlines() if line.strip()[:1] != "#"]
    for line, after in itertools.pairwise([*lines, ""]):
        if "==" in line:
            assert after.startswith("    --hash=sha256:"), line
        else:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


COMPUTERS = {  # what uv calls it; the tests themselves also need Anki, which wants a newer Linux
    "Linux": "x86_64-manylinux_2_28 x86_64-manylinux_2_36",
    "Linux on ARM": "aarch64-manylinux_2_28 aarch64-manylinux_2_36",
    "Mac with Intel": "x86_64-apple-darwin",
    "Mac with Apple silicon": "aarch64-apple-darwin",
    "Windows": "x86_64-pc-windows-msvc",
}


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("computer", COMPUTERS)
def test_each_computer_can_have_every_package_without_a_compiler(computer, python):
    for number, files in enumerate((["requirements.txt", *LISTS[2:]], ["tests/requirements.txt"])):
        names = COMPUTERS[computer].split()
        uv = Path(sys.executable).with_name("uv.exe" if sys.platform == "win32" else "uv")
        command = [uv, "pip", "compile", "--quiet", "--no-deps", "--only-binary", ":all:", "--native-tls"]
        command += ["--python-platform", names[min(number, len(names) - 1)], "--python-version", python, *files]
        for again in ("--offline", "--no-progress"):  # first with what uv has already heard from the index
            done = subprocess.run([*command, again], cwd=ROOT, capture_output=True, text=True, timeout=300)
            if done.returncode == 0:
                break
        if "error sending request" in done.stderr or "Failed to fetch" in done.stderr:
            say = pytest.fail if os.environ.get("CI") else pytest.skip
            say("the index of packages cannot be reached")
        assert done.returncode == 0, done.stderr
        assert "==" in done.stdout


def test_the_code_is_linted_and_formatted():
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *command, str(ROOT)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_no_look_imports_another_look_and_nothing_imports_a_notebook():
    looks = {
        "article", "timeline", "people", "atlas", "charts", "glossary", "sources", "compare", "lessons",
        "documents", "voices",
    }  # fmt: skip
    for look in looks:
        single = ROOT / "course_utils" / f"{look}.py"
        for file in [single] if single.exists() else (ROOT / "course_utils" / look).glob("**/*.py"):
            for name in re.findall(
                r"^(?:from|import) course_utils[. ](?:import )?(\w+)", file.read_text("utf-8"), re.M
            ):
                assert name not in looks - {look}, f"{file} imports {name}"


def test_the_readme_names_every_lesson_with_its_minutes_and_no_dead_link():
    readme = (ROOT / "README.md").read_text("utf-8")
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
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"


def test_every_lesson_links_to_the_one_before_and_the_one_after():
    names = list(knowledge.lessons())
    for before, after in itertools.pairwise(names):
        assert f"({before}.ipynb)" in (ROOT / "notebooks" / f"{after}.ipynb").read_text("utf-8")
        assert f"({after}.ipynb)" in (ROOT / "notebooks" / f"{before}.ipynb").read_text("utf-8")
