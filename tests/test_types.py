"""The types that the package promises its users (`py.typed`) hold: mypy finds no error in what learners need."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


def test_the_types_of_the_learners_package_are_right():
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--no-pretty"]  # the rest stands in pyproject.toml
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_no_type_error_is_hidden_without_its_name():
    lines = [line for file in (ROOT / "course_utils").rglob("*.py") for line in file.read_text("utf-8").splitlines()]
    assert not [line for line in lines if "type: ignore" in line and "type: ignore[" not in line]
    assert not [line for line in lines if line.lstrip().startswith("# mypy:")]
