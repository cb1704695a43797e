"""A server for a room: a class that comes at once is served, and visitors who say nothing keep nobody out."""

import contextlib
import errno
import http.server
import socket
import sys
import threading
import time
from http import HTTPStatus
from typing import Any

_MOST = 1000  # connections at once, where the system allows as many: 160 browsers with six each
_SPARE = 40  # files that are open for other things than connections
_NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


def address_in_network() -> str:
    """Return this computer's address in its network; OSError, in a sentence, where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation (RFC 5737): nothing is sent to it
        except OSError:
            raise OSError("this computer is in no network: join the one of the class, then run this again") from None
        return probe.getsockname()[0]


class QuietHandler(http.server.BaseHTTPRequestHandler):
    """What each answer to a class has: types that are meant, nothing from elsewhere, no word on which Python it is."""

    protocol_version = "HTTP/1.1"  # one connection for many files: a start asks for two hundred
    timeout = 30  # seconds of silence, after which a connection ends
    policy = "default-src 'none'"
    server: "BoundedServer"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send an error; a file that could not be opened for want of room is not said to be missing."""
        problem = sys.exception()
        if code == HTTPStatus.NOT_FOUND and isinstance(problem, OSError) and problem.errno in _NO_ROOM:
            code, message = HTTPStatus.SERVICE_UNAVAILABLE, None
        super().send_error(code, message, explain)

    def end_headers(self) -> None:
        """End the headers with those that each answer has."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def version_string(self) -> str:
        """Return what the server says of itself: not which Python it is."""
        return "course"

    def parse_request(self) -> bool:
        """Return whether a whole request was read; from here on the connection is at work."""
        whole = super().parse_request()
        self.server.works(self.connection)
        return whole

    def handle_one_request(self) -> None:
        """Wait for a request and answer it."""
        self.server.waits(self.connection)
        super().handle_one_request()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a line for each of two hundred files helps nobody."""


class BoundedServer(http.server.ThreadingHTTPServer):
    """A thread for each connection; where there are too many, the one that has said nothing for longest ends."""

    daemon_threads = True
    request_queue_size = 256  # a class that opens the site at once: thirty browsers come with 180 connections

    def __init__(self, *arguments: Any):
        self._lock = threading.Lock()
        self._waiting: dict[socket.socket, float] = {}  # since when each has said nothing
        self._open: set[socket.socket] = set()
        self._most = max(8, min(_MOST, _files_allowed() - _SPARE))
        super().__init__(*arguments)

    def start(self) -> "BoundedServer":
        """Serve in a thread of its own, and return this server."""
        threading.Thread(target=self.serve_forever, args=[0.1], daemon=True).start()
        return self

    def open_connections(self) -> int:
        """Return how many connections there are."""
        return len(self._open)

    def waits(self, connection: socket.socket) -> None:
        """Note that a connection waits for a request, from now on."""
        with self._lock:
            self._waiting[connection] = time.monotonic()

    def works(self, connection: socket.socket) -> None:
        """Note that a connection has a request that is being answered."""
        with self._lock:
            self._waiting.pop(connection, None)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread of its own."""
        with self._lock:
            self._open.add(request)
            if len(self._open) > self._most and self._waiting:
                self._end_the_quietest()
            self._waiting[request] = time.monotonic()
        super().process_request(request, client_address)

    def _end_the_quietest(self) -> None:
        quietest = min(self._waiting, key=self._waiting.__getitem__)
        del self._waiting[quietest]
        with contextlib.suppress(OSError):
            quietest.shutdown(socket.SHUT_RDWR)  # its thread reads the end, and closes it

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        with self._lock:
            self._open.discard(request)
            self._waiting.pop(request, None)
        super().shutdown_request(request)

    def get_request(self) -> Any:
        """Return the next connection; where the system gives none, wait a moment, since it is asked again at once."""
        try:
            return super().get_request()
        except OSError:
            time.sleep(0.05)
            raise

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away or fell silent in the middle of a file, as they do."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def _files_allowed() -> int:
    """Return how many files this process may have open, once that is as many as the system allows."""
    try:
        import resource
    except ImportError:  # Windows has no such limit for connections
        return 2 * _MOST
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    for wanted in (hard, 10_240):  # macOS says "no limit", and allows this
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            break
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return 2 * _MOST if allowed == resource.RLIM_INFINITY else allowed
