"""A learner's server and kernel on a hub: what they leave out is really out, and there again when it is asked for."""

import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client import KernelManager

from course_class.hub.kernel import Kernels

pytestmark = pytest.mark.slow


def printed(program, **given):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, **given)
    return done.stdout.split()


def test_a_server_is_imported_without_the_hubs_database_and_finds_it_when_asked():
    program = (
        "import sys\nfrom course_class.hub import server\nserver.slim()\nimport jupyterhub.singleuser\n"
        "print('sqlalchemy.orm' in sys.modules, 'lark' in sys.modules)\n"
        "from jupyterhub import scopes\nprint(scopes.orm.User.__tablename__, scopes.sa.inspect.__module__)"
    )
    assert printed(program) == ["False", "False", "users", "sqlalchemy.inspection"]


def test_a_server_that_is_ended_while_it_starts_leaves_no_folder(tmp_path):
    before = set(Path("/tmp").glob("kernels-*"))
    (tmp_path / "jupyterhub").mkdir()
    (tmp_path / "jupyterhub" / "__init__.py").write_text("")
    started = (
        "import os, time\ndef main():\n    print(os.environ['JUPYTER_RUNTIME_DIR'], flush=True)\n    time.sleep(60)\n"
    )
    (tmp_path / "jupyterhub" / "singleuser.py").write_text(started)
    command = [sys.executable, "-m", "course_class.hub.server"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as server:
        folder = Path(server.stdout.readline().strip())
        assert folder.is_dir() and folder not in before
        server.terminate()
    assert not folder.exists()


def test_another_jupyterhub_is_imported_whole(tmp_path):
    """One that asks more of what is left out than whether something is one of them."""
    (tmp_path / "jupyterhub" / "handlers").mkdir(parents=True)
    for name, text in (
        ("__init__", ""),
        ("handlers/__init__", ""),
        ("handlers/pages", "class HealthCheckHandler:\n    path = '/health'\n"),
        ("singleuser", "from jupyterhub.handlers.pages import HealthCheckHandler\nprint(HealthCheckHandler.path)\n"),
    ):
        (tmp_path / "jupyterhub" / f"{name}.py").write_text(text)
    program = "from course_class.hub import server\nserver.slim()\nimport jupyterhub.singleuser"
    assert printed(program, cwd=tmp_path) == ["/health"]


def test_a_kernel_has_no_debugger_and_says_so():
    kernels = Kernels()
    assert kernels.get_kernel_spec("python3").metadata["debugger"] is False
    manager = KernelManager(kernel_spec_manager=kernels)
    manager.start_kernel()
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=60)
        said = []
        client.execute_interactive("import sys; print(sys.modules['debugpy'])", timeout=60, output_hook=said.append)
        assert [message["content"]["text"] for message in said if message["msg_type"] == "stream"] == ["None\n"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
