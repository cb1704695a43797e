"""The course's part of a JupyterHub's configuration: README.md says where it goes. A rehearsal reads it too."""

import socket
import sys
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

c = get_config()  # noqa: F821 (JupyterHub gives it)

CLONE = Path("/opt/libya-course")  # where README.md has the course cloned
REPOSITORY = CLONE.as_uri()  # where lessons come from: on this machine, so that no internet is needed
HOME = "course/notebooks/home.course"

# The Littlest JupyterHub keeps the hub and its learners in two environments; elsewhere both are in one.
TLJH = Path("/opt/tljh")
PYTHON = TLJH / "user/bin/python" if Path(sys.prefix) == TLJH / "hub" else Path(sys.executable)

c.Spawner.cmd = [str(PYTHON), "-P", "-m", "course_class.hub.server"]

# Maps are large texts. On Linux, what large texts took goes back to the system at once: some 10 MB a learner.
c.Spawner.environment = {"MALLOC_MMAP_THRESHOLD_": "131072"}

# Who comes in gets the lessons, or what has changed in them, and lands on the home of the course.
PULL = {"repo": REPOSITORY, "branch": "main", "targetpath": "course", "urlpath": f"doc/tree/{HOME}"}
c.Spawner.default_url = f"/git-pull?{urlencode(PULL)}"

# A class starts all at once: on two cores the last of thirty servers needs minutes, and JupyterHub waits 30 seconds.
c.Spawner.start_timeout = 600
c.Spawner.http_timeout = 600

# JupyterHub takes a port that is free when it looks, and a server needs it half a minute later: where a class starts at
# once, two servers can get the same one, and the second learner sees "404". These are given out one by one, and lie
# below those that connections take.
_PORTS = cycle(range(20_000, 30_000))


def _own_port() -> int:
    """Return a port that nothing listens on and that nobody else was given."""
    for port in _PORTS:
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("", port))
            return port


for _name in ("jupyterhub.spawner", "systemdspawner.systemdspawner"):  # the second is The Littlest JupyterHub's
    if _name in sys.modules:
        sys.modules[_name].random_port = _own_port

# A hub that ends or is ended leaves the learners' servers running, and finds them again when it is back.
c.JupyterHub.cleanup_servers = False
