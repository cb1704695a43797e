"""The charts as a learner meets them: drawn by JupyterLab itself, in a real browser without a network."""

import json
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from course_utils import charts, compare, knowledge
from tests.browser.lab import PATIENCE, Lab
from tests.browser.wcag import RULES

pytestmark = pytest.mark.browser

DRAWN = [figure.id for figure in knowledge.figures().values() if figure.chart != "table"]
TABLES = [figure.id for figure in knowledge.figures().values()]
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}


def notebook(calls: list[str]) -> str:
    """Return a notebook with one cell for each chart."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "execution_count": None, "metadata": {}, "outputs": [], "source": call}
        for n, call in enumerate(["from course_utils import charts", *calls])
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def shots():
    """Take a picture of something into the folder COURSE_PICTURES, to be looked at; nothing if that is not set."""
    folder = os.environ.get("COURSE_PICTURES")

    def take(what, name: str):
        if folder:
            what.screenshot(path=Path(folder) / f"{name}.png")

    return take


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("charts"))
    (lab.folder / "charts.ipynb").write_text(notebook([f'charts.show("{name}")' for name in DRAWN]))
    yield lab
    lab.stop()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_jupyterlab_draws_every_chart(lab: Lab, page: Page, theme: str, shots):
    settings = lab.folder / ".config/lab/user-settings/@jupyterlab/apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))
    lab.end_kernels()
    lab.open(page, "charts")
    lab.run_all(page)
    for name, cell in zip(DRAWN, page.locator(".jp-CodeCell").all()[1:], strict=True):
        cell.scroll_into_view_if_needed(timeout=PATIENCE)
        drawn = cell.locator(".jp-RenderedVegaCommon5 svg").first
        expect(drawn).to_be_visible()
        named = cell.locator("[role='graphics-document']").first
        expect(named).to_have_attribute("aria-label", charts.show(name).spec["description"])
        for line in ("title", "note"):
            text = knowledge.figure(name).title if line == "title" else knowledge.figure(name).note or ""
            assert text.split()[:3] == [] or " ".join(text.split()[:3]) in drawn.text_content()
        assert "NaN" not in drawn.inner_html()
        assert "undefined" not in drawn.inner_html()
        expect(cell.locator(".vega-actions")).to_have_count(0)
        shots(cell.locator(".jp-OutputArea-output").first, f"{name}-{theme.split()[-1].lower()}")
    found = Axe().run(page, context={"include": [[".jp-RenderedVegaCommon5"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_tables_and_comparisons_break_no_accessibility_rule_and_fit_the_page(page: Page, tmp_path, size, shots):
    page.set_viewport_size(size)
    views = [charts.show(), *map(charts.table, TABLES), compare.show(), *map(compare.show, knowledge.topics())]
    file = tmp_path / "views.html"
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Views</title>'
    shown = "".join(view.html for view in views)
    file.write_text(f'{head}<meta name="viewport" content="width=device-width"><h1>Views</h1>{shown}', "utf-8")
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = Axe().run(page, options=RULES)
    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    for number, view in enumerate(page.locator(".course-view:has(.cv-wordings)").all()):
        cards = view.locator(".cv-wordings > li")
        side_by_side = cards.nth(0).bounding_box()["y"] == cards.nth(1).bounding_box()["y"]
        assert side_by_side == (size == LAPTOP)
        shots(view, f"compare-{number}-{size['width']}")
