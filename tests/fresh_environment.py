"""An environment of its own for the course, without the network: what is installed there is the course alone."""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

NO_NETWORK = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation")


def page_in_jupyterlab(folder: Path, course: Path) -> str:
    """Install the course, a wheel or its folder, and return what JupyterLab says of the page around the lessons."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=120)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", *NO_NETWORK, course]
    packages = sysconfig.get_path("purelib", "venv", {"base": folder, "platbase": folder})
    # Of the packages that run the tests those that are files; the course itself is there as a link, which is left out.
    Path(packages, "packages.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    subprocess.run(pip, check=True, capture_output=True, timeout=300)
    asked = [python, "-m", "jupyterlab.labextensions", "list"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=120, cwd=folder)
    said = re.sub(r"\x1b\[\d+m", "", done.stdout + done.stderr)
    assert str(folder) in said, said
    found = re.search(r"libya-course v\S+ +(.*?) *(?:\(|$)", said, re.MULTILINE)
    return " ".join(found[1].split()) if found else said
