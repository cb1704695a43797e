"""Which edition of a lesson a notebook is: the same for the same cells, whatever was run in it.

A lesson says which edition it is. What a learner saves still says so, and by that the site knows whether the learner
wrote into it, and whether a newer edition is published: templates/editions.js, which makes the same marks.
"""


def put_down(notebook: dict) -> None:
    """Write into a lesson which edition it is."""
    notebook["metadata"]["course"] = {"edition": edition(notebook)}


def edition(notebook: dict) -> str:
    """Return the mark of a notebook: of the kinds and texts of its cells, those that are empty left out."""
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    return _mark(",".join(_mark(f"{kind}\0{text}") for kind, text in cells if text.strip()))


def _mark(words: str) -> str:
    """Return FNV-1a with 64 bits: over plain http browsers have no digests of their own."""
    found = 0xCBF29CE484222325
    for byte in words.encode():
        found = (found ^ byte) * 0x100000001B3 % 2**64
    return f"{found:016x}"
