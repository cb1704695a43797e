"""What Binder would build: asked of repo2docker, the program that Binder runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fresh_environment import page_in_jupyterlab

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
NOT_TRACKED = (".git", ".venv", ".hypothesis", ".ruff_cache", ".ipynb_checkpoints", "__pycache__", "my_work")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a copy of what Binder gets."""
    course = tmp_path_factory.mktemp("binder") / "course"
    shutil.copytree(ROOT, course, ignore=shutil.ignore_patterns(*NOT_TRACKED))
    return course


@pytest.fixture(scope="module")
def dockerfile(course):
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=course,
        env={**os.environ, "HOME": str(course.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_the_packages_come_before_the_course(dockerfile):
    installs = [line.split("pip install", 1)[1] for line in dockerfile.splitlines() if "pip install" in line]
    assert installs == [' --no-cache-dir -r "requirements.txt"', " --no-cache-dir ."]


def test_the_python_is_the_one_of_runtime_txt(dockerfile):
    assert (ROOT / "runtime.txt").read_text("utf-8").strip() == "python-3.12"
    assert "Building conda environment for python=3.12\n" in dockerfile
    copied = next(line for line in dockerfile.splitlines() if line.endswith(" /tmp/env/environment.lock"))
    assert "environment-2epy-2d3-2e12-2d" in copied  # environment.py-3.12-, as repo2docker writes file names


def test_jupyterlab_finds_the_page_where_the_course_is_installed_as_there(dockerfile, course):
    assert dockerfile.rstrip().count("pip install --no-cache-dir .") == 1
    assert page_in_jupyterlab(course.parent / "built", course) == "enabled OK"
