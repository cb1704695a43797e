"""Vote, discuss, vote: a question in front of a class, by raised hands or by phones, on one computer alone."""

import contextlib
import secrets
from dataclasses import dataclass
from functools import partial

from course_class.bounded_server import BoundedServer, address_in_network
from course_class.vote.ballot import Ballot, asked
from course_class.vote.pages import PhoneHandler, SlideHandler
from course_utils.errors import CourseError
from course_utils.language import gettext

PORT = 8080
"""Where phones find the vote if nobody else is there: it has to be typed, so it is short and always the same."""


@dataclass(frozen=True)
class Vote:
    """A vote that is being held."""

    ballot: Ballot
    slide: str
    """The address of the slide, which only this computer can open, and only who knows it."""
    phones: str | None
    """The address that learners type, or None where only hands are counted."""
    servers: tuple[BoundedServer, ...]

    def end(self) -> None:
        """End it: nothing of it is left."""
        for server in self.servers:
            server.shutdown()
            server.server_close()


def hold(question: str, port: int | None = None, *, by_phone: bool = True, host: str | None = None) -> Vote:
    """Return a vote on a question of the course, already served; CourseError if there is nothing to vote on.

    Phones have a server of their own, which has no page of the teacher's. Without a network, hands are counted. `host`
    is where phones are listened to, by default at all addresses of this computer.
    """
    ballot = Ballot(asked(question))
    server, phones = None, None
    if by_phone:
        here = host
        with contextlib.suppress(OSError):
            here = here or address_in_network()
        if here:
            server = _listening(partial(PhoneHandler, ballot), host or "", port)
            phones = f"http://{here}:{server.server_port}/"
    key = secrets.token_urlsafe(16)
    slide = BoundedServer(("127.0.0.1", 0), partial(SlideHandler, ballot, key, phones)).start()
    servers = (slide,) if server is None else (slide, server)
    return Vote(ballot, f"http://127.0.0.1:{slide.server_port}/{key}/", phones, servers)


def _listening(handler: partial[PhoneHandler], host: str, port: int | None) -> BoundedServer:
    """Return a server at a port; without one at the usual port, or a free one where that is taken."""
    for one in (PORT, 0) if port is None else (port,):
        with contextlib.suppress(OSError, OverflowError):
            return BoundedServer((host, one), handler).start()
    said = gettext("Port {port} is in use or not allowed. Give another --port, or none.", port=port)
    raise CourseError(said)
