"""Each lesson as a page that needs no JavaScript, and the first page of the site."""

import copy
import json
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import mistune
import nbformat
import vl_convert
from markupsafe import Markup

from course_authors import home, notebooks
from course_utils import __version__, board, charts, front, knowledge, progress
from course_utils.display import View
from course_utils.front import server
from course_utils.language import gettext
from course_utils.progress import submission
from course_utils.quiz import bank
from course_utils.quiz.widget import QuizWidget
from deploy.lite import answers, apart, grading, narrow, offline
from deploy.lite.paths import ROOT, TEMPLATES, filled, lessons
from deploy.lite.to_read import to_read

ANSWERING = (
    *("answering", "attempts", "board", "grading", "laid", "page-quiz"),
    *("progress", "recall", "record-lines", "summary", "written"),
)
NOBODY = "nobody who has answered here"  # whose board is empty
VEGA = "application/vnd.vegalite.v5+json"
FILES = (
    *("pages.css", "front.css", "front.js", "kept-files.js", "sha256.js", "parcel.js", "learning.js"),
    *("maps.js", "lists.js", "offline.js"),
)
PERSONAL = {
    "review.show(": "recall",
    "board.show(": "board",
    "progress.predictions(": "guesses",
    "progress.show(": "progress",
    "progress.learners(": "who",
}
CALLED = re.compile("|".join(map(re.escape, PERSONAL)))
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


def put(site: Path) -> None:
    """Put the first page, a page for each lesson and their charts into the site."""
    paths = lessons()
    around = _around(site)
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(_run, paths))
    shown = [_lesson(path, run, site) for path, run in zip(paths, runs, strict=True)]
    for number, lesson in enumerate(shown):
        ways = {"before": shown[number - 1] if number else None, "after": (*shown, None)[number + 1]}
        _write(site / f"{lesson['name']}.html", "lesson.html", lesson=lesson, **ways, **around)
    live = [path for folder in ("build", "extensions", "static") for path in (site / folder).rglob("*.*")]
    size = sum(path.stat().st_size for path in live if path.is_file())
    _write(site / "index.html", "index.html", **_front(shown), **around, megabytes=round(size / 1e6))
    for name in FILES:
        shutil.copy(TEMPLATES / name, site / name)
    # Browsers ask for it here where a file, such as a licence, does not say where it is.
    shutil.copy(site / "static" / "favicons" / "favicon.ico", site)
    put_answering(site)
    offline.put(site, around["extension"])  # the last: it lists all others


def _around(site: Path) -> dict:
    """Return what every page is told: where the course's scripts lie, the words they say, and what is handed in."""
    extension = json.loads((ROOT / "page" / "package.json").read_text("utf-8"))["name"]
    lab = (site / "lab" / "index.html").read_text("utf-8")
    return {
        "extension": f"extensions/{extension}/static",
        "version": re.search(r'"appVersion":"([^"]*)"', lab)[1],  # JupyterLite's, which has its worker by it
        "words": _inline(words) if (words := server.told().get("courseWords")) else "",
        "handed_in": {"form": submission.FORM, "course": __version__},
    }


def put_answering(site: Path) -> None:
    """Put into the site what the questions of its pages are answered with: scripts, their look, what comes back."""
    for name in ANSWERING:
        shutil.copy(TEMPLATES / f"{name}.js", site / f"{name}.js")
    (site / "quiz.js").write_text(front.joined(*QuizWidget.scripts), "utf-8")
    (site / "controls.css").write_text(front.CSS, "utf-8")
    (site / "recall").mkdir(exist_ok=True)
    for lesson in bank.lessons():
        questions = [grading.question(one) for one in grading.checked(lesson)]
        text = json.dumps(questions, ensure_ascii=False, separators=(",", ":"))
        (site / "recall" / f"{lesson}.json").write_text(text, "utf-8")


def _front(shown: list[dict]) -> dict:
    """Return what the first page shows: the home of the course, which a script fills with what was answered here."""
    told = home.told()
    return {
        "lessons": shown,
        "map": told["map"],
        "first": told["sentences"][0]["text"] if told["sentences"] else "",
        "told": _inline(told),
    }


def _inline(values: object) -> Markup:
    """Return values as JSON that may stand in a script element: only "</" could end what is in it."""
    return Markup(json.dumps(values, ensure_ascii=False).replace("</", "<\\/"))


def _write(target: Path, template: str, **values: object) -> None:
    target.write_text(filled(template, **values), "utf-8")


def _run(path: Path) -> nbformat.NotebookNode:
    return notebooks.run(nbformat.reads(path.read_text("utf-8"), as_version=4), path, timeout=300)


def _lesson(path: Path, notebook: nbformat.NotebookNode, site: Path) -> dict:
    """Return what the template needs for a lesson."""
    page = _Page(path.stem, site)
    parts = [part for cell in notebook.cells for part in page.cell(cell)]
    record = knowledge.lessons().get(path.stem)
    heading = re.search(r"^# (.+)$", notebook.cells[0].source, re.MULTILINE)
    shown = [part["quiz"] for part in parts if part["kind"] == "quiz"]
    return {
        "name": path.stem,
        "asked": _inline(
            {
                "said": grading.sentences(),
                "quizzes": [grading.quiz(name) for name in dict.fromkeys(shown)],
                "recall": grading.recall(path.stem) if any(part["kind"] == "recall" for part in parts) else None,
                "board": grading.board() if any(map(_has_board, parts)) else None,
                "guesses": grading.guesses() if any(part["kind"] == "guesses" for part in parts) else None,
                "progress": grading.progress() if any(part["kind"] == "progress" for part in parts) else None,
            }
        ),
        "title": heading[1] if heading else path.stem,
        "question": record.question if record else "",
        "minutes": record.minutes if record else None,
        "parts": parts,
        "styles": [Markup(style) for style in page.styles],
    }


def _has_board(part: dict) -> bool:
    """Return whether what a learner laid on the board is shown there: as a look of its own, or beside a text."""
    return part["kind"] == "board" or (part["kind"] == "quiz" and part["at_desk"])


class _Page:
    """One page while it is made: each style stands on it once, charts and maps are files beside it."""

    def __init__(self, name: str, site: Path):
        self.name = name
        self.site = site
        self.styles: dict[str, None] = {}
        self.charts = 0

    def cell(self, cell: nbformat.NotebookNode) -> list[dict]:
        """Return the parts of the page that a cell gives."""
        if cell.cell_type != "code":
            return [{"kind": "html", "html": Markup(_linked(mistune.html(to_read(cell.source))))}]
        # Nothing runs here: code is told only where it is the task.
        parts: list[dict] = [{"kind": "code", "text": cell.source}] if "task" in cell.metadata.get("tags", ()) else []
        quizzes = iter(re.findall(r'quiz\.show\("([^"]+)"\)', cell.source))
        for output in cell.outputs:
            data = output.get("data", {})
            widget = "application/vnd.jupyter.widget-view+json" in data
            name = next(quizzes, None) if widget else None
            if name:
                parts.append({"kind": "quiz", "quiz": name, **answers.quiz(name)})
            elif widget and "progress.hand_in()" in cell.source:
                said = gettext('Your file is made at the <a href="{place}">end of this page</a>.', place="#work")
                parts.append({"kind": "html", "html": Markup(f"<p>{said}</p>")})
            elif widget and (called := CALLED.search(cell.source)):
                parts.append(self._personal(called[0], data["text/plain"]))
            elif VEGA in data:
                parts.append(self._chart(data))
            elif "text/html" in data:
                parts.append({"kind": "html", "html": Markup(_linked(self._without_styles(data["text/html"])))})
            elif "text/plain" in data or "text" in output:
                text = data.get("text/plain") or output["text"]
                # Of what needs Python the first words say what it is; what it shows at first would fill screens.
                first = text.split("\n\n")[0]
                parts.append({"kind": "live", "text": first} if widget else {"kind": "text", "text": text})
        return parts

    def _personal(self, call: str, text: str) -> dict:
        """Return what differs from learner to learner, as it is before anything is answered: a script fills it."""
        empty: dict[str, Callable[[str], View]] = {
            "board": board.show,
            "guesses": progress.predictions,
            "progress": partial(progress.show, empty=True),
        }
        kind = PERSONAL[call]
        html = Markup(self._without_styles(empty[kind](NOBODY).html)) if kind in empty else ""
        return {"kind": kind, "text": text, "html": html}

    def _chart(self, data: dict) -> dict:
        """Return a chart as two pictures, the narrow one for phones, and in words."""
        self.charts += 1
        spec = copy.deepcopy(data[VEGA])
        if spec.get("width") == "container":
            spec["width"] = 640
        file = self._picture(f"{self.name}-{self.charts}.svg", spec)
        small = self._picture(f"{self.name}-{self.charts}-narrow.svg", narrow.narrow(spec)) if "vconcat" in spec else ""
        return {
            "csv": self._numbers(spec.get("name", "")),
            **{"kind": "chart", "file": file, "narrow": small, "below": narrow.BELOW},
            **{"said": spec.get("description", ""), "text": data["text/plain"]},
        }

    def _numbers(self, chart: str) -> str:
        """Return the file with the numbers of one of the course's charts; none for another chart."""
        if chart not in knowledge.figures():
            return ""
        (self.site / f"{chart}.csv").write_text(charts.csv(chart), "utf-8-sig", newline="")
        return f"{chart}.csv"

    def _picture(self, file: str, spec: dict) -> str:
        (self.site / file).write_text(vl_convert.vegalite_to_svg(spec, vl_version="5.21"), "utf-8")
        return file

    def _without_styles(self, html: str) -> str:
        def taken(found: re.Match) -> str:
            self.styles.setdefault(found[0])
            return ""

        return STYLE.sub(taken, apart.put(self.site, html))


def _linked(html: str) -> str:
    """Return HTML whose links to lessons lead to their pages."""
    return re.sub(r'(<a href=")([\w-]+)\.ipynb(?=[#"])', r"\1\2.html", html)
