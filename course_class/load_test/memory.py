"""What a learner's server and kernels hold of the memory, beside a JupyterLab without hub and course."""

import secrets
import statistics
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import psutil

from course_class.load_test.client import Failed, Visit
from course_class.load_test.hub import HOST, Hub, free_ports
from course_class.load_test.kernel import Away
from course_utils.errors import CourseError
from course_utils.language import gettext

BARE = 3  # so many JupyterLabs to compare with: their median counts
IMPORTS = "import folium, ipywidgets"
_NAME = "bare.ipynb"
_EMPTY = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@dataclass(frozen=True)
class Memory:
    """Megabytes (10^6 bytes), by method: `pss` is the fair share, `uss` what ending the processes would free."""

    pss: float | None
    """Memory of its own, and of what several processes hold, its share. Linux only, None elsewhere."""
    uss: float
    """Memory of its own."""

    @property
    def counted(self) -> float:
        """The number to reckon with: the fair share where it is known."""
        return self.uss if self.pss is None else self.pss


def held(processes: Iterable[psutil.Process]) -> Memory:
    """Return what some processes hold together."""
    found = [process.memory_full_info() for process in processes]
    fair = sum(one.pss for one in found) / 1e6 if all(hasattr(one, "pss") for one in found) else None
    return Memory(fair, sum(one.uss for one in found) / 1e6)


def median(many: list[Memory]) -> Memory:
    """Return the median of each method."""
    fair = [one.pss for one in many if one.pss is not None]
    return Memory(statistics.median(fair) if fair else None, statistics.median(one.uss for one in many))


async def bare(hub: Hub, count: int) -> list[list[psutil.Process]]:
    """Return the processes of some JupyterLabs, each with a page open and a kernel that has imported IMPORTS."""
    found: list[list[psutil.Process]] = []
    for number in range(2 * count):
        if len(found) < count:
            with suppress(Failed, Away):  # of two programs that look for a port at once, one may not get it
                found.append(await _one(hub, number))
    if not found:
        raise CourseError(
            gettext("No JupyterLab could be started to compare with. Close other programs, then rehearse again.")
        )
    return found


async def _one(hub: Hub, number: int) -> list[psutil.Process]:
    home, token, [port] = hub.folder / f"bare-{number}", secrets.token_hex(16), free_ports(1)
    home.mkdir()
    (home / _NAME).write_text(_EMPTY, encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += [f"--ServerApp.ip={HOST}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={home}"]
    command += ["--KernelManager.transport_encryption=auto"]
    process = hub.run(f"bare-{number}", command, HOME=str(home), JUPYTER_TOKEN=token)
    visit = Visit(f"http://{HOST}:{port}/", {"Authorization": f"token {token}"})
    try:
        await visit.page(_NAME)
        kernel, _, _ = await visit.open(_NAME)
        await kernel.run(IMPORTS)
        kernel.close()
    finally:
        await visit.leave()
    server = psutil.Process(process.pid)
    return [server, *server.children(recursive=True)]
