"""JupyterLite's front end with the lessons in it, cut to what a lesson uses."""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import jupyterlite_core
from markupsafe import Markup

from course_utils import knowledge
from course_utils.front import server
from course_utils.language import SOURCE, current
from deploy.lite import editions, words
from deploy.lite.paths import KERNEL, ROOT, TEMPLATES, filled, lessons

ENVIRONMENT = {
    "HOME": "/home/pyodide",
    "COURSE_HOME": "/drive/my_work",  # kept by the page, so that answers outlive it
}

# JavaScript packages of which no lesson uses anything: a file that has no other in it is left out.
UNUSED = re.compile(
    r"node_modules/(@mermaid-js|mermaid|elkjs|cytoscape|cose-base|layout-base|katex|khroma|@xterm|@lumino/datagrid"
    r"|@codemirror/lang-(cpp|java|php|rust|sql|wast|xml)|@lezer/(cpp|java|php|rust|xml))/"
    r"|@codemirror/legacy-modes/mode/(?!stex|python|simple-mode)"
)
DIAGRAMS = re.compile(r"node_modules/mermaid/")  # they are large, and no lesson has one
DISABLED = [
    "@jupyterlab/csvviewer-extension",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/mermaid-extension",
    "@jupyterlab/terminal-extension",
]
UNUSED_FILES = (
    *("consoles", "doc", "edit", "notebooks", "repl", "tree", "icon-*.png", "manifest.webmanifest", "package.json"),
    *("rspack*.js", "jupyterlite.schema.v0.json", "overrides.json", "index.html", "bootstrap.js", "jupyter-lite.ipynb"),
    *("config-utils.js", "lab/jupyter-lite.ipynb", "lab/package.json", "lab/tree", "lab/workspaces", "lab/favicon.ico"),
    *("static/favicons/favicon-?*", "**/*.map", "build/*.eot", "build/*.ttf", "build/*.woff", "build/fa-*"),
    "build/schemas/@*",  # all of them are in schemas/all.json too
    "extensions/anywidget/static/main.*.js",  # anywidget for pages without JupyterLab
    "extensions/@jupyterlite/pyodide-kernel-extension/static/pypi",
)


def put(site: Path) -> None:
    """Put the front end and the lessons into the site, without Python."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        contents = folder / "contents"
        contents.mkdir()
        for notebook in lessons():
            (contents / notebook.name).write_text(_unrun(notebook), "utf-8")
        command = [sys.executable, "-m", "jupyterlite_core.app", "build", "--apps", "lab", "--no-sourcemaps"]
        command += ["--contents", str(contents), "--lite-dir", str(folder), "--output-dir", str(site)]
        command += ["--settings-overrides", str(_settings(folder))]
        done = subprocess.run(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            raise OSError(f"JupyterLite was not built:\n{done.stdout}")
    for pattern in UNUSED_FILES:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    _drop_unused_scripts(site / "build")


def configure(site: Path, packages: list[str]) -> None:
    """Write the page that starts the front end, and in it where all parts are: nothing comes from elsewhere."""
    config: dict = {}
    for path in (site / "jupyter-lite.json", site / "lab" / "jupyter-lite.json"):
        config |= json.loads(path.read_text("utf-8"))["jupyter-config-data"]
        path.unlink()
    spoken = current().code
    config |= server.told() | {
        "appName": knowledge.course().title,
        "courseLessons": [notebook.stem for notebook in lessons()],  # so that the page knows a lesson from other files
        "courseHomeUrl": "./index.html",
        "faviconUrl": "./static/favicons/favicon.ico",
        "mode": "single-document",  # as `python start.py` opens a lesson
        "exposeAppInBrowser": True,  # loading.js asks it whether Python is ready
        "disabledExtensions": DISABLED,
        "litePluginSettings": {
            KERNEL: {
                "pyodideUrl": "./static/pyodide/kept.mjs",
                "disablePyPIFallback": True,
                "loadPyodideOptions": {
                    "packages": packages,
                    "env": ENVIRONMENT | ({} if spoken == SOURCE else {"COURSE_LANGUAGE": spoken}),
                    # Else a question answered without a word on how sure one is says "jsnull", which is not None.
                    "convertNullToNone": True,
                },
            }
        },
    }
    scripts = [
        "build/lab/bundle.js",
        *(path.relative_to(site).as_posix() for path in site.glob("build/jlab_core.*.js")),
    ]
    scripts += [f"extensions/{one['name']}/{one['load'].removeprefix('./')}" for one in config["federated_extensions"]]
    # In a script element, only "</" could end what is JSON.
    written = Markup(json.dumps(config, separators=(",", ":")).replace("</", "<\\/"))
    text = filled("lab.html", config=written, preloaded=scripts)
    (site / "lab" / "index.html").write_text(text, "utf-8")
    for name in ("loading.js", "loading.css", "keeping.js", "editions.js"):
        shutil.copy(TEMPLATES / name, site / "lab" / name)
    (site / "static" / "language.js").write_text(words.script(), "utf-8")


def _settings(folder: Path) -> Path:
    """Return the settings as everywhere else, in a file under a name that JupyterLite reads."""
    return Path(shutil.copy(ROOT / "deploy" / "jupyterlab.json", folder / "overrides.json"))


def _unrun(notebook: Path) -> str:
    """Return a lesson without outputs: the page that is read has them, and the live one makes its own."""
    document = json.loads(notebook.read_text("utf-8"))
    for cell in document["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    editions.put_down(document)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _drop_unused_scripts(build: Path) -> None:
    """Delete each script made of unused packages alone; the maps that JupyterLite brings say what is in one."""
    archive = next(Path(jupyterlite_core.__file__).parent.glob("jupyterlite-app-*.tgz"))
    with tarfile.open(archive) as tar:
        for member in tar:
            script = build / Path(member.name).name.removesuffix(".map")
            if member.name.endswith(".js.map") and "/build/" in member.name and script.is_file():
                sources = json.load(tar.extractfile(member))["sources"]
                parts = [source for source in sources if "/webpack/" not in source]
                if any(map(DIAGRAMS.search, parts)) or (parts and all(map(UNUSED.search, parts))):
                    script.unlink()
