"""Open the course: install what it needs in .venv, then start JupyterLab on the first notebook.

python start.py               open the course in the browser (the first time, this installs it)
python start.py test ...      install what the tests need too and run them; the rest goes to pytest
python start.py test --quick  run those that need no browser, no hub, no kernel and no installation
python start.py site          build the course as a site of plain files; --serve also opens it
python start.py release --output DIR   wheel, site, data and sheets of an edition, with their checksums
python start.py stick --output DIR   the course in one folder that needs no internet, for a USB stick
python start.py class rehearse   try a class of thirty on a JupyterHub on this computer
python start.py COMMAND ...   run a command of the course: check, clean, measure, questions, export, class
"""

from __future__ import print_function

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys

# Python 2.7 can read all of this file, so that an old Python says this and not "invalid syntax".
if sys.version_info < (3, 11):
    sys.exit(
        "The course needs Python 3.11 or newer and this is Python %d.%d: "
        "install a newer one from python.org and start the course with that." % sys.version_info[:2]
    )

from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from deploy.environment import Environment  # noqa: E402 (an old Python must not come this far)
from deploy.output import known_cause, say  # noqa: E402

TEST_PINS = ROOT / "tests" / "requirements.txt"
SITE_PINS = ROOT / "deploy" / "lite" / "requirements.txt"
CLASS_PINS = ROOT / "deploy" / "classroom" / "requirements.txt"
HUB_PINS = ROOT / "deploy" / "hub" / "requirements.txt"
# All tests are run on all cores, each file in one process, since its tests share what they start (a browser, a site).
SIDE_BY_SIDE = ["-p", "xdist", "-n", "logical", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
# What --quick leaves out: whatever starts a browser, a hub, a kernel or an installation.
QUICK = ["-m", "not browser and not slow", "--ignore-glob=*.ipynb", "--ignore=notebooks", "--ignore=tests/browser"]
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
QUIET.update(encoding="utf-8", errors="replace")
# Of Python's own variables, those that change how it prints and keeps files, and not what it is or imports.
HARMLESS = ("PYTHONUTF8", "PYTHONIOENCODING", "PYTHONCOERCECLOCALE", "PYTHONUNBUFFERED", "PYTHONHASHSEED")
HARMLESS += ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONFAULTHANDLER", "PYTHONDEVMODE")


def main(arguments):
    """Do what the command line asks for and return the exit status."""
    for name in [one for one in os.environ if one.startswith(("PYTHON", "__PYVENV")) and one not in HARMLESS]:
        del os.environ[name]  # what is in .venv is what runs
    if os.environ.get("LC_ALL") in ("C", "POSIX") and not str(ROOT).isascii():
        os.environ["LC_ALL"] = "C.UTF-8"  # else Python 3.11 cannot read where the course is installed, and stops
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments[:1] in (["site"], ["release"]):
        # What builds the site adds to JupyterLab what a learner's own must not have.
        environment = course(".venv-site")
        environment.install_more(SITE_PINS, "what builds the site")
        return environment.run(
            "deploy.release" if arguments[0] == "release" else "deploy.lite", arguments[1:], foreground
        )
    if arguments[:2] == ["class", "rehearse"]:
        environment = course(".venv-hub")  # a JupyterHub, which nobody needs who only learns
        environment.install_more(HUB_PINS, "what a rehearsal needs")
        environment.install_proxy()
        return environment.run("course_utils", arguments, foreground)
    if arguments[:1] == ["stick"]:
        return course().run("deploy.stick", arguments[1:], foreground)
    if arguments and not arguments[0].startswith("-"):
        environment = course()
        if arguments[0] == "class" and arguments[1:2] != ["vote"]:  # a vote needs no more than Python
            environment.install_more(CLASS_PINS, "what the report of a class needs")
        return environment.run("course_utils", arguments, foreground)
    return lab(arguments)


def course(folder=".venv"):
    """Return the environment in a folder, with what the course needs."""
    environment = Environment(ROOT / folder)
    environment.install_course()
    return environment


def lab(arguments):
    """Open the course in JupyterLab and return JupyterLab's exit status."""
    ours = arguments[: arguments.index("--")] if "--" in arguments else arguments
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.usage = "python start.py [--no-browser] [--port N] [-- options of JupyterLab]"
    parser.add_argument("--no-browser", action="store_true", help="show the address and open nothing")
    parser.add_argument("--port", type=int, metavar="N", help="use this port (else 8888 or the next free one)")
    options = parser.parse_args(ours)
    # -y: one Ctrl+C ends JupyterLab, unasked. auto: else every kernel warns that it is not encrypted.
    settings = ["-y", "--Application.log_level=ERROR", "--KernelManager.transport_encryption=auto"]
    settings.append("--LabApp.extension_manager=readonly")  # nothing is installed beside what is pinned
    settings.append("--ServerApp.root_dir=%s" % (ROOT / "notebooks"))
    if options.port is not None:
        check_port(options.port)
        settings.extend(["--ServerApp.port=%d" % options.port, "--ServerApp.port_retries=0"])
    if options.no_browser:
        settings.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        settings.append("--allow-root")  # many containers have no other user
    settings.extend(arguments[len(ours) + 1 :])
    check_home()
    environment = course()
    take_answers_out_of_lessons()
    from course_utils.course_folder import first_page

    settings.insert(0, "--LabApp.default_url=/doc/tree/%s" % first_page())
    say("The course opens in JupyterLab, at the address below. To end it, press Ctrl+C here.")
    if "--allow-root" in settings:
        say("You are root: what lessons run may change anything on this computer. Another user is safer.")
    return environment.run("jupyterlab", settings, foreground)


def take_answers_out_of_lessons():
    """Clean lessons that an earlier version saved with a learner's answers in them, unless one may be open now."""
    from course_utils import traces

    if not traces.is_open(ROOT / "notebooks"):
        for file in traces.clean_folder(ROOT / "notebooks"):
            say("%s holds answers and cannot be written: delete it if others use this computer." % file)


def test(arguments):
    """Install what the tests need, find them a browser, run pytest and return its exit status."""
    environment = course()
    environment.install_more(TEST_PINS, "what the tests need")
    if "--quick" in arguments:
        more = [one for one in arguments if one != "--quick"]
        return environment.run("pytest", SIDE_BY_SIDE + QUICK + more, foreground)
    environment.install_proxy()
    browser = find_browser() or download_browser(environment.python)
    os.environ.pop("COURSE_BROWSER", None)
    if browser:
        os.environ["COURSE_BROWSER"] = browser
    else:
        cause = "There is no Chromium for the browser tests: install Chromium or Google Chrome"
        if os.environ.get("CI"):
            sys.exit(cause + ".")
        say(cause + "; until then they are skipped.")
    if all(one.startswith("-") for one in arguments):
        arguments = SIDE_BY_SIDE + arguments
    return environment.run("pytest", arguments, foreground)


def foreground(command):
    """Run a command, which a Ctrl+C here reaches too, and return its exit status."""
    process = subprocess.Popen(command, cwd=str(ROOT))
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        try:
            status = process.wait()
            return status if status >= 0 else 128 - status
        except KeyboardInterrupt:
            pass  # the same Ctrl+C has reached the module, which ends in its own way


def find_browser():
    """Return the path of a Chromium or Chrome that is there, or None."""
    places = [os.environ.get("COURSE_BROWSER")]
    places.extend(map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome")))
    places.extend("/Applications/%s.app/Contents/MacOS/%s" % (n, n) for n in ("Google Chrome", "Chromium"))
    for folder in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
        places.append(os.environ.get(folder, "") + "/Google/Chrome/Application/chrome.exe")
    return next((place for place in places if place and Path(place).is_file()), None)


def download_browser(python):
    """Return the path of Playwright's own Chromium, downloaded if need be, or None."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([str(python), "-c", ask], **QUIET).stdout.strip()
    if not Path(answer).is_file():
        say("Downloading a Chromium for the browser tests.")
        subprocess.run([str(python), "-m", "playwright", "install", "--no-shell", "chromium"], **QUIET)
    return answer if Path(answer).is_file() else None


def check_port(number):
    """Stop with a sentence where a port is taken or is none."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port closed just now is free
        try:
            probe.bind(("127.0.0.1", number))
        except (OSError, OverflowError):
            sys.exit("Port %d is in use or not allowed: give another --port, or none." % number)


def check_home():
    """Stop with a sentence where JupyterLab could not keep its own settings."""
    home = Path.home()
    usual = home / "Library" if sys.platform == "darwin" else home / ".local" / "share"
    data = os.environ.get("APPDATA" if os.name == "nt" else "XDG_DATA_HOME") or str(usual)
    data = os.environ.get("JUPYTER_DATA_DIR") or data + "/jupyter"
    for variable, place in (
        ("JUPYTER_RUNTIME_DIR", data + "/runtime"),
        ("JUPYTER_CONFIG_DIR", str(home / ".jupyter")),
        ("IPYTHONDIR", str(home / ".ipython")),
    ):
        place = os.environ.get(variable) or place
        try:
            Path(place).mkdir(parents=True, exist_ok=True)
            writable = os.access(place, os.W_OK)
        except OSError:
            writable = False
        if not writable:
            sys.exit(
                "JupyterLab keeps its settings in %s, which cannot be written: "
                "set HOME to a folder of your own, then run this again." % place
            )


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not have every letter of a folder's name
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped before the course was installed: run this again when you like.")
    except (OSError, ValueError, subprocess.CalledProcessError) as problem:
        text = "%s %s" % (problem, getattr(problem, "output", None) or "")
        sys.exit(known_cause(text) or "%s: put that right, then run this again." % problem)
