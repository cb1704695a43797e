"""The site as a person meets it: built once, served on this machine, opened in a real browser."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from deploy.lite import serve

PATIENCE = 240_000  # ms: Python itself is loaded, and a machine that runs tests is busy


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
        """Open a live lesson and wait until it says that it can be started."""
        page.goto(f"{self.address}/lab/index.html?path={lesson}.ipynb")
        expect(page.get_by_text("choose Run, then Run All Cells")).to_be_visible(timeout=PATIENCE)

    def run_all(self, page: Page) -> None:
        """Choose Run, then Run All Cells, and wait until the last cell is done."""
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator(".lm-Menu").get_by_text("Run All Cells", exact=True).click()
        expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_be_visible(timeout=PATIENCE)
        done = "() => [...document.querySelectorAll('.jp-CodeCell')].at(-1)?.innerText.match(/^\\[\\d+\\]:/)"
        page.locator(".jp-CodeCell").last.scroll_into_view_if_needed()
        page.wait_for_function(done, timeout=PATIENCE)

    def quiz(self, page: Page, title: str):
        quiz = page.locator(".course-quiz", has=page.get_by_text(title, exact=True))
        quiz.scroll_into_view_if_needed(timeout=PATIENCE)
        return quiz


def fetched_from(text: str) -> list[str]:
    """Return the addresses on other machines that a page, a style or a script asks for by itself."""
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
