"""A learner's server: `python -P -m course_class.hub.server` takes the place of `jupyterhub-singleuser`.

It is the same server with the same options. What JupyterHub loads into it and only the hub itself uses, its database
above all, stays on disk until something asks for it. And jsonschema does without its grammar of web addresses in the
letters of all languages, which it builds anew at every start and which nothing here asks it to check.
"""

import os
import signal
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from course_utils import traces, updates
from course_utils.course_folder import first_notebook

_SHORT = "/tmp"  # the path of a socket is 104 bytes long at most


def main() -> None:
    """Start the server, and return when it has ended."""
    take_answers_out_of_lessons()
    for home in {Path.home(), Path.cwd()}:
        updates.make_way_in(home)  # no lesson is open, since the server starts only now
    slim()
    from jupyterhub.singleuser import main as start  # what the command jupyterhub-singleuser runs

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # until the server has its own: the folder must not stay
    with tempfile.TemporaryDirectory(prefix="kernels-", dir=_SHORT) as sockets:
        os.environ["JUPYTER_RUNTIME_DIR"] = sockets
        sys.argv[1:1] = [
            "--ServerApp.kernel_spec_manager_class=course_class.hub.kernel.Kernels",
            # Ports are looked for before they are taken. Where a class starts its kernels at once on one machine, two
            # find the same one, and a kernel dies. A socket in a folder of one's own is nobody else's.
            "--KernelManager.transport=ipc",
        ]
        start()


def take_answers_out_of_lessons() -> None:
    """Clean lessons that an earlier version saved with answers in them: none is open, since the server starts only now.

    They lie where nbgitpuller has put them, in a folder of the learner's own.
    """
    for home in {Path.home(), Path.cwd()}:
        for first in home.glob(f"*/notebooks/{first_notebook()}"):
            traces.clean_folder(first.parent)


def slim() -> None:
    """Import JupyterHub's part of the server without what it does not use, or whole where that cannot be done."""
    known = set(sys.modules)
    # To Python: there is none, and jsonschema does without.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    for name, held in _OF_THE_HUB.items():
        sys.modules[name] = _Later(name, held)
    try:
        import jupyterhub.singleuser  # noqa: F401
    except Exception:  # a JupyterHub made otherwise than those this was tried with
        for name in sys.modules.keys() - known:
            del sys.modules[name]


class _Later(ModuleType):
    """A module that is imported when something asks it for more than it holds."""

    def __init__(self, name: str, held: dict[str, Any]):
        super().__init__(name)
        self.__dict__.update(held, __path__=[])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        for other in _OF_THE_HUB:  # all or none: they belong together
            if isinstance(sys.modules.get(other), _Later):
                del sys.modules[other]
        return getattr(import_module(self.__name__), name)


# Each with what is asked of it all the same: whether something is one of these, and in a learner's server nothing is.
_OF_THE_HUB: dict[str, dict[str, Any]] = {
    "sqlalchemy": {},
    "sqlalchemy.exc": {"SQLAlchemyError": type("SQLAlchemyError", (Exception,), {})},
    "jupyterhub.orm": {},
    "jupyterhub.roles": {},
    "jupyterhub.handlers": {},
    "jupyterhub.handlers.pages": {"HealthCheckHandler": type("HealthCheckHandler", (), {})},
}

if __name__ == "__main__":
    main()
