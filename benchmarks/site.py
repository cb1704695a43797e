"""The site's bytes, and the seconds to a first output: lesson 00, a bare JupyterLite `print(1)`, a bare Pyodide page.

python benchmarks/site.py [FOLDER OF THE SITE] [ROUNDS]      with the packages of the tests and of the site
"""

import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from deploy.lite.pyodide import distribution  # noqa: E402
from deploy.lite.serve import server  # noqa: E402

KERNEL = ("ipykernel", "pyodide-kernel", "comm", "ipython", "traitlets", "jinja2", "markupsafe", "pygments", "jedi")
KERNEL += ("stack-data", "executing", "asttokens", "pure-eval", "matplotlib-inline", "micropip", "piplite", "numpy")
KERNEL += ("ipython-pygments-lexers", "typing-extensions", "course-settings")
PAGE = """<!doctype html><script type="module">import { loadPyodide } from "./pyodide/pyodide.mjs";
const python = await loadPyodide(); python.runPython("print(1)"); document.title = "done";</script>"""


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


def seconds_to_output(page, address):
    start = time.perf_counter()
    page.goto(f"{address}/lab/index.html?path=00-start-here.ipynb")
    page.get_by_text("choose Run, then Run All Cells").wait_for(timeout=240_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu").get_by_text("Run All Cells", exact=True).click()
    page.locator(".jp-OutputArea-output").first.wait_for(timeout=240_000)
    return time.perf_counter() - start


def seconds_to_print(page, address):
    start = time.perf_counter()
    page.goto(f"{address}/index.html")
    page.wait_for_function("document.title === 'done'", timeout=240_000)
    return time.perf_counter() - start


def measure(site, rounds):
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        lite, pyodide = Path(temporary) / "lite", Path(temporary) / "pyodide"
        bare_lite(site, lite)
        shutil.copytree(distribution(), pyodide / "pyodide")
        (pyodide / "index.html").write_text(PAGE, "utf-8")
        ways = {
            "lesson 00": (seconds_to_output, site),
            "bare JupyterLite": (seconds_to_output, lite),
            "bare Pyodide": (seconds_to_print, pyodide),
        }
        where = os.environ.get("COURSE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
        taken = {(name, warmth): [] for name in ways for warmth in ("cold", "warm")}
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        for _ in range(rounds):  # in turn, so that whatever else this computer does falls on all alike
            for name, (way, folder) in ways.items():
                address = f"http://127.0.0.1:{server(folder).server_port}"
                with browser.new_context() as context:
                    for warmth in ("cold", "warm"):
                        page = context.new_page()
                        taken[name, warmth].append(way(page, address))
                        page.close()
        browser.close()
    return {key: statistics.median(values) for key, values in taken.items()}


def main():
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    kinds = {"Python and its packages": ["static"], "JupyterLab": ["build", "extensions", "lab"], "all": ["."]}
    for name, folders in kinds.items():
        files = [file for folder in folders for file in (site / folder).rglob("*") if file.is_file()]
        print(f"{name}: {sum(file.stat().st_size for file in files) / 1e6:.1f} MB in {len(files)} files")
    found = measure(site, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    for warmth in ("cold", "warm"):
        lesson = found["lesson 00", warmth]
        said = ", ".join(f"{name} {found[name, warmth]:.1f} s" for name in ("bare JupyterLite", "bare Pyodide"))
        print(
            f"{warmth}: lesson 00 {lesson:.1f} s, {said}; "
            f"{lesson / found['bare JupyterLite', warmth]:.2f} times bare JupyterLite, "
            f"{lesson / found['bare Pyodide', warmth]:.2f} times bare Pyodide"
        )


if __name__ == "__main__":
    main()
