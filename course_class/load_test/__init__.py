"""A class rehearsed on a real JupyterHub: how much memory and time it takes, and whether every answer is kept."""

import asyncio
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from course_class.load_test.hub import Hub, require
from course_class.load_test.results import Rehearsal
from course_utils import knowledge
from course_utils.errors import CourseError
from course_utils.language import gettext

MOST = 200


def rehearse(
    learners: int = 30,
    lesson: str | None = None,
    *,
    kill_hub: bool = False,
    tell: Callable[[str, float], None] = lambda step, share: None,
) -> Rehearsal:
    """Return what a class of so many did to a JupyterHub on this computer; nothing of it is left afterwards.

    With `kill_hub` the hub is ended with kill -9 while answers are being given, and started again; the last learner
    comes in while it is away. CourseError if something that a rehearsal needs is not there.
    """
    if not 1 <= learners <= MOST:
        raise CourseError(
            gettext(
                "A rehearsal takes 1 to {most} learners; {learners} is not such a number.", most=MOST, learners=learners
            )
        )
    lesson = lesson or knowledge.course().heaviest or next(iter(knowledge.lessons()))
    knowledge.lesson(lesson)
    require()
    from course_class.load_test.scenario import Room  # what it imports comes with JupyterHub

    with (
        tempfile.TemporaryDirectory(prefix="course-rehearsal-") as folder,
        _on(signal.default_int_handler, signal.SIGINT),  # a shell that starts it in the background has it ignored
        _on(_like_ctrl_c, signal.SIGTERM),
    ):
        hub = Hub(Path(folder))
        try:
            tell(gettext("starting the hub"), 0.0)
            hub.open()
            return asyncio.run(Room(hub, learners, lesson, kill_hub, tell).rehearse())
        finally:
            with _on(signal.SIG_IGN, signal.SIGINT, signal.SIGTERM):  # a second Ctrl+C must leave nothing running
                hub.close()


def _like_ctrl_c(*_: object) -> None:
    signal.raise_signal(signal.SIGINT)


@contextmanager
def _on(handler: Any, *signals: signal.Signals) -> Iterator[None]:
    """Meet some signals with another handler; outside the main thread Python cannot, and they stay as they are."""
    here = threading.current_thread() is threading.main_thread()
    before = {one: signal.signal(one, handler) for one in signals} if here else {}
    try:
        yield
    finally:
        for one, usual in before.items():
            signal.signal(one, usual)
