"""What start.py says: how far it is, and for what went wrong one sentence."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FULL = "The disk is full: free about 500 MB, then run this again."
OVER_QUOTA = "Your share of this disk (quota) is full: free about 500 MB of what is yours, then run this again."
CAUSES = (  # what Python, pip and the system print, and what we say: the first that is found counts
    (r"Dis[ck] quota exceeded|EDQUOT|WinError 1295\]", OVER_QUOTA),
    (r"Errno 28\]|WinError (39|112)\]|No space left|ENOSPC", FULL),
    (
        r"Errno (13|30)\]|WinError 5\]|Permission denied|Access is denied|Read-only file system|EACCES|EROFS",
        f"The folder {ROOT} cannot be written: copy the course to a folder of your own and run it there.",
    ),
    (
        r"connection broken by|Max retries exceeded|ConnectionError|Connect(ion)?Timeout|Read ?[Tt]imed ?out"
        r"|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT",
        "The course's packages cannot be downloaded: connect this computer to the internet, then run this again.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A package that was downloaded is not the one that the course asks for: run this again, "
        "and if it says the same again, try from another network.",
    ),
    (
        r"Failed building wheel|command '[^']*' failed with|error: (command|can't|could not) .*compiler"
        + ("|No matching distribution found" if sys.version_info >= (3, 15) or sys.maxsize < 2**32 else ""),
        "A package has no finished build for this computer and this Python, and would need a compiler: "
        "install a usual Python (3.11 to 3.14, 64 bits) from python.org and start the course with that.",
    ),
)


def known_cause(text: str) -> str | None:
    """Return our sentence for the first cause that a text speaks of, or None."""
    return next((sentence for pattern, sentence in CAUSES if re.search(pattern, text)), None)


def say(text: str, passing: bool = False) -> None:
    """Print a line; in a terminal, the next one is written over a passing one."""
    if sys.stdout.isatty():
        print("\r" + text.ljust(78), end="" if passing else "\n", flush=True)
    else:
        print(text, flush=True)
