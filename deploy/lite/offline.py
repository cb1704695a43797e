"""What a browser keeps of the pages to read: lists of their files, and a service worker that knows the edition."""

import hashlib
import json
import re
from pathlib import Path

from deploy.lite.paths import TEMPLATES, lessons

WORKER = "service-worker.js"  # JupyterLite's own name for it: a folder of pages can have one worker alone
LIST = "offline.json"
THEIRS = "// JupyterLite's own:\n"
ALL = ("index.html", "*.css", "*.js", "recall/*.json", "lab/keeping.js", "lab/editions.js", "static/language.js")
OF_THE_COURSE = (
    *("answers.js", "dom.js", "home.css", "home.js", "language.js", "line.js", "naming.js", "record-faults.js"),
    "standing.js",
)
FILE = re.compile(r'(?:data-map|data-list|src|srcset)="([\w.-]+\.(?:html|svg))"')


def put(site: Path, extension: str) -> None:
    """Write the list of what each lesson needs beside what all need, and put our worker before JupyterLite's."""
    around = [path.relative_to(site).as_posix() for name in ALL for path in sorted(site.glob(name))]
    around = ["", *(path for path in around if path != WORKER), *(f"{extension}/{name}" for name in OF_THE_COURSE)]
    pages = {path.stem: [f"{path.stem}.html", *_files(site / f"{path.stem}.html")] for path in lessons()}
    every = list(dict.fromkeys([*around, *(path for paths in pages.values() for path in paths)]))
    size = sum((site / path).stat().st_size for path in every if path)
    listed = {"around": around, "lessons": pages, "megabytes": round(size / 1e6, 1)}
    (site / LIST).write_text(json.dumps(listed), "utf-8")
    every.append(LIST)
    digest = hashlib.sha256(b"".join((site / path).read_bytes() for path in every if path)).hexdigest()
    known = f"const EDITION = {json.dumps(digest)};\nconst PAGES = new Set({json.dumps(every)});\n"
    theirs = (site / WORKER).read_text("utf-8").rpartition(THEIRS)[2]
    ours = (TEMPLATES / "offline-worker.js").read_text("utf-8")
    (site / WORKER).write_text(f"{known}{ours}{THEIRS}{theirs}", "utf-8")


def _files(page: Path) -> list[str]:
    return list(dict.fromkeys(FILE.findall(page.read_text("utf-8"))))
