// Compiles Python files to bytecode, by the very Python that will read it: Pyodide, run by Node.
// In: Pyodide's folder and a folder with the files. Each x.py gets an x.pyc beside it.
import { pathToFileURL } from "node:url";

const [pyodideFolder, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`));
const pyodide = await loadPyodide();
pyodide.FS.mkdirTree("/mnt/files");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/mnt/files");
pyodide.runPython(`
from pathlib import Path
from py_compile import PycInvalidationMode, PyCompileError, compile

top = Path("/mnt/files")
for file in top.rglob("*.py"):
    # The first folder says where the others will be: in the library's zip, or among the packages.
    kind, *inside = file.relative_to(top).parts
    home = "/lib/python314.zip" if kind == "stdlib" else "/lib/python3.14/site-packages"
    try:
        # Unchecked: there is no source beside it to compare with.
        compile(file, f"{file}c", "/".join([home, *inside]), True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    except PyCompileError:
        pass  # templates and deliberately broken examples: they stay as they are
`);
