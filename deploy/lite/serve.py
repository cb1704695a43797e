"""A server for the site on this computer, and the types of file that a browser needs to be told."""

import http.server
import socket
import sys
import threading
from functools import partial
from pathlib import Path


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of one folder, said to be what they are whatever this computer's own list says."""

    protocol_version = "HTTP/1.1"  # one connection for many files: a start asks for two hundred
    extensions_map = {  # noqa: RUF012 (the base class has it so)
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/x-icon",
        ".ipynb": "application/json",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
        "": "application/octet-stream",
    }

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a line for each of two hundred files helps nobody."""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away in the middle of a file, as they do on every reload."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(site: Path, port: int = 0, host: str = "127.0.0.1") -> http.server.ThreadingHTTPServer:
    """Return a server of the site, already serving, by default on this computer alone; its port is a free one for 0."""
    made = _Server((host, port), partial(_Handler, directory=str(site)))
    threading.Thread(target=made.serve_forever, daemon=True).start()
    return made


def address_in_network() -> str:
    """Return this computer's address in its network; OSError, in a sentence, where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation (RFC 5737): nothing is sent to it
        except OSError:
            raise OSError("this computer is in no network: join the one of the class, then run this again") from None
        return probe.getsockname()[0]
