"""A server for the site on this computer, and the types of file that a browser needs to be told."""

import http.server
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from course_class.bounded_server import BoundedServer, QuietHandler

# Pyodide and JupyterLab compile what they run, maps are pages in a page, and who asks for tiles gets these pictures.
POLICY = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; img-src 'self' data: blob: https:; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
)


def server(site: Path, port: int = 0, host: str = "127.0.0.1") -> BoundedServer:
    """Return a server of the site, already serving, by default on this computer alone; its port is a free one for 0."""
    return BoundedServer((host, port), partial(_Handler, directory=str(site))).start()


class _Handler(QuietHandler, http.server.SimpleHTTPRequestHandler):
    """Files of one folder, said to be what they are whatever this computer's own list says."""

    policy = POLICY
    extensions_map = {  # noqa: RUF012 (the base class has it so)
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/x-icon",
        ".ipynb": "application/json",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
        "": "application/octet-stream",
    }

    def guess_type(self, path: Any) -> str:
        """Return the type of a file by the list above and nothing else."""
        return self.extensions_map.get(Path(path).suffix.lower(), self.extensions_map[""])

    def send_head(self) -> Any:
        """Return what is to be sent, or None where the answer is an error, as for a name that no file can have."""
        try:
            return super().send_head()
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST, "No file has such a name")
            return None

    def list_directory(self, path: Any) -> None:
        """Say that there is nothing: what a folder holds is no page of the site."""
        self.send_error(HTTPStatus.NOT_FOUND, "File not found")
