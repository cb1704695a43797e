"""The commands where the surroundings are odd: terminals without every letter, folders of any name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def ran(*arguments, **environment):
    command = [sys.executable, "-m", "course_utils", *map(os.fsencode, arguments)]
    return subprocess.run(command, cwd=ROOT, env=os.environb | environment_of(environment), capture_output=True)


def environment_of(settings):
    return {os.fsencode(name): os.fsencode(value) for name, value in settings.items()}


@pytest.mark.parametrize("encoding", ["ascii", "cp437"])
@pytest.mark.parametrize("command", [["--help"], ["measure"], ["class", "report", "--help"]])
def test_any_terminal_can_be_written_to(command, encoding):
    done = ran(*command, **PLAIN, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_a_report_with_a_name_that_the_terminal_does_not_have(tmp_path):
    (tmp_path / "handed").mkdir()
    (tmp_path / "handed" / "one.jsonl").write_text("{}\n", "utf-8")
    out = tmp_path / "\u0645\u0631\u062d\u0628\u0627.html"
    done = ran("class", "report", str(tmp_path / "handed"), "--out", str(out), **PLAIN, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"\\u0645" in done.stdout or b"\\udc" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_folder_for_temporary_files_that_is_no_utf_8_is_one_sentence(tmp_path):
    place = os.fsencode(tmp_path) + b"/\xff\xfe"
    os.mkdir(place)  # noqa: PTH102 (a name in bytes)
    (tmp_path / "one.jsonl").write_text("{}\n", "utf-8")
    done = ran("class", "report", str(tmp_path / "one.jsonl"), TMPDIR=place)
    assert done.returncode == 1
    assert b"is not UTF-8" in done.stderr
    assert b"Set TMPDIR to a folder that can be written" in done.stderr
    assert b"Traceback" not in done.stderr
