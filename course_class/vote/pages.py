"""What a vote answers: to phones a page to vote on, to the teacher's own computer the slide. Nothing else is there."""

import json
import re
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from course_class.bounded_server import QuietHandler
from course_class.vote.ballot import FIRST, MOST, RESULT, SECOND, TALK, Ballot, Refused
from course_utils.display import render
from course_utils.language import gettext, ngettext, number

FRONT = Path(__file__).parent / "front"
TEMPLATES = Path(__file__).parent / "templates"
LONGEST = 4000  # bytes of what is sent here: a vote has a hundred, the hands of a teacher some more
_TOKEN = re.compile(r"[0-9a-f]{32}")
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


class _Page(QuietHandler):
    """What both have: a few addresses and no more, short requests, nothing kept by a browser."""

    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    scripts: tuple[str, ...] = ()

    def __init__(self, ballot: Ballot, *arguments: Any):
        self.ballot = ballot
        super().__init__(*arguments)

    def do_HEAD(self) -> None:
        """Answer as to GET; what is asked for so is only looked at."""
        self.do_GET()

    def do_GET(self) -> None:
        """Send what stands at an address, or say that nothing does."""
        raise NotImplementedError

    def end_headers(self) -> None:
        """End the headers with those that each answer has."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def front(self, name: str) -> None:
        """Send a style or a script of the pages, by a name that is on the list."""
        if name in self.scripts:
            self.answer(_front(name), _TYPES[Path(name).suffix])
        else:
            self.nothing()

    def nothing(self, code: HTTPStatus = HTTPStatus.NOT_FOUND) -> None:
        """Say that there is nothing, and end the connection: what else was sent on it is not read."""
        self.close_connection = True
        self.send_error(code)

    def answer(self, body: bytes, type_: str = "text/html; charset=utf-8", code: int = HTTPStatus.OK) -> None:
        """Send a body."""
        self.send_response(code)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def say(self, code: int = HTTPStatus.OK, **values: Any) -> None:
        """Send values as JSON."""
        self.answer(json.dumps(values).encode(), "application/json", code)

    def body(self, type_: str) -> str | None:
        """Return what was sent, if it is short and of this type; else answer, and return None."""
        length = self.headers.get("Content-Length", "")
        if self.headers.get_content_type() != type_ or not length.isascii() or not length.isdigit():
            self.nothing(HTTPStatus.BAD_REQUEST)
        elif len(length) > 6 or int(length) > LONGEST:
            self.nothing(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self.server.waits(self.connection)  # who sends the rest slowly keeps nobody out
            sent = self.rfile.read(int(length))
            self.server.works(self.connection)
            if len(sent) == int(length):
                return sent.decode("utf-8", "replace")
            self.close_connection = True
        return None


class PhoneHandler(_Page):
    """What phones get: the question, whether a vote is open, and that a vote was counted. Never how many had what."""

    scripts = ("vote.css", "phone.js")

    def do_GET(self) -> None:
        """Send the page, what belongs to it, or what is open."""
        path = urlsplit(self.path).path
        if path == "/":
            self.answer(self._page())
        elif path == "/state":
            self.say(session=self.ballot.session, phase=self.ballot.phase)
        else:
            self.front(path.removeprefix("/"))

    def do_POST(self) -> None:
        """Count a vote."""
        if self.path != "/vote":
            self.nothing()
            return
        sent = self.body("application/json")
        if sent is None:
            return
        try:
            vote = json.loads(sent)
            token, number_, names = vote["token"], vote["vote"], vote["options"]
            if vote["session"] != self.ballot.session or not _TOKEN.fullmatch(token):
                raise Refused("another vote")
            self.ballot.vote(token, number_, names)
        except (ValueError, TypeError, LookupError, RecursionError):
            self.nothing(HTTPStatus.BAD_REQUEST)
        except Refused as refused:
            self.say(HTTPStatus.CONFLICT, refused=str(refused))
        else:
            self.say(counted=number_)

    def _page(self) -> bytes:
        return _rendered("vote-phone.html", self.ballot)


class SlideHandler(_Page):
    """What the teacher's own computer gets: the slide with its buttons, and the result once both votes are closed."""

    scripts = ("vote.css", "slide.js")

    def __init__(self, ballot: Ballot, key: str, phones: str | None, *arguments: Any):
        self.key = key
        self.phones = phones
        super().__init__(ballot, *arguments)

    def do_GET(self) -> None:
        """Send the slide, what belongs to it, or how many have voted."""
        match self._asked():
            case None:
                self.nothing()
            case "":
                self.answer(self._page())
            case "state":
                self.say(phase=self.ballot.phase, said=said(self.ballot))
            case name:
                self.front(name)

    def do_POST(self) -> None:
        """Go on to the next phase, or take the hands that were counted."""
        asked = self._asked()
        if asked not in ("go", "hands"):
            self.nothing()
            return
        sent = self.body("application/x-www-form-urlencoded")
        if sent is None:
            return
        try:
            form = {name: values[0] for name, values in parse_qs(sent, max_num_fields=60).items()}
        except ValueError:
            self.nothing(HTTPStatus.BAD_REQUEST)
            return
        if asked == "go":
            self.ballot.go_on(form.get("leaving", ""))
        else:
            hands = [form.get(f"hands-{place}", "") for place in range(len(self.ballot.options))]
            counted = [int(one) if one.isascii() and one.isdigit() and len(one) < 4 else 0 for one in hands]
            names = [option.name for option in self.ballot.options]
            self.ballot.raise_hands(form.get("at", ""), dict(zip(names, counted, strict=True)))
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", f"/{self.key}/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _asked(self) -> str | None:
        """Return what is asked for by who knows the key, of this computer by its number and not by a borrowed name."""
        here = self.headers.get("Host", "") == f"127.0.0.1:{self.server.server_port}"
        _, key, *rest = [*urlsplit(self.path).path.split("/"), ""]
        return "/".join(rest[:-1]) if here and key == self.key and rest[:-1] else None

    def _page(self) -> bytes:
        shown: dict[str, Any] = {}
        if self.ballot.phase == RESULT:
            shown = {"rows": self.ballot.rows(), "misreadings": self.ballot.misreadings()}
            shown["most_votes"] = max(1, *(votes for row in shown["rows"] for votes in row.votes))
        return _rendered("vote-slide.html", self.ballot, said=said(self.ballot), phones=self.phones, **shown)


def said(ballot: Ballot) -> str:
    """Return in a sentence how many have voted, and nothing of what they voted for."""
    phones = ngettext("{count} phone has voted", "{count} phones have voted", ballot.phones)
    if not ballot.hands:
        return gettext("{phones}.", phones=phones)
    return ngettext(
        "{phones}, {count} hand was counted.", "{phones}, {count} hands were counted.", ballot.hands, phones=phones
    )


def _rendered(template: str, ballot: Ballot, **values: Any) -> bytes:
    values |= {"FIRST": FIRST, "TALK": TALK, "SECOND": SECOND, "RESULT": RESULT}
    return render(template, TEMPLATES, ballot=ballot, most=MOST, number=number, **values).encode()


@cache
def _front(name: str) -> bytes:
    return (FRONT / name).read_bytes()
