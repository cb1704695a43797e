"""What Python needs in the browser: the packages the course depends on, cut to what can be used there."""

import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.lite.paths import HERE, PYTHON, ROOT

COURSE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["name"]
KERNEL = Path(sys.prefix) / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
STAND_INS = HERE / "stand_ins"
LEARNERS = "course_utils"  # the package of the course that a learner needs; teachers' and authors' stay behind
NAMES_ONLY = ("jedi", "micropip")

# Not for the browser: the front end is part of the page, no terminal is there, and the others have stand-ins.
LEFT_OUT = {"jupyterlab", "jupyterlab-widgets", "widgetsnbextension", "nbval", "prompt-toolkit", "wcwidth", "pexpect"}
LEFT_OUT |= {"jedi", "numpy", "requests"}
BROWSER = {
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "platform_machine": "wasm32",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_version": PYTHON,
    "python_full_version": f"{PYTHON}.2",
    "extra": "",
}
UNUSED = re.compile(
    r"(^|/)(tests?|__pycache__|labextension|nbextension)/"
    r"|\.(so|pyd|pyi|map|typed|c|pyx)$"
    r"|\.dist-info/(?!METADATA$|entry_points)"
    r"|^(\.\.|bin/|share/|etc/)"
    r"|^js_lib_leaflet/(?!__init__\.py|static/js_lib_leaflet/leaflet\.(js|css)$)"
    r"|^pygments/lexers/(?!(__init__|_mapping|python|special)\.py$)"  # only Python is coloured
    r"|^IPython/(sphinxext|external|terminal/(?!__init__|pt_inputhooks/__init__))"
)


def everything() -> Iterator[tuple[str, str, dict[str, bytes]]]:
    """Yield name, version and files of each package that the site needs, the course first."""
    yield _course()
    for wheel in of_the_kernel():
        yield _of_wheel(wheel)
    for name in needed():
        yield _installed(name)
    for folder in sorted(path for path in STAND_INS.iterdir() if path.is_dir()):
        files = {f"{folder.name}/{file.name}": file.read_bytes() for file in sorted(folder.glob("*.py"))}
        yield folder.name, "0", files
    for name in NAMES_ONLY:
        yield name, "0", {}
    place = "course_settings-0.data/data/etc/ipython/ipython_config.py"  # where Pyodide puts a wheel's data: sys.prefix
    yield "course-settings", "0", {place: (HERE / "ipython_config.py").read_bytes()}


def of_the_kernel() -> list[Path]:
    """Return the wheels that JupyterLite's Python kernel brings and that are taken as they are."""
    return [one for one in sorted(KERNEL.glob("*.whl")) if one.name.startswith(("ipykernel-", "pyodide_kernel-"))]


def needed() -> list[str]:
    """Return the names of the installed packages that the course needs in the browser."""
    return _closure([COURSE, "ipython", "comm"])


def _closure(roots: list[str]) -> list[str]:
    """Return the names of all packages that these need in the browser, without the course itself."""
    found: set[str] = set()
    ahead = list(roots)
    while ahead:
        name = canonicalize_name(ahead.pop())
        if name in found or name in LEFT_OUT:
            continue
        found.add(name)
        for text in metadata.requires(name) or []:
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate(BROWSER):
                ahead.append(needed.name)
    return sorted(found - {COURSE})


def _installed(name: str) -> tuple[str, str, dict[str, bytes]]:
    installed = metadata.distribution(name)
    names = [file.as_posix() for file in installed.files or []]
    files = {one: Path(installed.locate_file(one)).read_bytes() for one in names if not UNUSED.search(one)}
    return name, installed.version, files


def _course() -> tuple[str, str, dict[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        # Not isolated: what builds it is installed with the site's packages, so that this needs no network.
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        command += ["--disable-pip-version-check", "--wheel-dir", folder, str(ROOT)]
        subprocess.run(command, check=True)
        name, version, files = _of_wheel(next(Path(folder).glob("*.whl")))
        ours = {one: data for one, data in files.items() if one.startswith(f"{LEARNERS}/") or ".dist-info/" in one}
        return name, version, ours


def _of_wheel(wheel: Path) -> tuple[str, str, dict[str, bytes]]:
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as archive:
        names = [one for one in archive.namelist() if not UNUSED.search(one) and ".data/" not in one]
        return name.replace("_", "-"), version, {one: archive.read(one) for one in names}
