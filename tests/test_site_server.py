"""The server of the site: a class that opens it at once, visitors who say nothing, and what it must not serve."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from course_class.bounded_server import BoundedServer
from deploy.lite import serve

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path):
    """Return a folder as a small site."""
    folder = tmp_path / "site"
    (folder / "files").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>The Libyan conflict</h1>")
    (folder / "files" / "00-start-here.ipynb").write_text("{}")
    return folder


@pytest.fixture
def serving(folder):
    server = serve.server(folder)
    yield server
    server.shutdown()
    server.server_close()


def ask(port, target="/", method="GET"):
    """Return status, headers and body of what the server answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.putrequest(method, target, skip_host=False)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_a_hundred_and_eighty_connections_at_once_are_all_served_soon(serving):
    """Thirty browsers, each with six: the queue of the system holds them until they are taken."""
    address = serving.server_address
    everyone = threading.Barrier(180)

    def visit(_):
        everyone.wait(timeout=60)
        with socket.create_connection(address, timeout=20) as visitor:
            visitor.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            return visitor.makefile("rb").read().split(b"\r\n", 1)[0]

    with ThreadPoolExecutor(180) as pool:
        assert list(pool.map(visit, range(180))) == [b"HTTP/1.1 200 OK"] * 180


def test_a_class_waits_in_the_queue_while_the_server_is_busy(folder):
    """Connections that come before the server looks at any of them are kept for it, not turned away."""
    server = BoundedServer(("127.0.0.1", 0), lambda *_: None)  # listens, and takes none yet
    waiting = []
    try:
        for _ in range(180):
            waiting.append(socket.create_connection(server.server_address, timeout=5))
    finally:
        for one in waiting:
            one.close()
        server.server_close()


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
from pathlib import Path
from deploy.lite import serve
server = serve.server(Path(sys.argv[1]))
print(server.server_port, resource.getrlimit(resource.RLIMIT_NOFILE)[0], flush=True)
sys.stdin.read()
"""


@pytest.fixture
def limited(folder):
    """Return what starts a server that may have few files open, and ends it after the test."""
    pytest.importorskip("resource")
    started = []

    def start(soft, hard):
        command = [sys.executable, "-c", LIMITED.format(soft=soft, hard=hard), folder]
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)
        started.append(process)
        return process, *map(int, process.stdout.readline().split())

    yield start
    for process in started:
        with process:  # closes its pipes
            process.kill()


def test_a_server_may_have_as_many_files_open_as_the_system_allows(limited):
    _, _, allowed = limited(100, 700)
    assert allowed == 700


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: he"], ids=["nothing", "half a request"])
def test_visitors_who_say_nothing_keep_nobody_out(limited, said):
    process, port, _ = limited(128, 128)
    silent = []
    try:
        for _ in range(200):
            silent.append(socket.create_connection(("127.0.0.1", port), timeout=5))
            silent[-1].sendall(said)
        begun = time.monotonic()
        assert ask(port)[0] == 200
        assert time.monotonic() - begun < serve._Handler.timeout / 2, "served only once the others were given up"
    finally:
        for one in silent:
            one.close()
    process.stdin.close()
    process.wait(timeout=20)
    assert process.stderr.read() == ""


def test_visitors_who_keep_their_connection_keep_nobody_out(limited):
    _, port, _ = limited(128, 128)
    kept = []
    try:
        for number in range(200):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", "/")
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (200, b"<h1>The Libyan conflict</h1>"), number
            kept.append(connection)
    finally:
        for one in kept:
            one.close()


def test_a_connection_that_says_nothing_ends(folder, monkeypatch):
    monkeypatch.setattr(serve._Handler, "timeout", 0.3)
    server = serve.server(folder)
    try:
        with socket.create_connection(server.server_address, timeout=20) as silent:
            assert silent.recv(1) == b""
    finally:
        server.shutdown()
        server.server_close()


def test_a_file_that_cannot_be_opened_for_want_of_room_is_not_said_to_be_missing(folder):
    """All files that the system allows are open: the file is there, and the browser may ask again."""
    pytest.importorskip("resource")
    program = LIMITED.format(soft=128, hard=128).replace(
        "sys.stdin.read()",
        "import os, socket, time\nwaiting = socket.create_connection(server.server_address)\n"
        "while not server.open_connections(): time.sleep(0.01)\nheld = []\n"
        "try:\n    while True: held.append(os.dup(0))\nexcept OSError: pass\n"
        "waiting.sendall(b'GET /files/00-start-here.ipynb HTTP/1.1\\r\\nHost: here\\r\\n\\r\\n')\n"
        "print(waiting.recv(60).split(b'\\r\\n')[0].decode(), flush=True)",
    )
    done = subprocess.run([sys.executable, "-c", program, folder], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[1:] == ["HTTP/1.1 503 Service Unavailable"], done.stderr


@pytest.mark.parametrize("target", ["/%00", "/files/%00.ipynb", "/00%00/index.html", "/%ed%a0%80"])
def test_an_address_that_no_file_can_have_is_answered_and_nothing_is_printed(serving, capfd, target):
    status, _, body = ask(serving.server_port, target)
    assert status in ((400, 404) if "%ed" in target else (400,))
    assert b"Traceback" not in body
    assert ask(serving.server_port)[0] == 200
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("target", ["/files/", "/files", "/files/?x"])
def test_no_folder_is_listed(serving, target):
    status, headers, body = ask(serving.server_port, target)
    if status == 301:
        status, headers, body = ask(serving.server_port, headers["Location"])
    assert status == 404
    assert b"00-start-here" not in body


def test_each_answer_says_that_types_are_meant_and_that_nothing_comes_from_elsewhere(serving):
    for target in ("/", "/files/00-start-here.ipynb", "/nowhere"):
        _, headers, _ = ask(serving.server_port, target)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert headers["Server"] == "course"


@pytest.mark.parametrize("marked", [None, "My house was built in 1950.\n"], ids=["no mark", "a mark of its own"])
@pytest.mark.parametrize("more", [[], ["--serve"], ["--to-class"]], ids=lambda more: " ".join(more) or "build")
def test_a_folder_that_is_no_site_is_neither_served_nor_touched(tmp_path, more, marked):
    private, beside = tmp_path / "private", tmp_path / "private.part"
    for file in (private / ".ssh" / "id_rsa", private / "index.html", beside / "my.txt"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("mine")
    if marked:
        (private / "built.txt").write_text(marked)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    command = [sys.executable, "start.py", "site", "--output", private, *more, "--no-browser"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 1
    assert done.stderr == f"The site was not built or served: {private} holds something else than a site: " + (
        "name another folder\n"
    )
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
