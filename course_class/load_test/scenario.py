"""A class in a room: what its learners do together, and what is found afterwards."""

import asyncio
import json
import shutil
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from tornado.httpclient import HTTPError

import course_class as classroom
from course_class.load_test import memory
from course_class.load_test.client import Failed
from course_class.load_test.hub import COURSE, Hub
from course_class.load_test.kernel import Away
from course_class.load_test.learner import Learner, as_text
from course_class.load_test.results import Rehearsal
from course_utils.errors import CourseError
from course_utils.language import gettext

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
_SECONDS_AWAY = 2  # how long there is no hub; then it is started again


class Room:
    """The learners, and the hub they come to."""

    def __init__(self, hub: Hub, learners: int, lesson: str, kill_hub: bool, tell: Callable[[str, float], None]):
        self.hub, self.lesson, self.kill_hub, self.tell = hub, lesson, kill_hub, tell
        self.learners = [Learner(hub, number) for number in range(1, learners + 1)]
        self.answered, self.kill_at = 0, 0
        self.while_away: int | None = None
        self.hub_is_gone = asyncio.Event()
        for one in self.learners:
            folder = hub.home(one.name) / COURSE / "notebooks"
            folder.mkdir(parents=True)
            for notebook in NOTEBOOKS.glob("*.ipynb"):
                shutil.copy(notebook, folder)

    async def rehearse(self) -> Rehearsal:
        """Do all of it once and return what was found."""
        began = time.perf_counter()
        late = self.learners[-1:] if self.kill_hub and len(self.learners) > 1 else []
        early = self.learners[: len(self.learners) - len(late)]
        await self._lesson(early)
        self.kill_at = 1 + sum(len(one.questions()) for one in early) // 3 if self.kill_hub else 0
        answering = self._together(early, gettext("answering"), 0.7, lambda one: one.answer(self._answered))
        await asyncio.gather(answering, *([self._without_hub(early, late)] if self.kill_hub else []))
        self.tell(gettext("measuring memory"), 0.75)
        bare = await memory.bare(self.hub, min(memory.BARE, len(self.learners)))
        servers = self.hub.of_learners().values()
        if not servers:
            first = next(fault for one in self.learners for fault in one.faults)
            raise CourseError(
                gettext(
                    "No learner's server is there, so nothing can be measured. The first fault: {fault}", fault=first
                )
            )
        whole = [memory.held(processes) for processes in servers]
        alone = [memory.held([min(processes, key=lambda one: one.create_time())]) for processes in servers]
        plain, central = [memory.held(processes) for processes in bare], memory.held(self.hub.central())
        await self._together(self.learners, gettext("handing in"), 0.9, Learner.hand_in)
        for one in self.learners:
            await one.leave()
        seconds = time.perf_counter() - began
        self.tell(gettext("looking for every answer"), 0.95)
        return Rehearsal(
            learners=len(self.learners),
            lesson=self.lesson,
            seconds=seconds,
            server=memory.median(alone),
            learner=memory.median(whole),
            largest=max(whole, key=lambda one: one.counted),
            bare=memory.median(plain),
            hub=central,
            to_server=[one.seconds_to_server for one in self.learners if one.seconds_to_server],
            to_feedback=[took for one in self.learners for took in one.seconds_to_feedback],
            acknowledged=sum(one.acknowledged.total() for one in self.learners),
            lost=sum((one.acknowledged - on_disk(self._work(one))).total() for one in self.learners),
            reported=self._reported(),
            while_away=self.while_away,
            tried_again=sum(one.tried_again for one in self.learners),
            errors=[
                gettext("{learner}: {fault}", learner=one.name, fault=fault)
                for one in self.learners
                for fault in one.faults
            ],
        )

    async def _lesson(self, learners: Sequence[Learner]) -> None:
        await self._together(learners, gettext("starting servers"), 0.05, Learner.come_in)
        await self._together(learners, gettext("opening the first lesson"), 0.45, Learner.take_a_name)
        await self._together(learners, gettext("running the lesson"), 0.55, lambda one: one.run_lesson(self.lesson))

    async def _without_hub(self, early: Sequence[Learner], late: Sequence[Learner]) -> None:
        """Wait until the hub is killed, start it again, and see who comes in then and whether the others go on."""
        await self.hub_is_gone.wait()
        before = self.answered
        coming = asyncio.create_task(self._lesson(late))
        await asyncio.sleep(_SECONDS_AWAY)
        await asyncio.to_thread(self.hub.start)
        self.while_away = self.answered - before
        await coming
        await self._together(late, gettext("answering"), 0.7, lambda one: one.answer(self._answered))
        await self._together(early, gettext("loading the page again"), 0.72, lambda one: one.look_again(self.lesson))

    async def _together(
        self, learners: Sequence[Learner], step: str, share: float, do: Callable[[Learner], Awaitable[None]]
    ) -> None:
        """Let all learners do something at once; what stops one is put with their faults and stops no other."""
        done = 0

        async def one_of_them(learner: Learner) -> None:
            nonlocal done
            if not learner.stopped:
                try:
                    await do(learner)
                except (Failed, Away, HTTPError) as problem:
                    learner.stopped = True
                    learner.faults.append(gettext("{step}: {problem}", step=step, problem=problem))
            done += 1
            self.tell(gettext("{step} {done} of {all}", step=step, done=done, all=len(learners)), share)

        await asyncio.gather(*map(one_of_them, learners))

    def _answered(self) -> None:
        self.answered += 1
        if self.answered == self.kill_at:
            self.hub.kill()
            self.hub_is_gone.set()

    def _work(self, learner: Learner) -> Path:
        return self.hub.home(learner.name) / COURSE / "notebooks" / "my_work" / learner.name

    def _reported(self) -> int | None:
        """Return how many answers the report of the class finds in the files handed in."""
        if not find_spec("duckdb"):
            return None
        folder = self.hub.folder / "handed-in"
        folder.mkdir()
        for learner in self.learners:
            for file in self._work(learner).glob("hand-in-*.jsonl"):
                shutil.copy(file, folder)
        return classroom.report(folder).answers


def on_disk(work: Path) -> Counter[tuple[str, str]]:
    """Return how often each (question, answer) stands in a learner's folder, read without the course's own reader."""
    lines = [line for file in work.glob("attempts/*.jsonl") for line in file.read_text("utf-8").splitlines()]
    attempts = map(json.loads, lines)
    return Counter((attempt["question"], as_text(attempt["response"])) for attempt in attempts)
