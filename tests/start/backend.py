"""Builds a tiny package: the courses of test_start.py install such ones, in place of a hundred real ones."""

import zipfile
from pathlib import Path


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    """Build the course of the current folder."""
    return wheel(wheel_directory, "course", "0.1", {"course.pth": str(Path.cwd()).encode()})


def wheel(folder, name, version, files):
    """Write a wheel of these files and return its file name."""
    about = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    tags = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    everything = {
        **files,
        f"{about}/METADATA": metadata.encode(),
        f"{about}/WHEEL": tags.encode(),
        f"{about}/RECORD": b"",
    }
    path = Path(folder, f"{name}-{version}-py3-none-any.whl")
    with zipfile.ZipFile(path, "w") as archive:
        for where, content in everything.items():
            archive.writestr(where, content)
    return path.name
