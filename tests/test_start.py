"""start.py as a learner meets it: real processes, in courses of their own in a temporary folder."""

import ast
import hashlib
import importlib.util
import io
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
import threading
import time
import urllib.error
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

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
        for module in (ROOT / "deploy").glob("*.py"):
            shutil.copy(module, self.folder / "deploy")
        shutil.copy(ROOT / "tests" / "start" / "backend.py", self.folder)
        self.write("pyproject.toml", BUILD_SYSTEM.format(".") + "[tool.pytest.ini_options]\n")
        self.write("deploy/hub/package.json", "{}")
        self.write("deploy/hub/package-lock.json", "{}")
        self.write("course_utils/__main__.py", COMMAND)
        self.write("notebooks/00-start-here.ipynb", json.dumps(NOTEBOOK))
        wheel(self.packages, "tiny", "0.1", {"tiny.py": b"", "small/inner.py": b""})
        for path in ("requirements.txt", "tests", "deploy/lite", "deploy/hub", "deploy/classroom"):
            self.pin(path if path.endswith(".txt") else path + "/requirements.txt", "tiny==0.1")
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

    def pin(self, path, *pins):
        """Write a list of packages with the hashes of those that are there."""
        lines = []
        for pin in pins:
            name, version = pin.partition(" ;")[0].split("==")
            files = self.packages.glob(f"{name}-{version}-*.whl")
            hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files] or ["0" * 64]
            lines.append(f"{pin} \\\n" + " \\\n".join(f"    --hash=sha256:{one}" for one in hashes) + "\n")
        self.write(path, "".join(lines))

    def add_slow_package(self, index):
        """Make the course need a package that is long on its way, so that a test can do something meanwhile."""
        wheel(self.packages, "slow", "0.1", {"slow.py": b""})
        self.pin("requirements.txt", "tiny==0.1", "slow==0.1 ; python_version > '3'")
        del self.environment["PIP_NO_INDEX"], self.environment["PIP_FIND_LINKS"]
        self.environment |= {"PIP_INDEX_URL": index(self.packages), "no_proxy": "*"}

    def add_big_package(self):
        """Make the course need a package whose unpacking takes a moment."""
        wheel(self.packages, "big", "0.1", {f"big/part{number}.py": b"a = 1\n" * 50 for number in range(3000)})
        self.pin("requirements.txt", "tiny==0.1", "big==0.1")

    @property
    def site(self):
        """Where the packages of .venv are."""
        return Path(sysconfig.get_path("purelib", "venv", {"base": self.venv, "platbase": self.venv}))

    def stamp(self, *names):
        """Note that lists are installed, as start.py does."""
        program = (
            "import sys\nfrom pathlib import Path\nfrom deploy.environment import *\n"
            "pins = {'course': (PINS,), 'proxy': (PROXY_PINS,), 'tests': (PINS, ROOT / 'tests/requirements.txt'),"
            " 'lite': (PINS, ROOT / 'deploy/lite/requirements.txt')}\n"
            "for name in sys.argv[1:]: Environment(ROOT / '.venv').write_stamp(name, pins[name])"
        )
        subprocess.run([sys.executable, "-c", program, *names], cwd=self.folder, check=True)

    def install_as(self, other):
        """Install the course by copying another that start.py has installed."""
        shutil.copytree(other.venv, self.venv, symlinks=True)
        self.stamp("course")

    def cut_off(self):
        """Leave pip an index that does not answer, and nothing else."""
        del self.environment["PIP_NO_INDEX"], self.environment["PIP_FIND_LINKS"]
        self.environment |= {"PIP_INDEX_URL": NOWHERE, "PIP_RETRIES": "1"}

    def link_environment(self):
        """Give the course the packages of the environment that runs the tests, without installing any."""
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.venv], check=True)
        self.site.joinpath("linked.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
        for folder in ("share", "etc"):
            if Path(sys.prefix, folder, "jupyter").is_dir():
                (self.venv / folder).mkdir(exist_ok=True)
                (self.venv / folder / "jupyter").symlink_to(Path(sys.prefix, folder, "jupyter"))
        self.stamp("course", "tests", "lite", "proxy")

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


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A course that start.py has installed, to be copied."""
    course = Course(tmp_path_factory.mktemp("installed"))
    assert course.start("check")[0] == 7
    return course


@pytest.fixture
def index():
    """Make the index of a folder of wheels, which keeps the package "slow" back until `index.go` is set."""
    servers = []

    def serve(packages):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Index, serve.go, directory=str(packages)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/simple/"

    serve.go = threading.Event()
    yield serve
    serve.go.set()
    for server in servers:
        server.shutdown()
        server.server_close()


class Index(SimpleHTTPRequestHandler):
    def __init__(self, go, *given, **named):
        self.go = go
        super().__init__(*given, **named)

    def do_GET(self):
        if self.path.startswith("/simple/"):
            name = self.path.split("/")[2]
            links = "".join(f'<a href="/{w.name}">{w.name}</a>' for w in Path(self.directory).glob(f"{name}-*.whl"))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(links.encode())
            return
        if self.path.startswith("/slow-"):
            self.go.wait(120)
        super().do_GET()

    def log_message(self, *_):
        pass


def when(there, seconds=60):
    """Return as soon as something is so."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end
        time.sleep(0.001)


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


def test_the_first_start_from_a_stick_needs_no_network(course):
    """A folder with the packages beside the course, under a name with a blank in it, and no index that answers."""
    course.cut_off()
    stick = course.folder.rename(course.home / "my stick")
    course.folder, course.venv = stick, stick / ".venv"
    course.packages.rename(stick / "packages")
    status, printed = course.start("check")
    assert (status, printed.splitlines()[-1]) == (7, "the course was asked to check")
    assert course.is_installed()


def test_a_killed_first_start_is_repaired_by_the_second_and_the_third_needs_no_network(course, index):
    course.add_slow_package(index)
    with Terminal(course, "check") as terminal:
        screen = terminal.read(until="2 of about 2: slow")
        terminal.send(signal.SIGKILL)
    assert "\r  1 of about 2: tiny " in screen
    assert not course.is_installed()
    (course.venv / "half").touch()

    index.go.set()
    status, printed = course.start("check", "--all")
    assert status == 7
    assert printed.splitlines() == [
        "The last installation is not whole, or was made with another Python: starting it afresh.",
        f"Installing the course in {course.venv}: some minutes, with the internet, this once.",
        "  1 of about 2: tiny",
        "  2 of about 2: slow",
        "  all are here: now unpacking 2, up to a minute",
        "The course is installed.",
        "the course was asked to check --all",
    ]
    assert not (course.venv / "half").exists()

    course.environment["PIP_INDEX_URL"] = NOWHERE
    assert course.start("questions", "gather") == (7, "the course was asked to questions gather\n")


def test_ctrl_c_stops_an_installation_quietly(course, index):
    course.link_environment()
    course.add_slow_package(index)
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
    course.write("pyproject.toml", (course.folder / "pyproject.toml").read_text() + "\n")
    status, printed = course.start("check")
    assert status == 7
    assert printed.startswith("The course has changed: installing what it needs now.\n")
    assert course.start("check") == (7, "the course was asked to check\n")

    (course.folder / "page").mkdir()
    course.write("page/lesson.js", "// what is copied into the environment")
    assert course.start("check")[1].startswith("The course has changed: installing what it needs now.\n")
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
    course.pin("requirements.txt", "unheard-of==1")
    status, printed = course.start("check")
    assert status == 1
    log = course.venv / "install.log"
    assert printed.splitlines()[-1] == f"pip failed: run this again; if it fails again, the end of {log} says why."
    assert "unheard-of" in log.read_text("utf-8")


def test_two_starts_at_once_install_once(course, index):
    course.add_slow_package(index)
    with Terminal(course, "check") as one, Terminal(course, "check") as other:
        # Which of the two comes first is the system's choice.
        first, second = sorted((one, other), key=lambda start: "Install" not in start.read(until="nstall"))
        first.read(until="Installing the course")
        second.read(until="The course is being installed by another start: this one waits for it.")
        index.go.set()
        assert "the course was asked to check" in first.read()
        screen = second.read()
        assert "The course is installed" not in screen
        assert "the course was asked to check" in screen
        assert (first.process.wait(), second.process.wait()) == (7, 7)
    assert course.start("check") == (7, "the course was asked to check\n")


@pytest.mark.parametrize("moment", ["pip comes", "pip unpacks", "two are waiting"])
def test_only_start_is_killed_and_the_next_start_works(course, index, moment):
    course.add_big_package()
    if moment == "two are waiting":
        course.add_slow_package(index)
        course.pin("requirements.txt", "tiny==0.1", "slow==0.1")
    with Terminal(course, "check") as terminal:
        if moment == "two are waiting":
            terminal.read(until="2 of about 2: slow")
            with Terminal(course, "check") as other:
                other.read(until="this one waits for it.")
                terminal.process.kill()
                index.go.set()
                assert "the course was asked to check" in other.read()
                assert other.process.wait() == 7
        else:
            first = {"pip comes": course.site / "pip" / "__init__.py", "pip unpacks": course.site / "big"}[moment]
            when(first.exists)
            terminal.process.kill()
    assert course.start("check")[0] == 7
    assert course.start("check") == (7, "the course was asked to check\n")


def test_what_is_gone_before_the_end_is_no_installation(course):
    course.link_environment()
    course.add_big_package()
    with Terminal(course, "check") as terminal:
        part = course.site / "tiny.py"
        when(part.exists)
        when(lambda: (course.site / "tiny-0.1.dist-info" / "RECORD").is_file())
        part.unlink()
        assert "After the installation tiny-0.1.dist-info is not there: run this again." in terminal.read()
        assert terminal.process.wait() == 1
    assert not course.is_installed()
    assert course.start("check")[0] == 7


@pytest.mark.parametrize("gone", ["tiny.py", "small", "small/inner.py", "tiny-0.1.dist-info/RECORD"])
def test_a_package_that_is_gone_is_put_back(course, installed, gone):
    course.install_as(installed)
    path = course.site / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    status, printed = course.start("check")
    assert status == 7
    assert "A part of the installation is gone: putting it back.\n" in printed
    assert (course.site / "tiny.py").is_file() and (course.site / "small/inner.py").is_file()
    assert course.start("check") == (7, "the course was asked to check\n")


@pytest.mark.parametrize(
    "broken", ["not executable", "a folder", "no settings", "odd stamp", "stamp a folder", "no pip"]
)
def test_what_cannot_be_used_is_made_anew(course, installed, broken):
    course.install_as(installed)
    python, stamp = course.venv / "bin" / "python", course.venv / "course.stamp"
    if broken in ("not executable", "a folder"):
        python.unlink()
        python.touch(0o644) if broken == "not executable" else python.mkdir()
    elif broken == "no settings":
        (course.venv / "pyvenv.cfg").unlink()
    elif broken == "odd stamp":
        stamp.write_bytes(b"\xff\x00\xfe")
    elif broken == "stamp a folder":
        stamp.unlink()
        stamp.mkdir()
    else:  # and a package, so that pip is needed
        shutil.rmtree(course.site / "pip" / "_internal")
        (course.site / "tiny.py").unlink()
    status, printed = course.start("check")
    assert status == 7
    assert printed.startswith(
        "The last installation is not whole, or was made with another Python: starting it afresh."
    )
    assert course.start("check") == (7, "the course was asked to check\n")


def test_a_python_that_does_not_run_is_said(course, installed):
    course.install_as(installed)
    python = course.venv / "bin" / "python"
    python.unlink()
    python.touch(0o755)
    status, printed = course.start("check")
    assert status == 1
    assert printed == f"{python} cannot be run: delete the folder {course.venv}, then run this again.\n"


@pytest.mark.parametrize("linked", [False, True], ids=["a folder", "a link"])
def test_what_is_not_the_courses_own_stays(course, linked):
    folder = course.home / "mine" if linked else course.venv
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    (folder / "pyvenv.cfg").touch()
    if linked:
        course.venv.symlink_to(folder)
    status, printed = course.start("check")
    assert status == 1
    assert printed == (
        f"The folder {course.venv} is not one that the course made, so it stays as it is: "
        "rename or delete it, then run this again.\n"
    )
    assert sorted(path.name for path in folder.iterdir()) == ["mine.txt", "pyvenv.cfg"]


def test_nothing_is_erased_through_a_link(course):
    folder = course.home / "elsewhere"
    folder.mkdir()
    (folder / "course.stamp").write_text("Python 3.0\n")
    (folder / "keep.txt").touch()
    course.venv.symlink_to(folder)
    status, printed = course.start("check")
    assert status == 1
    assert printed == (
        f"{course.venv} is a link to another folder, and the course erases nothing there: "
        "delete the link, then run this again.\n"
    )
    assert {"course.stamp", "keep.txt"} <= {path.name for path in folder.iterdir()}

    shutil.rmtree(folder)
    status, printed = course.start("check")
    assert (status, printed) == (
        1,
        f"{course.venv} is a link to a place that is not there: delete the link, then run this again.\n",
    )


def test_a_colon_in_the_address_is_said(course):
    course.folder = course.folder.rename(course.home / "a:b")
    status, printed = course.start("check")
    assert status == 1
    assert printed.startswith(f"The address of this folder, {course.folder}, has a \u201c:\u201d in it, which no ")
    assert printed.count("\n") == 1


@pytest.mark.parametrize("where", ["variables", "a file"])
def test_a_persons_settings_of_pip_and_python_change_nothing(course, installed, where):
    course.install_as(installed)
    (course.site / "tiny.py").unlink()
    course.write("course_utils/__main__.py", "import tiny\nprint('shadow' if hasattr(tiny, 'shadow') else 'ours')\n")
    other = course.home / "other"
    other.mkdir()
    (other / "tiny.py").write_text("shadow = True\n")
    settings = {"user": "1", "target": str(other), "dry-run": "1", "no-binary": ":all:", "prefix": str(other)}
    settings |= {"require-hashes": "0", "constraint": "/nowhere", "python": "/nowhere", "ignore-installed": "1"}
    if where == "variables":
        course.environment |= {f"PIP_{name.upper().replace('-', '_')}": value for name, value in settings.items()}
    else:
        file = course.home / "pip.conf"
        file.write_text("[global]\n" + "".join(f"{name} = {value}\n" for name, value in settings.items()))
        course.environment["PIP_CONFIG_FILE"] = str(file)
    course.environment |= {"PYTHONPATH": str(other), "PYTHONHOME": sys.base_prefix}
    status, printed = course.start("check")
    assert (status, printed.splitlines()[-1]) == (0, "ours")
    assert [path.name for path in other.iterdir() if path.name != "__pycache__"] == ["tiny.py"]


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
        course.pin("requirements.txt", "tiny==0.3")
    disk = course.home / "disk"
    disk.mkdir()
    small = f'mount -t tmpfs -o size={megabytes}m none "{disk}"; cp -a . "{disk}"; cd "{disk}"; exec "$@"'
    status, printed = course.start("check", before=[*mounts, small, "sh"])
    assert status == 1
    assert printed.splitlines()[-1] == "The disk is full: free about 500 MB, then run this again."


OVER_QUOTA = """
import builtins, errno, os, shutil
# Stands in for a system that counts what each user has on the disk: only its administrator can set that up.
def refuse(source, target, *more, **named):
    raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT), getattr(target, "name", target))
shutil.copyfileobj = refuse
"""


@pytest.mark.parametrize("ready", [False, True], ids=["at the start", "while pip unpacks"])
def test_a_full_share_of_the_disk(course, ready):
    """The system counts what each user has there: the disk itself has room."""
    if ready:
        course.link_environment()
        course.site.joinpath("sitecustomize.py").write_text(OVER_QUOTA, "utf-8")
        wheel(course.packages, "tiny", "0.3", {"tiny.bin": b"big"})
        course.pin("requirements.txt", "tiny==0.3")
        status, printed = course.start("check")
    else:
        program = f"import runpy, sys\n{OVER_QUOTA}usual = open\n"
        program += "builtins.open = lambda name, mode='r', *more, **named: "
        program += "(refuse if 'w' in mode else usual)(name, mode, *more, **named)\n"
        program += "sys.argv = sys.argv[1:]\n"
        program += "runpy.run_path(sys.argv[0], run_name='__main__')"
        command = [sys.executable, "-c", program, "start.py", "check"]
        done = subprocess.run(command, cwd=course.folder, env=course.environment, capture_output=True, text=True)
        status, printed = done.returncode, done.stdout + done.stderr
    assert status == 1
    assert "Traceback" not in printed
    wanted = "Your share of this disk (quota) is full: free about 500 MB of what is yours, then run this again."
    assert printed.splitlines()[-1] == wanted


@pytest.mark.parametrize("printed_by_the_build", ["Failed building", "error: command 'gcc' failed with exit code 1"])
def test_what_a_failed_build_is_blamed_on(course, printed_by_the_build):
    """Only what asks for a compiler is blamed on this computer's Python."""
    course.link_environment()
    course.write("backend.py", f"def build_editable(*_):\n    raise RuntimeError({printed_by_the_build!r})\n")
    course.write("pyproject.toml", (course.folder / "pyproject.toml").read_text() + "\n")
    status, printed = course.start("check")
    assert status == 1
    log = course.venv / "install.log"
    assert printed.splitlines()[-1] == (
        "A package has no finished build for this computer and this Python, and would need a compiler: "
        "install a usual Python (3.11 to 3.14, 64 bits) from python.org and start the course with that."
        if "gcc" in printed_by_the_build
        else f"pip failed: run this again; if it fails again, the end of {log} says why."
    )
    assert printed_by_the_build in log.read_text("utf-8")


def test_a_package_without_a_finished_build_is_not_built_here(course):
    """One that comes as source only would run what its makers wrote, and mostly fail for want of a compiler."""
    course.link_environment()
    with tarfile.open(course.packages / "raw-0.1.tar.gz", "w:gz") as archive:
        for name, text in (("PKG-INFO", "Metadata-Version: 2.1\nName: raw\nVersion: 0.1\n"), ("setup.py", "1 / 0\n")):
            entry = tarfile.TarInfo(f"raw-0.1/{name}")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    course.pin("requirements.txt", "raw==0.1")
    status, printed = course.start("check")
    assert status == 1
    log = (course.venv / "install.log").read_text("utf-8")
    assert "No matching distribution found for raw==0.1" in log and "ZeroDivisionError" not in log
    assert printed.splitlines()[-1].startswith("pip failed: run this again; if it fails again, the end of ")


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
        assert (url, status) == (f"http://127.0.0.1:{port}/doc/tree/home.course", 200)
        assert get(f"http://127.0.0.1:{port}/lab", token)[1] == 200
        _, _, listing = get(f"http://127.0.0.1:{port}/api/contents", token)
        assert [entry["path"] for entry in json.loads(listing)["content"]] == ["00-start-here.ipynb"]
        terminal.send(signal.SIGINT)
        screen = terminal.read()
        assert terminal.process.wait() == 0
    assert screen.startswith("\rThe course opens in JupyterLab")
    assert "Traceback" not in screen
    assert "Shut down this Jupyter server" not in screen


def test_a_home_that_cannot_be_written_is_said(course):
    course.link_environment()
    (course.home / "file").touch()
    course.environment["HOME"] = str(course.home / "file" / "home")
    status, printed = course.start("--no-browser")
    assert status == 1
    assert printed.startswith(
        f"JupyterLab keeps its settings in {course.home}/file/home/.local/share/jupyter/runtime, "
    )
    assert printed.endswith("which cannot be written: set HOME to a folder of your own, then run this again.\n")
    assert printed.count("\n") == 1


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


def test_quick_leaves_out_what_is_slow_and_needs_no_browser(course):
    course.link_environment()
    course.environment |= {"PATH": str(course.home), "PLAYWRIGHT_DOWNLOAD_HOST": NOWHERE, "CI": "true"}
    (course.venv / "proxy.stamp").unlink()
    for path in ("tests/test_one.py", "tests/browser/test_two.py", "notebooks/test_three.py"):
        (course.folder / path).parent.mkdir(exist_ok=True)
        course.write(path, f"def test_here():\n    assert {path == 'tests/test_one.py'}\n")
    marked = "import pytest\n\n@pytest.mark.{0}\ndef test_{0}():\n    assert False\n"
    course.write("tests/test_four.py", marked.format("slow") + marked.format("browser"))
    status, printed = course.start("test", "--quick")
    assert status == 0, printed
    assert re.search(r"^=* ?1 passed", printed.splitlines()[-1])
    assert "browser tests" not in printed and "proxy" not in printed


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
