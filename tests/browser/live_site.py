"""The site as a person meets it: built once, served on this machine, opened in a real browser."""

import re
import socketserver
import threading
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from course_utils.quiz import bank
from course_utils.quiz.kinds.choice import Choice
from deploy.lite import serve
from tests.browser.lab import PATIENCE

# What Chromium asks of its own accord, whatever the page is.
CHROMIUM = ("accounts.google.com", "content-autofill.googleapis.com", "update.googleapis.com")
CODE = "jupyterapp.shell.currentWidget.model.sharedModel.cells.filter(cell => cell.cell_type === 'code')"


class Site:
    """The server of a built site, and what a person does on its pages."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.server = serve.server(folder)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def open(self, page: Page, lesson: str) -> None:
        """Open a live lesson and wait until it has run by itself, or says why not."""
        page.goto(f"{self.address}/lab/index.html?path={lesson}.ipynb")
        self.wait(page)

    def wait(self, page: Page) -> None:
        """Wait until a lesson has run by itself, or says why not."""
        expect(page.locator("#course-loading").get_by_text("starting")).to_have_count(0)
        page.wait_for_function("!document.querySelector('#course-loading.course-loading-whole')", timeout=PATIENCE)
        alive = ".course-lesson:not(.lm-mod-hidden):not(.course-waiting)"
        page.wait_for_selector(alive, state="attached", timeout=PATIENCE)

    def run_all(self, page: Page) -> None:
        """Choose Run, then Run All Cells, and wait until the last cell is done."""
        before = page.evaluate(f"Math.max(...{CODE}.map(cell => cell.execution_count ?? 0))")
        self.menu(page, "Run", "Run All Cells")
        self.wait_for_the_end(page, before)

    def wait_for_the_end(self, page: Page, before: int = 0) -> None:
        """Wait until each cell of a lesson has run, asking JupyterLab, which draws only the cells near by.

        `before` is the number of the last run before this one.
        """
        begun = f"{CODE}[0].execution_count > {before}"  # by then all others wait for their turn, which is "running"
        done = f"!{CODE}.some(cell => cell.executionState === 'running')"
        page.wait_for_function(f"{begun} && {done}", timeout=PATIENCE)
        page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")

    def menu(self, page: Page, *names: str) -> None:
        page.get_by_role("menuitem", name=names[0], exact=True).click()
        for name in names[1:]:
            page.locator(".lm-Menu").last.get_by_text(name, exact=True).click()

    def quiz(self, page: Page, title: str) -> Locator:
        """Return a quiz, drawn: one far down the page is brought into view first."""
        quiz = page.locator(".course-quiz", has=page.get_by_text(title, exact=True))
        quiz.scroll_into_view_if_needed(timeout=PATIENCE)
        return quiz


def answer(site: Site, page: Page, lesson: str) -> None:
    """Answer the first question of the exit quiz that has one right option."""
    group, right = first_choice(site, page, lesson)
    group.get_by_role("radio", name=right, exact=True).check()
    group.get_by_role("button", name="Check my answer").click()
    expect(group.locator(".cq-result")).to_contain_text("Right.")


def expect_the_answer(site: Site, page: Page, lesson: str) -> None:
    group, right = first_choice(site, page, lesson)
    expect(group.get_by_role("radio", name=right, exact=True)).to_be_checked()
    expect(group.locator(".cq-result")).to_contain_text("Right.")


def expect_the_first_page_to_go_on(site: Site, page: Page, lesson: str) -> None:
    """Expect that the first page has heard of the answer and leads back to its lesson."""
    page.set_viewport_size({"width": 1280, "height": 800})  # on a phone it leads to the lesson's page
    page.goto(site.address)
    expect(page.get_by_text("Continue here")).to_be_visible()
    on = page.get_by_role("link", name="Continue", exact=True)
    expect(on).to_have_attribute("href", re.compile(f"{lesson}.ipynb$"))


def first_choice(site: Site, page: Page, lesson: str):
    asked = next(one for one in bank.question_set(f"{lesson}/check") if isinstance(one, Choice) and not one.grounds)
    [right] = [option.text for option in asked.options if option.right]
    return site.quiz(page, "Check what you know").get_by_role("group", name=asked.text), right


def write_and_run(page: Page, code: str) -> None:
    """Write code into a new cell below the last and run it: letters beside an editor do nothing in a lesson."""
    page.get_by_role("button", name="Click to add a cell.").click(timeout=PATIENCE)
    page.locator(".jp-Notebook .jp-CodeCell .cm-content").last.click()
    page.keyboard.type(code)
    page.keyboard.press("Control+Enter")


class Elsewhere:
    """Every other machine: a proxy that notes what it is asked for and gives nothing.

    Unlike a route of Playwright's it also hears workers and the service worker.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                line = self.rfile.readline().decode("latin-1").strip()
                if line and not any(host in line for host in CHROMIUM):
                    asked.append(line)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.proxy = {"server": f"http://127.0.0.1:{self.server.server_address[1]}", "bypass": "127.0.0.1"}

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def hear_faults(context: BrowserContext) -> list[str]:
    """Return the list to which every fault of a context's pages is added from now on."""
    faults: list[str] = []

    def hear(line) -> None:
        # JupyterLab looks for the learner's own folder among the site's files, where there is none.
        if line.type == "error" and "/api/contents/" not in line.location.get("url", ""):
            faults.append(line.text)

    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("console", hear)
    return faults


def fetched_from(text: str) -> list[str]:
    """Return the addresses on other machines that a page, a style or a script asks for by itself."""
    text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)  # what a comment says is fetched by nobody
    marks = (
        r"<(?:script|img|iframe|source|audio|video|embed|track)\b[^>]*?\ssrc=[\"']?((?:https?:)?//[^\"'\s>]+)",
        r"<link\b(?=[^>]*\srel=[\"']?(?:stylesheet|preload|modulepreload|icon|manifest))"
        r"[^>]*?\shref=[\"']?((?:https?:)?//[^\"'\s>]+)",
        r"@import\s+(?:url\()?[\"']?((?:https?:)?//[^\"')\s]+)",
        r"url\([\"']?((?:https?:)?//[^\"')\s]+)",
        r"(?:\bimport|\bimportScripts|\bfetch)\(\s*[\"'`]((?:https?:)?//[^\"'`]+)",
        r"\bfrom\s*[\"']((?:https?:)?//[^\"']+)",
    )
    return [found for mark in marks for found in re.findall(mark, text)]
