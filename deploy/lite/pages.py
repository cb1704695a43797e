"""Each lesson as a page that needs no JavaScript, and the first page of the site."""

import copy
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import mistune
import nbformat
import vl_convert
from markupsafe import Markup

from course_utils import knowledge, notebooks
from deploy.lite import answers
from deploy.lite.places import NOTEBOOKS, TEMPLATES, TITLE, environment

VEGA = "application/vnd.vegalite.v5+json"
START = re.compile(r"^To start, [^.]*Run All Cells[^.]*\.\s?", re.MULTILINE)  # nothing is run on a page to read
STYLE = re.compile(r"""srcdoc=(["']).*?\1|<style>.*?</style>""", re.DOTALL)  # a map's own page is left as it is


def put(site: Path) -> None:
    """Put the first page, a page for each lesson and their charts into the site."""
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(_run, paths))
    shown = [_lesson(path, run, site) for path, run in zip(paths, runs, strict=True)]
    for number, lesson in enumerate(shown):
        around = {"before": shown[number - 1] if number else None, "after": (*shown, None)[number + 1]}
        _write(site / f"{lesson['name']}.html", "lesson.html", lesson=lesson, **around)
    live = [path for folder in ("build", "extensions", "static") for path in (site / folder).rglob("*.*")]
    size = sum(path.stat().st_size for path in live if path.is_file())
    _write(site / "index.html", "index.html", lessons=shown, megabytes=round(size / 1e6))
    shutil.copy(TEMPLATES / "pages.css", site / "pages.css")


def _write(target: Path, template: str, **values: object) -> None:
    target.write_text(environment().get_template(template).render(site=TITLE, **values), "utf-8")


def _run(path: Path) -> nbformat.NotebookNode:
    return notebooks.run(nbformat.reads(path.read_text("utf-8"), as_version=4), path, timeout=300)


def _lesson(path: Path, notebook: nbformat.NotebookNode, site: Path) -> dict:
    """Return what the template needs for a lesson."""
    page = _Page(path.stem, site)
    parts = [part for cell in notebook.cells for part in page.cell(cell)]
    record = knowledge.lessons().get(path.stem)
    heading = re.search(r"^# (.+)$", notebook.cells[0].source, re.MULTILINE)
    return {
        "name": path.stem,
        "title": heading[1] if heading else path.stem,
        "question": record.question if record else "",
        "minutes": record.minutes if record else None,
        "parts": parts,
        "styles": [Markup(style) for style in page.styles],
    }


class _Page:
    """One page while it is made: each style stands on it once, and charts are numbered."""

    def __init__(self, name: str, site: Path):
        self.name = name
        self.site = site
        self.styles: dict[str, None] = {}
        self.charts = 0

    def cell(self, cell: nbformat.NotebookNode) -> list[dict]:
        """Return the parts of the page that a cell gives."""
        if cell.cell_type != "code":
            return [{"kind": "html", "html": Markup(_linked(mistune.html(START.sub("", cell.source))))}]
        parts: list[dict] = [{"kind": "code", "text": cell.source}]
        quizzes = iter(re.findall(r'quiz\.show\("([^"]+)"\)', cell.source))
        for output in cell.outputs:
            data = output.get("data", {})
            widget = "application/vnd.jupyter.widget-view+json" in data
            name = next(quizzes, None) if widget else None
            if name:
                parts.append({"kind": "quiz", **answers.quiz(name)})
            elif VEGA in data:
                parts.append(self._chart(data))
            elif "text/html" in data:
                parts.append({"kind": "html", "html": Markup(_linked(self._without_styles(data["text/html"])))})
            elif "text/plain" in data or "text" in output:
                parts.append({"kind": "live" if widget else "text", "text": data.get("text/plain") or output["text"]})
        return parts

    def _chart(self, data: dict) -> dict:
        self.charts += 1
        file = f"{self.name}-{self.charts}.svg"
        spec = copy.deepcopy(data[VEGA])
        if spec.get("width") == "container":
            spec["width"] = 640
        (self.site / file).write_text(vl_convert.vegalite_to_svg(spec, vl_version="5.21"), "utf-8")
        return {"kind": "chart", "file": file, "said": spec.get("description", ""), "text": data["text/plain"]}

    def _without_styles(self, html: str) -> str:
        def kept(found: re.Match) -> str:
            if found[0].startswith("srcdoc"):
                return found[0]
            self.styles.setdefault(found[0])
            return ""

        return STYLE.sub(kept, html)


def _linked(html: str) -> str:
    """Return HTML whose links to lessons lead to their pages."""
    return re.sub(r'(<a href=")(\d\d-[a-z-]+)\.ipynb(?=[#"])', r"\1\2.html", html)
