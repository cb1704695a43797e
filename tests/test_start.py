"""start.py as a learner meets it: real processes, in courses of their own in a temporary folder."""

import ast
import importlib.util
import json
import os
import re
import select
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import sysconfig
import tarfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOWHERE = "http://127.0.0.1:9/"
NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
BUILD_SYSTEM = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["{}"]\n'
COMMAND = "import sys\nprint('the course was asked to', *sys.argv[1:])\nsys.exit(7)\n"
NO_ENSUREPIP = """
import sys
class Debian:
    def find_spec(self, name, path=None, target=None):
        if name == "ensurepip":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Debian())
"""


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


wheel = load(ROOT / "tests" / "start" / "backend.py").wheel


class Course:
    """A small course with its own home, whose one package comes from a folder and not from a network."""

    def __init__(self, home):
        self.home, self.folder, self.packages = home, home / "course", home / "packages"
        self.venv = self.folder / ".venv"
        for folder in ("course_utils", "notebooks", "tests", "deploy/lite", "deploy/hub", "deploy/classroom"):
            (self.folder / folder).mkdir(parents=True)
        self.packages.mkdir()
        shutil.copy(ROOT / "start.py", self.folder)
        shutil.copy(ROOT / "tests" / "start" / "backend.py", self.folder)
        self.write("pyproject.toml", BUILD_SYSTEM.format(".") + "[tool.pytest.ini_options]\n")
        self.write("requirements.txt", "tiny==0.1\n")
        self.write("tests/requirements.txt", "tiny==0.1\n")
        self.write("deploy/lite/requirements.txt", "tiny==0.1\n")
        self.write("deploy/hub/requirements.txt", "tiny==0.1\n")
        self.write("deploy/classroom/requirements.txt", "tiny==0.1\n")
        self.write("deploy/hub/package.json", "{}")
        self.write("deploy/hub/package-lock.json", "{}")
        self.write("course_utils/__main__.py", COMMAND)
        self.write("notebooks/00-start-here.ipynb", json.dumps(NOTEBOOK))
        wheel(self.packages, "tiny", "0.1", {"tiny.py": b""})
        foreign = ("PIP_", "PYTEST_", "JUPYTER", "COURSE_", "PLAYWRIGHT_", "XDG_")
        self.environment = {k: v for k, v in os.environ.items() if k != "CI" and not k.startswith(foreign)}
        self.environment |= {
            "HOME": str(home),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_CACHE_DIR": "1",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.packages),
        }

    def write(self, path, text):
        (self.folder / path).write_text(text, "utf-8")

    def add_slow_package(self):
        """Make the course need a package that takes its time, so that a test can stop the installation."""
        project = self.home / "slow.toml"
        project.write_text(BUILD_SYSTEM.format("."), "utf-8")
        with tarfile.open(self.packages / "slow-0.1.tar.gz", "w:gz") as archive:
            archive.add(project, "slow-0.1/pyproject.toml")
            archive.add(self.folder / "backend.py", "slow-0.1/backend.py")
        self.write("requirements.txt", "tiny==0.1\nslow==0.1 ; python_version > '3'\n")
        self.environment["SLOW_BUILD"] = "50"

    def cut_off(self):
        """Leave pip an index that does not answer, and nothing else."""
        del self.environment["PIP_NO_INDEX"], self.environment["PIP_FIND_LINKS"]
        self.environment |= {"PIP_INDEX_URL": NOWHERE, "PIP_RETRIES": "1"}

    def link_environment(self):
        """Give the course the packages of the environment that runs the tests, without installing any."""
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.venv], check=True)
        paths = {"base": self.venv, "platbase": self.venv}
        site = Path(sysconfig.get_path("purelib", "venv", paths))
        site.joinpath("linked.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
        for folder in ("share", "etc"):
            if Path(sys.prefix, folder, "jupyter").is_dir():
                (self.venv / folder).mkdir(exist_ok=True)
                (self.venv / folder / "jupyter").symlink_to(Path(sys.prefix, folder, "jupyter"))
        start = load(self.folder / "start.py")
        (self.venv / "course.stamp").write_text(start.fingerprint(start.PINS), "utf-8")
        (self.venv / "tests.stamp").write_text(start.fingerprint(start.PINS, start.TEST_PINS), "utf-8")
        (self.venv / "lite.stamp").write_text(start.fingerprint(start.PINS, start.SITE_PINS), "utf-8")
        (self.venv / "proxy.stamp").write_text(start.fingerprint(start.PROXY_PINS), "utf-8")

    def command(self, *arguments):
        return [sys.executable, "start.py", *map(str, arguments)]

    def start(self, *arguments, before=(), seconds=180):
        """Run start.py to its end; return its exit status and what it printed."""
        done = subprocess.run(
            [*before, *self.command(*arguments)],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
        )
        assert "Traceback" not in done.stdout
        return done.returncode, done.stdout

    def is_installed(self):
        return (self.venv / "course.stamp").exists()


class Terminal:
    """start.py running in a terminal."""

    def __init__(self, course, *arguments):
        self.screen = ""
        self.master, slave = os.openpty()
        self.process = subprocess.Popen(
            course.command(*arguments),
            cwd=course.folder,
            env=course.environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.send(signal.SIGKILL)
        self.process.wait()
        os.close(self.master)

    def send(self, number):
        """Send a signal to all that runs in the terminal, as Ctrl+C does."""
        os.killpg(self.process.pid, number)

    def read(self, until=None, seconds=120):
        """Return the screen when a text is on it, or at the end."""
        end = time.monotonic() + seconds
        while until is None or until not in self.screen:
            assert time.monotonic() < end, self.screen
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.screen += os.read(self.master, 4096).decode("utf-8", "replace")
                except OSError:  # the other end is closed
                    assert until is None, self.screen
                    break
        return self.screen


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


@pytest.fixture
def mounts():
    """The start of a command that may mount folders, which then only that command sees."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
        pytest.skip("this system does not let the tests mount a folder")
    return ["unshare", "-rm", "sh", "-ec"]


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url, token, seconds=120):
    """Return the address, the status and the text of a page, as soon as there is a server."""
    request = urllib.request.Request(url, headers={"Authorization": f"token {token}"})
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.url, answer.status, answer.read().decode()
        except (ConnectionError, TimeoutError, urllib.error.URLError):
            assert time.monotonic() < end
            time.sleep(0.1)


def test_help_says_what_can_be_done(course):
    status, printed = course.start("--help")
    assert status == 0
    assert all(word in printed for word in ("start.py test", "COMMAND", "--no-browser", "--port", "-- options"))
    assert not course.venv.exists()


def test_an_unknown_option_is_named(course):
    status, printed = course.start("--browser=none")
    assert status == 2
    assert printed.endswith("unrecognized arguments: --browser=none\n")


def test_an_old_python_is_told_what_to_do(course):
    pretend = "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path('start.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", pretend], cwd=course.folder, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("The course needs Python 3.11 or newer and this is Python 3.9: install ")
    assert done.stderr.count("\n") == 1


def test_old_pythons_can_read_it(course):
    source = (ROOT / "start.py").read_text("ascii")
    ast.parse(source, feature_version=(3, 4))
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    for version in ("2.7", "3.6", "3.8", "3.9", "3.10"):
        here = shutil.which(f"/usr/bin/python{version}")
        for python in filter(None, [here, *pyenv.glob(f"{version}.*/bin/python")]):
            done = subprocess.run([python, "start.py"], cwd=course.folder, capture_output=True, text=True)
            assert f"this is Python {version}: install" in done.stderr
            assert done.stderr.count("\n") == 1


def test_without_ensurepip_debians_package_is_named(course):
    course.write("sitecustomize.py", NO_ENSUREPIP)
    course.environment["PYTHONPATH"] = str(course.folder)
    status, printed = course.start("check")
    assert status == 1
    assert "`apt install python{}.{}-venv`".format(*sys.version_info) in printed
    assert printed.count("\n") == 1
    assert not course.venv.exists()


def test_the_first_start_without_network(course):
    course.cut_off()
    status, printed = course.start("check")
    assert status == 1
    assert printed.splitlines()[-1].startswith("The course's packages cannot be downloaded: connect ")
    assert "connection broken by" in (course.venv / "install.log").read_text("utf-8")
    assert not course.is_installed()


def test_a_killed_first_start_is_repaired_by_the_second_and_the_third_needs_no_network(course):
    course.add_slow_package()
    with Terminal(course, "check") as terminal:
        screen = terminal.read(until="2 of about 2: slow")
        terminal.send(signal.SIGKILL)
    assert "\r  1 of about 2: tiny " in screen
    assert not course.is_installed()
    (course.venv / "half").touch()

    del course.environment["SLOW_BUILD"]
    status, printed = course.start("check", "--all")
    assert status == 7
    assert printed.splitlines() == [
        "The last installation was not finished, or with another Python: starting it afresh.",
        f"Installing the course in {course.venv}: some minutes, with the internet, this once.",
        "  1 of about 2: tiny",
        "  2 of about 2: slow",
        "  all are here: now unpacking 2, up to a minute",
        "The course is installed.",
        "the course was asked to check --all",
    ]
    assert not (course.venv / "half").exists()

    course.cut_off()
    assert course.start("questions", "gather") == (7, "the course was asked to questions gather\n")


def test_ctrl_c_stops_an_installation_quietly(course):
    course.link_environment()
    course.add_slow_package()
    with Terminal(course, "check") as terminal:
        terminal.read(until="2 of about 2: slow")
        terminal.send(signal.SIGINT)
        screen = terminal.read()
        assert terminal.process.wait() == 1
    assert screen.splitlines()[-1].startswith("Stopped before the course was installed: run this again")
    assert "Traceback" not in screen
    assert not course.is_installed()


def test_a_changed_or_moved_course_is_installed_in_place(course):
    course.link_environment()
    (course.venv / "kept").touch()
    course.write("requirements.txt", "tiny\n")
    status, printed = course.start("check")
    assert status == 7
    assert printed.startswith("The course has changed: installing what it needs now.\n")
    assert course.start("check") == (7, "the course was asked to check\n")

    course.folder = course.folder.rename(course.home / "moved")
    status, printed = course.start("check")
    assert status == 7
    assert printed.startswith("The course has changed")
    assert (course.folder / ".venv" / "kept").exists()
    links = list(course.folder.glob(".venv/lib/*/site-packages/course.pth"))
    assert [link.read_text() for link in links] == [str(course.folder)]


def test_a_package_that_cannot_be_had_is_looked_up_in_the_log(course):
    course.link_environment()
    course.write("requirements.txt", "unheard-of==1\n")
    status, printed = course.start("check")
    assert status == 1
    log = course.venv / "install.log"
    assert printed.splitlines()[-1] == f"pip failed: run this again; if it fails again, the end of {log} says why."
    assert "unheard-of" in log.read_text("utf-8")


def test_a_file_in_place_of_the_environment(course):
    course.write(".venv", "")
    status, printed = course.start("check")
    assert status == 1
    assert printed == f"{course.venv} is a file where the course needs a folder: delete it, then run this again.\n"


def test_a_folder_that_cannot_be_written(course, mounts):
    read_only = 'mount --bind "$PWD" "$PWD"; mount -o remount,ro,bind "$PWD"; cd "$PWD"; exec "$@"'
    status, printed = course.start("check", before=[*mounts, read_only, "sh"])
    assert status == 1
    wanted = f"The folder {course.folder} cannot be written: copy the course to a folder of your own and run it there."
    assert printed.splitlines()[-1] == wanted


@pytest.mark.parametrize("megabytes, ready", [(2, False), (6, True)], ids=["at the start", "while pip unpacks"])
def test_a_full_disk(course, mounts, megabytes, ready):
    if ready:
        course.link_environment()
        wheel(course.packages, "tiny", "0.3", {"tiny.bin": os.urandom(8_000_000)})
        course.write("requirements.txt", "tiny==0.3\n")
    disk = course.home / "disk"
    disk.mkdir()
    small = f'mount -t tmpfs -o size={megabytes}m none "{disk}"; cp -a . "{disk}"; cd "{disk}"; exec "$@"'
    status, printed = course.start("check", before=[*mounts, small, "sh"])
    assert status == 1
    assert printed.splitlines()[-1] == "The disk is full: free about 500 MB, then run this again."


@pytest.mark.parametrize("taken", [True, False], ids=["in use", "no port at all"])
def test_a_port_that_cannot_be_had(course, taken):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1] if taken else 99999
        status, printed = course.start("--port", port)
    assert status == 1
    assert printed == f"Port {port} is in use or not allowed: give another --port, or none.\n"


def test_the_course_opens_and_ctrl_c_ends_it(course):
    course.link_environment()
    port, token = a_free_port(), "of-the-test"
    course.environment["no_proxy"] = "*"
    with Terminal(course, "--no-browser", "--port", port, "--", f"--IdentityProvider.token={token}") as terminal:
        url, status, _ = get(f"http://127.0.0.1:{port}/", token)
        assert (url, status) == (f"http://127.0.0.1:{port}/doc/tree/00-start-here.ipynb", 200)
        assert get(f"http://127.0.0.1:{port}/lab", token)[1] == 200
        _, _, listing = get(f"http://127.0.0.1:{port}/api/contents", token)
        assert [entry["path"] for entry in json.loads(listing)["content"]] == ["00-start-here.ipynb"]
        terminal.send(signal.SIGINT)
        screen = terminal.read()
        assert terminal.process.wait() == 0
    assert screen.startswith("\rThe course opens in JupyterLab")
    assert "Traceback" not in screen
    assert "Shut down this Jupyter server" not in screen


def test_what_start_adds_to_what_it_starts(course, capsys):
    course.link_environment()

    def seconds(command):
        before = time.perf_counter()
        subprocess.run(command, cwd=course.folder, env=course.environment, stdout=subprocess.DEVNULL)
        return time.perf_counter() - before

    alone = [course.venv / "bin" / "python", "-m", "course_utils"]
    added = statistics.median(seconds(course.command("check")) - seconds(alone) for _ in range(5))
    with capsys.disabled():
        sys.stdout.write(f"\nstart.py adds {added:.2f} s to what it starts when all is installed\n")


@pytest.mark.parametrize("outcome, status", [("True", 0), ("False", 1)])
def test_test_ends_as_pytest_does(course, outcome, status):
    course.link_environment()
    browser = course.home / "chromium"
    browser.touch()
    course.environment["COURSE_BROWSER"] = str(browser)
    course.write(
        "tests/test_browser.py",
        f"import os\n\ndef test_one():\n    assert os.environ['COURSE_BROWSER'] == {str(browser)!r}\n"
        f"    assert {outcome}\n\ndef test_two():\n    pass\n",
    )
    found, printed = course.start("test", "-k", "one")
    assert found == status
    closing = "1 passed" if status == 0 else "1 failed"
    assert re.fullmatch(rf"=+ {closing}, 1 deselected in [\d.]+s =+", printed.splitlines()[-1])


@pytest.mark.parametrize("ci", [False, True], ids=["at home", "in CI"])
def test_test_without_a_browser(course, ci):
    course.link_environment()
    course.environment |= {"PATH": str(course.home), "PLAYWRIGHT_DOWNLOAD_HOST": NOWHERE, "COURSE_BROWSER": "/no"}
    course.environment |= {"CI": "true"} if ci else {}
    course.write("tests/test_one.py", "import os\n\ndef test_one():\n    assert 'COURSE_BROWSER' not in os.environ\n")
    status, printed = course.start("test")
    downloading, sentence, *rest = printed.splitlines()
    assert downloading == "Downloading a Chromium for the browser tests."
    assert sentence.startswith("There is no Chromium for the browser tests: install Chromium or Google Chrome")
    assert (status, bool(rest)) == ((1, False) if ci else (0, True))


def test_ci_installs_what_is_missing_and_runs_the_tests(course):
    course.link_environment()
    shutil.copytree(ROOT / ".ci", course.folder / ".ci")
    course.write("tests/test_one.py", "def test_one():\n    pass\n")
    programs = course.home / "programs"
    programs.mkdir()
    for name in ("bash", "dirname", "chmod", "touch"):
        (programs / name).symlink_to(shutil.which(name))
    (programs / "python3").symlink_to(course.venv / "bin" / "python")
    debian = (
        f'#!/bin/bash\necho "$@" >> "{programs}/asked"\ntouch "{programs}/chromium"\nchmod +x "{programs}/chromium"\n'
    )
    (programs / "apt-get").write_text(debian)
    (programs / "apt-get").chmod(0o755)
    course.environment |= {"PATH": str(programs), "CI": "true"}
    done = subprocess.run(
        [course.folder / ".ci" / "run"], env=course.environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^install .* chromium\b", (programs / "asked").read_text(), re.MULTILINE)
    assert done.stdout.startswith("====")
    assert "1 passed" in done.stdout.splitlines()[-1]


@pytest.mark.long
def test_the_whole_first_start(tmp_path):
    """Everything requirements.txt lists, from wherever this computer gets its packages."""
    course = Course(tmp_path)
    shutil.rmtree(course.folder)
    left_out = (".git", ".venv", "my_work", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, course.folder, ignore=shutil.ignore_patterns(*left_out))
    course.environment = {**os.environ, "HOME": str(tmp_path)}
    status, printed = course.start("--no-browser", "--", "--version", seconds=1200)
    assert status == 0
    assert "The course is installed." in printed
    assert re.search(r"^\d+\.\d+\.\d+$", printed, re.MULTILINE)
