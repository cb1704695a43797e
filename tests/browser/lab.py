"""A real JupyterLab on this machine, with copies of the lessons and a learner's folder of its own."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, expect

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PATIENCE = 60_000  # ms
TOKEN = "course"


class Lab:
    """The server, and what a person does in its browser page."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.home = folder / "my_work"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={self.port}"),
            *("--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
            f"--ServerApp.root_dir={folder}",
        ]
        environment = {**os.environ, "COURSE_HOME": str(self.home), "JUPYTER_CONFIG_DIR": str(folder / ".config")}
        self.log = (folder / "jupyter.log").open("w")
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=subprocess.STDOUT)
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            try:
                self.ask("/api")
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.folder / "jupyter.log").read_text())

    def ask(self, path: str, method: str = "GET") -> bytes:
        address = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(address, method=method, headers={"Authorization": f"token {TOKEN}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.log.close()

    def open(self, page: Page, notebook: str) -> None:
        """Open a lesson in the single-document view and wait until its kernel is there."""
        page.goto(f"http://127.0.0.1:{self.port}/doc/tree/{notebook}.ipynb?token={TOKEN}")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
        self.wait_for(page, "idle")
        page.wait_for_timeout(500)

    def run_all(self, page: Page) -> None:
        """Choose Run, then Run All Cells, and wait until the kernel has done them."""
        for _ in range(3):  # JupyterLab forgets a Run All that comes before its kernel is connected
            self.menu(page, "Run", "Run All Cells")
            if self.wait_for(page, "busy", patience=4000):
                break
        # Idle for a moment may only be the pause between two cells.
        for _ in range(5):
            assert self.wait_for(page, "idle"), "the kernel does not come to rest"
            page.wait_for_timeout(200)
        expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text("[*]:")).to_have_count(0, timeout=PATIENCE)

    def wait_for(self, page: Page, state: str, patience: int = PATIENCE) -> bool:
        """Return whether a kernel that the page is connected to comes to be busy or idle in time."""
        for _ in range(patience // 100):
            kernels = [session["kernel"] for session in self.sessions()]
            if any(kernel["connections"] and kernel["execution_state"] == state for kernel in kernels):
                return True
            page.wait_for_timeout(100)
        return False

    def restart_kernel(self, page: Page) -> None:
        """Choose Kernel, then Restart Kernel and Clear Outputs of All Cells."""
        self.menu(page, "Kernel", "Restart Kernel and Clear Outputs of All Cells…")
        page.get_by_role("button", name="Confirm Kernel Restart").click()
        page.wait_for_timeout(3000)

    def menu(self, page: Page, menu: str, item: str) -> None:
        page.get_by_role("menuitem", name=menu, exact=True).click()
        page.locator(".lm-Menu").get_by_text(item, exact=True).click()

    def attempts(self) -> list[dict]:
        """Return what is on disk, read without the course."""
        files = sorted(self.home.glob("*/attempts/*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]

    def start_afresh(self) -> None:
        """End every kernel, put the lessons back as they are committed, and forget every answer."""
        self.end_kernels()
        shutil.rmtree(self.home, ignore_errors=True)
        for notebook in NOTEBOOKS.glob("*.ipynb"):
            # Without numbers of an earlier run, so that a new number says that a cell is done.
            text = re.sub(r'"execution_count": \d+', '"execution_count": null', notebook.read_text("utf-8"))
            (self.folder / notebook.name).write_text(text, "utf-8")

    def end_kernels(self) -> None:
        for session in self.sessions():
            self.ask(f"/api/sessions/{session['id']}", "DELETE")

    def sessions(self) -> list[dict]:
        """Return the running sessions; Jupyter's answer is an error while one of them is just starting."""
        for _ in range(20):
            try:
                return json.loads(self.ask("/api/sessions"))
            except urllib.error.HTTPError:
                time.sleep(0.3)
        raise AssertionError("the server does not list its sessions")
