"""One at a time: a lock that ends with who holds it, and programs that end with who started them."""

import contextlib
import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from deploy.output import say

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
# Read by the program that is started: when start.py is gone, however it went, this pipe is closed.
_END_WITH_ITS_START = """
import os, signal, subprocess, sys, threading
def end_with_the_start():
    os.read(0, 1)
    if os.name == "nt":
        subprocess.call(["taskkill", "/F", "/T", "/PID", str(os.getpid())])
    else:
        os.killpg(0, signal.SIGKILL)
threading.Thread(target=end_with_the_start, daemon=True).start()
"""


@contextlib.contextmanager
def alone(path: Path, taken: str) -> Iterator[None]:
    """Hold the lock of a file, which ends with its process; where another holds it, say `taken` and wait."""
    with path.open("a+b") as file:
        if not _held(file.fileno()):
            say(taken)
            while not _held(file.fileno()):
                time.sleep(0.2)
        if os.name != "nt":
            os.set_inheritable(file.fileno(), True)  # what is started holds it too, until it has ended
        yield


def _held(file: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        return problem.errno not in _TAKEN  # some disks know no locks
    return True


def watched(
    python: Path, program: str, arguments: list[str], heard: Callable[[str], None], **where: object
) -> tuple[int, str]:
    """Return the exit status and the output of a Python program that ends when this process ends."""
    command = [str(python), "-I", "-c", _END_WITH_ITS_START + program, *arguments]
    output = []
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=os.name == "nt",
        start_new_session=True,
        **where,
    ) as process:
        for line in process.stdout:
            heard(line)
            output.append(line)
    return process.returncode, "".join(output)
