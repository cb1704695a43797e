"""The list by which Pyodide knows the packages it may load: pyodide-lock.json."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def write(folder: Path, distribution: Path, entries: Iterable[dict]) -> None:
    """Write the list of these packages and no others; what it says of Python itself is the distribution's."""
    info = json.loads((distribution / "pyodide-lock.json").read_text("utf-8"))["info"]
    lock = {"info": info, "packages": {entry["name"]: entry for entry in entries}}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, separators=(",", ":")), "utf-8")


def entry(wheel: Path) -> dict:
    """Return what the list says of a package: loaded when it is asked for by name, with nothing else."""
    name, version = wheel.name.split("-")[:2]
    return {
        "name": name.replace("_", "-"),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": [],  # all of them are loaded when the kernel starts, none because a cell imports it
        "depends": [],
        "unvendored_tests": False,
    }
