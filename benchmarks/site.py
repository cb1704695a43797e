"""The site's bytes, and the seconds to a first output: lesson 00, `print(1)` in JupyterLite, a page with Pyodide alone.

python -m benchmarks site      builds the site first where it is not current; needs the internet once, for packages
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
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from deploy.lite import lock
from deploy.lite.paths import CACHE, KERNEL, PYODIDE, PYTHON, ROOT
from deploy.lite.serve import server

# What JupyterLite's kernel asks for by name, and what that needs: psutil, which IPython names too, is not for browsers.
ASKED_FOR = ("ipython", "comm", "jedi", "micropip")
NEEDED = ("asttokens", "decorator", "executing", "ipython-pygments-lexers", "matplotlib-inline", "packaging", "parso")
NEEDED += ("prompt-toolkit", "pure-eval", "pygments", "stack-data", "traitlets", "typing-extensions", "wcwidth")
OURS_FOR_KERNEL = ("ipykernel", "pyodide-kernel", "comm", "ipython", "traitlets", "pygments", "jedi", "stack-data")
OURS_FOR_KERNEL += ("executing", "asttokens", "pure-eval", "matplotlib-inline", "ipython-pygments-lexers")
OURS_FOR_KERNEL += ("typing-extensions", "micropip", "piplite", "course-settings")
PAGE = """<!doctype html><script type="module">import { loadPyodide } from "./pyodide/pyodide.mjs";
const python = await loadPyodide(); python.runPython("print(1)"); document.title = "done";</script>"""
LIBRARY = Path("static/pyodide/python_stdlib.zip")
STEPS = {  # what is so at the end of each step of a start
    "JupyterLab's scripts": "window.jupyterapp",
    "the lesson is drawn": "document.querySelector('.jp-Notebook .jp-Cell')",
    "Python is ready": """(() => {
        const kernel = window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
        return kernel?.connectionStatus === "connected" && kernel.status === "idle";
    })()""",
}
KINDS = {"Python and its packages": ["static"], "JupyterLab": ["build", "extensions", "lab"], "the whole site": ["."]}
INSTEAD = """\
JupyterLite as it comes is what `jupyter lite build` makes, with Pyodide and the kernel's packages beside it in place of
addresses elsewhere. Pyodide alone is a page that runs `print(1)` and has no notebook. The site with `print(1)` alone is
our own, so it has every cut named below: what the lesson itself and its packages take."""
EXPLANATION = """\
JupyterLite as it comes takes eight to ten seconds more than Pyodide alone. The rows between say where most of them go:
Python compiles its library and every package anew at each start, and the site brings both as bytecode. Jedi, NumPy and
Requests, which no lesson uses, are a few lines instead. The rest is smaller and was not measured one by one: every
import asked the page for the learner's folder, which is off the path; JupyterLab's unused parts are left out; Python
starts as soon as JupyterLab knows of it, not when the notebook is drawn. What is left:"""


def plain_lite(folder):
    """Make a JupyterLite as it comes, with one notebook, `print(1)`, that needs no other host."""
    contents, wheels, site = folder / "contents", folder / "wheels", folder / "site"
    contents.mkdir(parents=True)
    cell = {
        "cell_type": "code",
        "id": "one",
        "source": "print(1)",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    metadata = {"kernelspec": {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}}
    notebook = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    (contents / "00-start-here.ipynb").write_text(json.dumps(notebook), "utf-8")
    python = CACHE.parent / "bin" / "python"
    build = [python, "-m", "jupyterlite_core.app", "build", "--contents", contents, "--output-dir", site]
    subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    target = site / "static" / "pyodide"
    shutil.copytree(CACHE / f"pyodide-{PYODIDE}", target)
    download = [python, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", wheels]
    subprocess.run([*download, "--platform=any", f"--python-version={PYTHON}", *ASKED_FOR, *NEEDED], check=True)
    entries = [lock.entry(Path(shutil.copy(wheel, target))) for wheel in wheels.glob("*.whl")]
    for entry in entries:
        if entry["name"] == "ipython":
            entry["depends"] = list(NEEDED)
    lock.write(target, target, entries)
    settings = site / "jupyter-lite.json"
    config = json.loads(settings.read_text("utf-8"))
    kernel = {"pyodideUrl": "./static/pyodide/pyodide.mjs", "disablePyPIFallback": True}
    config["jupyter-config-data"] |= {"exposeAppInBrowser": True, "litePluginSettings": {KERNEL: kernel}}
    settings.write_text(json.dumps(config), "utf-8")
    return site


def with_our_library(plain, site, folder):
    """Make a copy of a JupyterLite in which Python's library is bytecode."""
    shutil.copytree(plain, folder)
    shutil.copy(site / LIBRARY, folder / LIBRARY)
    return folder


def with_our_packages(plain, site, folder):
    """Make a copy of a JupyterLite that loads the kernel's packages as the site has them, bytecode and without Jedi."""
    shutil.copytree(plain, folder)
    for file in [*(site / LIBRARY).parent.glob("*.whl"), (site / LIBRARY).with_name("pyodide-lock.json")]:
        shutil.copy(file, folder / LIBRARY.parent)
    config = json.loads((folder / "jupyter-lite.json").read_text("utf-8"))
    options = {"packages": json.loads(kernel_packages(site)[1])}
    config["jupyter-config-data"]["litePluginSettings"][KERNEL]["loadPyodideOptions"] = options
    (folder / "jupyter-lite.json").write_text(json.dumps(config), "utf-8")
    return folder


def kernel_packages(site):
    """Return the list of all packages as it stands in the site's page, and of those that the kernel needs alone."""
    found = re.search(r'"packages":(\[.*?\])', (site / "lab" / "index.html").read_text("utf-8"))[1]
    return found, json.dumps([name for name in json.loads(found) if name in OURS_FOR_KERNEL])


def our_lite(site, folder):
    """Make a copy of the site with one notebook, `print(1)`, and the packages of the kernel alone."""
    shutil.copytree(site, folder)
    page = folder / "lab" / "index.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace(*kernel_packages(site)), "utf-8")
    notebook = json.loads((folder / "files" / "00-start-here.ipynb").read_text("utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][:1]
    notebook["cells"][0]["source"] = "print(1)"
    (folder / "files" / "00-start-here.ipynb").write_text(json.dumps(notebook), "utf-8")
    return folder


def start_lite(page, address, steps, run):
    """Run a lesson from the click on its address to its first output; return the seconds at the end of each step."""
    start = time.perf_counter()
    taken = []
    page.goto(f"{address}/lab/index.html?path=00-start-here.ipynb")
    for so in steps.values():
        page.wait_for_function(f"!!({so})", timeout=240_000, polling=20)
        taken.append(time.perf_counter() - start)
    run(page)
    page.locator(".jp-OutputArea-output").first.wait_for(timeout=240_000)
    return [*taken, time.perf_counter() - start]


def lesson(page, address):
    return start_lite(page, address, STEPS, lambda page: None)  # it runs by itself


def plain(page, address):
    run = "void jupyterapp.commands.execute('notebook:run-all-cells')"
    return start_lite(page, address, STEPS, lambda page: page.evaluate(run))


def bare_pyodide(page, address):
    start = time.perf_counter()
    page.goto(f"{address}/index.html")
    page.wait_for_function("document.title === 'done'", timeout=240_000, polling=20)
    return [time.perf_counter() - start]


def measure(site, rounds):
    """Return the median seconds of each step for (way, cold or warm), and the bytes that lesson 00 asked for, cold."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        top = Path(temporary)
        pyodide, bare = top / "pyodide", plain_lite(top / "plain")
        library = with_our_library(bare, site, top / "library")
        shutil.copytree(CACHE / f"pyodide-{PYODIDE}", pyodide / "pyodide")
        (pyodide / "index.html").write_text(PAGE, "utf-8")
        ways = {
            "lesson 00": (lesson, site),
            "JupyterLite as it comes": (plain, bare),
            "the same, Python's library as bytecode": (plain, library),
            "the same, its packages too, without Jedi": (plain, with_our_packages(library, site, top / "packages")),
            "the site with `print(1)` alone": (plain, our_lite(site, top / "ours")),
            "Pyodide alone": (bare_pyodide, pyodide),
        }
        where = os.environ.get("COURSE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
        taken = {(name, warmth): [] for name in ways for warmth in ("cold", "warm")}
        asked = {}
        # A profile on disk, as a learner has: a private window keeps nothing as large as Python.
        browser = partial(playwright.chromium.launch_persistent_context, executable_path=where, args=["--no-sandbox"])
        for number in range(rounds):  # in turn, so that whatever else this computer does falls on all alike
            for name, (way, folder) in ways.items():
                address = f"http://127.0.0.1:{server(folder).server_port}"
                with browser(top / f"profile-{number}-{name}") as context:
                    paths = asked[name] = set()
                    context.on("request", lambda one, paths=paths: paths.add(one.url.split("?")[0]))
                    for warmth in ("cold", "warm"):
                        page = context.new_page()
                        taken[name, warmth].append(way(page, address))
                        page.close()
                    asked[name] = {folder / path.removeprefix(f"{address}/") for path in paths}
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
    print(f"Medians of {rounds} rounds in turn, Chromium with a new profile each, files from this computer.", end=" ")
    print("`python -m benchmarks site`\n")
    print("| seconds to a first output | cold | warm |\n|---|---:|---:|")
    for name in sent:
        print(f"| {name} | {found[name, 'cold'][-1]:.1f} | {found[name, 'warm'][-1]:.1f} |")
    goals = {"JupyterLite as it comes": " (goal: 1.15)", "the site with `print(1)` alone": "", "Pyodide alone": ""}
    for name, goal in goals.items():
        ratios = (found["lesson 00", warmth][-1] / found[name, warmth][-1] for warmth in ("cold", "warm"))
        print(f"| lesson 00 / {name}{goal} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")
    print(f"\n{INSTEAD}\n")
    print("| | MB | files |\n|---|---:|---:|")
    for name, folders in KINDS.items():
        files = [file for folder in folders for file in (site / folder).rglob("*") if file.is_file()]
        print(f"| {name} | {sum(file.stat().st_size for file in files) / 1e6:.1f} | {len(files)} |")
    for name in ("lesson 00", *goals):
        print(f"| what a first visit loads, {name} | {sent[name] / 1e6:.1f} | |")
    print(f"\n{EXPLANATION}\n")
    print("| lesson 00, seconds since the click | cold | warm |\n|---|---:|---:|")
    for number, name in enumerate((*STEPS, "the first output")):
        print(f"| {name} | {found['lesson 00', 'cold'][number]:.1f} | {found['lesson 00', 'warm'][number]:.1f} |")


if __name__ == "__main__":
    main()
