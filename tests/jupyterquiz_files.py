"""What jupyterquiz itself ships: its script and its documented examples (installed), its example file and schemas.

The last two are only in its source distribution, which pip fetches once; without a network those tests are skipped.
"""

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from functools import cache
from importlib import metadata, util
from pathlib import Path

import pytest

SCRIPTS = ("helpers", "multiple_choice", "numeric", "string", "show_questions")


def _package():
    found = util.find_spec("jupyterquiz")  # found, not imported: that takes IPython along
    if found is None:
        pytest.skip('jupyterquiz is not installed: it is in the course\'s extra "test"')
    return Path(found.origin).parent


def script():
    """Return jupyterquiz's own script, which grades."""
    return "\n".join((_package() / "js" / f"{name}.js").read_text("utf-8") for name in SCRIPTS)


def documented():
    """Return the examples in jupyterquiz's documentation."""
    _package()
    text = metadata.metadata("jupyterquiz").get_payload()
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]


@cache
def source():
    """Return the folder of jupyterquiz's source distribution."""
    _package()
    version = metadata.version("jupyterquiz")
    for kept in (Path(sys.prefix) / "share", Path(tempfile.gettempdir())):
        folder = kept / f"jupyterquiz-{version}"
        if not folder.is_dir():
            command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", "--quiet"]
            command += ["--disable-pip-version-check", "--dest", str(kept), f"jupyterquiz=={version}"]
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=120)
                with tarfile.open(next(kept.glob(f"jupyterquiz-{version}*.tar.gz"))) as archive:
                    archive.extractall(kept, filter="data")
            except (OSError, subprocess.SubprocessError, StopIteration):
                continue
        return folder
    return None


def example_file():
    if source() is None:
        pytest.skip("jupyterquiz's example file could not be fetched: connect to the internet")
    return source() / "examples" / "questions.json"


def schema(name):
    if source() is None:
        pytest.skip("jupyterquiz's schemas could not be fetched: connect to the internet")
    return json.loads((source() / "schema" / f"{name}_schema.json").read_text("utf-8"))
