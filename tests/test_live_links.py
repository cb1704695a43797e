"""Which links of sources do not answer: asked of a server that answers in each way a server can."""

import http.server
import threading

import pytest

from course_authors import live_links


class Odd(http.server.BaseHTTPRequestHandler):
    """Answers with the number in the path; /away hangs up, and /never says nothing until `done`."""

    done = threading.Event()

    def do_GET(self):
        if self.path == "/never":
            self.done.wait()
            self.close_connection = True
            return
        if self.path == "/away":
            self.close_connection = True
            return
        self.send_response(int(self.path[1:]))
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def host():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, args=[0.1], daemon=True).start()
    Odd.done.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    Odd.done.set()
    server.shutdown()
    server.server_close()


def test_what_is_gone_comes_before_what_is_closed_to_programs(host):
    links = {"a-well": f"{host}/200", "b-closed": f"{host}/403", "c-gone": f"{host}/404", "d-away": f"{host}/away"}
    found = live_links.silent(links | {"e-port": "http://127.0.0.1:9/", "f-form": "http://[::1/"})
    assert [(one.id, one.gone) for one in found] == [
        ("c-gone", True),
        ("d-away", True),
        ("e-port", True),
        ("f-form", True),
        ("b-closed", False),
    ]
    assert str(found[0]) == f"c-gone: {host}/404 (answers 404)"
    assert all(one.why for one in found)


def test_what_is_slow_or_out_of_order_is_not_called_gone(host):
    found = live_links.silent({"a-slow": f"{host}/never", "b-broken": f"{host}/502", "c-full": f"{host}/503"}, 0.5)
    assert [(one.id, one.gone) for one in found] == [("a-slow", False), ("b-broken", False), ("c-full", False)]
    assert all(one.why for one in found)
