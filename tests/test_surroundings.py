"""The commands where the surroundings are odd: terminals without every letter, folders of any name."""

import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from course_authors import check
from course_utils import atlas
from deploy.lite import serve

ROOT = Path(__file__).parents[1]
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

ODD = "a course, 100 % #1 \u0645\u0631\u062d\u0628\u0627"
# As on a server without settings, in another day than most of the world, behind a proxy that is not there.
ELSEWHERE = {"LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati"}
ELSEWHERE |= dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9")


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


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a copy of the course at an odd address, with the packages that run the tests."""
    folder = tmp_path_factory.mktemp("somewhere") / ODD
    unwanted = shutil.ignore_patterns(".*", "my_work", "__pycache__", "site", "tests", "node_modules")
    shutil.copytree(ROOT, folder, ignore=unwanted)
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "requirements.txt", folder / "tests")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / ".venv"], check=True)
    site = sysconfig.get_path("purelib", "venv", {"base": folder / ".venv", "platbase": folder / ".venv"})
    Path(site, "linked.pth").write_text(f"{folder}\n{sysconfig.get_path('purelib')}\n", "utf-8")
    stamp = "from deploy.environment import *\nEnvironment(ROOT / '.venv').write_stamp('course', (PINS,))"
    subprocess.run([sys.executable, "-c", stamp], cwd=folder, check=True)
    return folder


def started(course, *arguments):
    """Return the status and the output of start.py in odd surroundings."""
    command = [sys.executable, "start.py", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd=course, env=os.environ | ELSEWHERE, **pipes)
    return done.returncode, done.stdout.decode("utf-8")


def test_a_course_anywhere_is_checked_as_at_home(course):
    at_home = check.check(ROOT / "course_utils" / "content", ROOT / "notebooks")
    assert started(course, "check") == (int(bool(at_home.findings)), f"{at_home}\n")


def test_a_lesson_anywhere_runs_as_at_home(course):
    lesson = Path("notebooks", "02-where-it-happened.ipynb")
    assert started(course, "clean", lesson) == (0, f"{lesson.name}: was clean\n")
    assert (course / lesson).read_bytes() == (ROOT / lesson).read_bytes()


def test_a_map_anywhere_is_saved_and_served_as_at_home(course, tmp_path):
    program = "from course_utils import atlas\natlas.show('tripoli').save('the map, 50 % #2.html')"
    subprocess.run([sys.executable, "-c", program], cwd=course, env=os.environ | ELSEWHERE | PLAIN, check=True)
    atlas.show("tripoli").save(tmp_path / "map.html")
    there = course / "the map, 50 % #2.html"
    assert there.read_bytes() == (tmp_path / "map.html").read_bytes()
    server = serve.server(course)
    try:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://127.0.0.1:{server.server_port}/{quote(there.name)}", timeout=60) as answer:
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert answer.read() == there.read_bytes()
    finally:
        server.shutdown()
        server.server_close()
