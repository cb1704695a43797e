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
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, expect

from course_utils.course_folder import HOME

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PATIENCE = 180_000  # ms: a server is started or Python loaded, and a machine that runs tests is busy
TOKEN = "course"
NOTEBOOK = "jupyterapp.shell.currentWidget"
KERNEL = f"{NOTEBOOK}.sessionContext.session?.kernel"
CELLS = f"{NOTEBOOK}.model.sharedModel.cells"


def bar(page: Page):
    """Return what the line at the top of the lesson says."""
    return page.locator(".course-bar:visible").get_by_role("status")


def until(page: Page, is_so: Callable[[], object]) -> None:
    """Wait until something is so that the page itself does not tell."""
    comes_to(page, lambda: bool(is_so()), True)


def comes_to(page: Page, read: Callable[[], object], wanted: object) -> None:
    """Wait until what is read is what is wanted: JupyterLab lays out anew some time after a size has changed."""
    for _ in range(PATIENCE // 100):
        if read() == wanted:
            return
        page.wait_for_timeout(100)
    assert read() == wanted


class Lab:
    """The server, and what a person does in its browser page."""

    def __init__(self, folder: Path, page: bool = True):
        """Start JupyterLab on a folder, with or without the course's page around the lessons."""
        self.folder = folder
        self.home = folder / "my_work"
        self.page = page
        if not page:
            settings = folder / ".config" / "labconfig" / "page_config.json"
            settings.parent.mkdir(parents=True)
            settings.write_text('{"disabledExtensions": {"libya-course": true}}')
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={self.port}"),
            *("--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
            *(f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"),  # asked what no page shows
        ]
        environment = {**os.environ, "COURSE_HOME": str(self.home), "JUPYTER_CONFIG_DIR": str(folder / ".config")}
        self.log = (folder / "jupyter.log").open("w")
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=subprocess.STDOUT)
        self._wait()

    def _wait(self) -> None:
        for _ in range(PATIENCE // 200):
            try:
                self.ask("/api")
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.folder / "jupyter.log").read_text())

    def ask(self, path: str, method: str = "GET") -> bytes:
        address = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(address, method=method, headers={"Authorization": f"token {TOKEN}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(120)  # a machine with much to do
        self.log.close()

    def open(self, page: Page, notebook: str) -> None:
        """Open a lesson in the single-document view and wait until it has run by itself, or says why not."""
        self.come_to(page, notebook)
        if self.has_page(notebook):
            self.wait_until_alive(page)
            return
        self.wait_for_kernel(page)
        for _ in range(4):  # on a busy machine JupyterLab gives up what it saved after two seconds: one loads it again
            if not page.get_by_text("Error displaying widget").count():
                return
            self.come_to(page, notebook)
            self.wait_for_kernel(page)

    def come_to(self, page: Page, notebook: str) -> None:
        """Open a lesson in the single-document view and wait until its words are there."""
        page.goto(f"http://127.0.0.1:{self.port}/doc/tree/{notebook}.ipynb?token={TOKEN}")
        if self.has_page(notebook):
            self.wait_for_words(page)
        else:
            page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)

    def open_quiz(self, page: Page, notebook: str) -> None:
        """Open a notebook anew, run it, and come to its quiz."""
        self.end_kernels()
        self.open(page, notebook)
        self.run_all(page)
        page.locator(".course-quiz").scroll_into_view_if_needed(timeout=PATIENCE)

    def wait_for_kernel(self, page: Page) -> None:
        """Wait until the notebook in front is connected to a kernel at rest: JupyterLab forgets what is run before."""
        at_rest = f"{KERNEL}?.connectionStatus === 'connected' && {KERNEL}.status === 'idle'"
        page.wait_for_function(at_rest, timeout=PATIENCE)

    def has_page(self, notebook: str) -> bool:
        """Return whether the page stands around a notebook: it does around the lessons."""
        return self.page and (NOTEBOOKS / f"{notebook}.ipynb").exists()

    def wait_for_words(self, page: Page) -> None:
        """Wait until the words of the lesson in front are there."""
        page.wait_for_selector(".course-lesson:not(.lm-mod-hidden) .jp-Notebook .jp-Cell", timeout=PATIENCE)

    def wait_until_alive(self, page: Page) -> None:
        """Wait until the lesson in front has run by itself, or says why not."""
        page.wait_for_selector(".course-lesson:not(.lm-mod-hidden):not(.course-waiting)", timeout=PATIENCE)
        expect(bar(page)).not_to_have_text("The lesson is starting …")

    def run_all(self, page: Page) -> None:
        """Choose Run, then Run All Cells, and wait until the kernel has done them."""
        heard = "(_, status) => { globalThis.courseRan ||= status === 'busy'; }"
        for _ in range(3):  # JupyterLab forgets a Run All that comes before its kernel is connected
            page.evaluate(f"() => {{ globalThis.courseRan = false; {KERNEL}.statusChanged.connect({heard}); }}")
            self.menu(page, "Run", "Run All Cells")
            with suppress(TimeoutError):
                page.wait_for_function("globalThis.courseRan", timeout=PATIENCE / 9)
                break
        else:
            raise AssertionError("the kernel was never busy")
        page.wait_for_function(f"{CELLS}.every(cell => cell.executionState !== 'running')", timeout=PATIENCE)
        page.wait_for_function(f"{KERNEL}?.status === 'idle'", timeout=PATIENCE)
        expect(page.get_by_text("[*]:")).to_have_count(0)

    def restart_kernel(self, page: Page) -> None:
        """Choose Kernel, then Restart Kernel and Clear Outputs of All Cells."""
        self.menu(page, "Kernel", "Restart Kernel and Clear Outputs of All Cells…")
        page.get_by_role("button", name="Confirm Kernel Restart").click()
        if self.page:
            expect(bar(page)).to_have_text("The lesson is starting …")
            self.wait_until_alive(page)
        else:
            page.wait_for_function(f"{CELLS}.every(cell => !cell.toJSON().outputs?.length)", timeout=PATIENCE)
            page.wait_for_function(f"{KERNEL}?.status === 'idle'", timeout=PATIENCE)

    def save(self, page: Page, notebook: str) -> None:
        """Choose File, then Save Notebook, and wait until the file is another one and nothing is left to save."""
        file = self.folder / f"{notebook}.ipynb"
        before = file.stat().st_mtime_ns
        page.locator(".jp-Notebook").first.press("Escape")
        self.menu(page, "File", "Save Notebook")
        until(page, lambda: file.stat().st_mtime_ns != before)
        page.wait_for_function(f"!{NOTEBOOK}.context.model.dirty")

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
        shutil.copy(NOTEBOOKS / HOME, self.folder)

    def end_kernels(self) -> None:
        for session in self.sessions():
            self.ask(f"/api/sessions/{session['id']}", "DELETE")

    def sessions(self) -> list[dict]:
        """Return the running sessions; Jupyter's answer is an error while one of them is just starting."""
        for _ in range(PATIENCE // 300):
            try:
                return json.loads(self.ask("/api/sessions"))
            except urllib.error.HTTPError:
                time.sleep(0.3)
        raise AssertionError("the server does not list its sessions")
