"""The site's bytes, and the seconds to a first output: lesson 00, a bare JupyterLite `print(1)`, a bare Pyodide page.

python -m benchmarks site      builds the site first where it is not current
python -m benchmarks.site [ROUNDS] [FOLDER OF A SITE THAT IS BUILT]
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from deploy.lite.places import CACHE, PYODIDE, ROOT
from deploy.lite.serve import server

KERNEL = ("ipykernel", "pyodide-kernel", "comm", "ipython", "traitlets", "jinja2", "markupsafe", "pygments", "jedi")
KERNEL += ("stack-data", "executing", "asttokens", "pure-eval", "matplotlib-inline", "micropip", "piplite", "numpy")
KERNEL += ("ipython-pygments-lexers", "typing-extensions", "course-settings")
PAGE = """<!doctype html><script type="module">import { loadPyodide } from "./pyodide/pyodide.mjs";
const python = await loadPyodide(); python.runPython("print(1)"); document.title = "done";</script>"""
STEPS = {  # what is so at the end of each step of a start
    "JupyterLab's scripts": "window.jupyterapp",
    "the lesson is drawn": "document.querySelector('.jp-Notebook .jp-Cell')",
    "Python is ready": "!document.getElementById('course-loading-run')?.hidden",
}
KINDS = {"Python and its packages": ["static"], "JupyterLab": ["build", "extensions", "lab"], "the whole site": ["."]}
INSTEAD = """\
Bare JupyterLite is this site with `print(1)` for a lesson and the kernel's packages alone, so it has every cut named
below. Bare Pyodide is a page with Pyodide as it comes, which runs `print(1)` and has no notebook."""
EXPLANATION = """\
Before anything was cut, a first output took about seven seconds more than a bare Pyodide page. These causes were found
and taken away; how much each was worth was not measured one by one. Python compiled its library and every package at
each start: the site brings them as bytecode. The kernel installed packages that no lesson uses: NumPy, Jedi and
Requests are a few lines instead. Every import asked the page for the learner's folder: that is off the path. Python
started when JupyterLab had drawn the notebook: it starts as soon as JupyterLab knows of it, on another core.
What is left:"""


def bare_lite(site, folder):
    """Make a copy of the site with one notebook, `print(1)`, and the packages of the kernel alone."""
    shutil.copytree(site, folder)
    page = folder / "lab" / "index.html"
    text = page.read_text("utf-8")
    found = re.search(r'"packages":(\[.*?\])', text)
    kept = json.dumps([name for name in json.loads(found[1]) if name in KERNEL])
    page.write_text(text.replace(found[1], kept), "utf-8")
    notebook = json.loads((folder / "files" / "00-start-here.ipynb").read_text("utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][:1]
    notebook["cells"][0]["source"] = "print(1)"
    (folder / "files" / "00-start-here.ipynb").write_text(json.dumps(notebook), "utf-8")


def lite(page, address):
    """Run a lesson from the click on its address to its first output; return the seconds at the end of each step."""
    start = time.perf_counter()
    taken = []
    page.goto(f"{address}/lab/index.html?path=00-start-here.ipynb")
    for so in STEPS.values():
        page.wait_for_function(f"!!({so})", timeout=240_000, polling=20)
        taken.append(time.perf_counter() - start)
    page.locator("#course-loading-run").click()
    page.locator(".jp-OutputArea-output").first.wait_for(timeout=240_000)
    return [*taken, time.perf_counter() - start]


def bare_pyodide(page, address):
    start = time.perf_counter()
    page.goto(f"{address}/index.html")
    page.wait_for_function("document.title === 'done'", timeout=240_000, polling=20)
    return [time.perf_counter() - start]


def measure(site, rounds):
    """Return the median seconds of each step for (way, cold or warm), and the bytes that lesson 00 asked for, cold."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        plain, pyodide = Path(temporary) / "lite", Path(temporary) / "pyodide"
        bare_lite(site, plain)
        shutil.copytree(CACHE / f"pyodide-{PYODIDE}", pyodide / "pyodide")
        (pyodide / "index.html").write_text(PAGE, "utf-8")
        ways = {"lesson 00": (lite, site), "bare JupyterLite": (lite, plain), "bare Pyodide": (bare_pyodide, pyodide)}
        where = os.environ.get("COURSE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
        taken = {(name, warmth): [] for name in ways for warmth in ("cold", "warm")}
        asked = {}
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        for _ in range(rounds):  # in turn, so that whatever else this computer does falls on all alike
            for name, (way, folder) in ways.items():
                address = f"http://127.0.0.1:{server(folder).server_port}"
                with browser.new_context() as context:
                    paths = asked[name] = set()
                    context.on("request", lambda one, paths=paths: paths.add(one.url.split("?")[0]))
                    for warmth in ("cold", "warm"):
                        page = context.new_page()
                        taken[name, warmth].append(way(page, address))
                        page.close()
                    asked[name] = {folder / path.removeprefix(f"{address}/") for path in paths}
        browser.close()
        medians = {key: [statistics.median(step) for step in zip(*runs, strict=True)] for key, runs in taken.items()}
        sent = {name: sum(path.stat().st_size for path in paths if path.is_file()) for name, paths in asked.items()}
    return medians, sent


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    site = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "site"
    if len(sys.argv) < 3:
        subprocess.run([sys.executable, "start.py", "site"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    found, sent = measure(site, rounds)
    print("## The site\n")
    print(f"Medians of {rounds} rounds in turn, Chromium, files from this computer. `python -m benchmarks site`\n")
    print("| seconds to a first output | cold | warm |\n|---|---:|---:|")
    for name in ("lesson 00", "bare JupyterLite", "bare Pyodide"):
        print(f"| {name} | {found[name, 'cold'][-1]:.1f} | {found[name, 'warm'][-1]:.1f} |")
    for name, goal in (("bare JupyterLite", " (goal: 1.15)"), ("bare Pyodide", "")):
        ratios = (found["lesson 00", warmth][-1] / found[name, warmth][-1] for warmth in ("cold", "warm"))
        print(f"| lesson 00 / {name}{goal} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")
    print(f"\n{INSTEAD}\n")
    print("| | MB | files |\n|---|---:|---:|")
    for name, folders in KINDS.items():
        files = [file for folder in folders for file in (site / folder).rglob("*") if file.is_file()]
        print(f"| {name} | {sum(file.stat().st_size for file in files) / 1e6:.1f} | {len(files)} |")
    for name in ("lesson 00", "bare JupyterLite", "bare Pyodide"):
        print(f"| what a first visit loads, {name} | {sent[name] / 1e6:.1f} | |")
    print(f"\n{EXPLANATION}\n")
    print("| lesson 00, seconds since the click | cold | warm |\n|---|---:|---:|")
    for number, name in enumerate((*STEPS, "the first output")):
        print(f"| {name} | {found['lesson 00', 'cold'][number]:.1f} | {found['lesson 00', 'warm'][number]:.1f} |")


if __name__ == "__main__":
    main()
