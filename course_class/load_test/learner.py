"""One learner of a rehearsal: comes in, opens lessons, runs them, answers, hands in. Remembers what was promised."""

import json
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from course_class.load_test.answers import response
from course_class.load_test.client import Failed, Visit
from course_class.load_test.hub import COURSE, HOST, PASSWORD, Hub
from course_class.load_test.kernel import Away, Kernel
from course_utils import knowledge
from course_utils.language import gettext


class Learner:
    """Somebody with a browser of their own."""

    def __init__(self, hub: Hub, number: int):
        self.name = f"learner-{number:02}"
        self.hub = hub
        self.visit = Visit(f"http://{HOST}:{hub.port}/user/{self.name}/")
        self.chance = Random(number)
        self._kernel: Kernel | None = None
        self._kernels: list[Kernel] = []
        self.acknowledged: Counter[tuple[str, str]] = Counter()
        """How often each (question, answer) was said to be saved."""
        self.seconds_to_server = 0.0
        self.seconds_to_feedback: list[float] = []
        self.faults: list[str] = []
        self.stopped = False

    async def come_in(self) -> None:
        """Log in, start a server and see the page of the first lesson."""
        before = time.perf_counter()
        hub = f"http://{HOST}:{self.hub.port}/hub/"
        await self.visit.ask("GET", hub + "login")
        form = {"username": self.name, "password": PASSWORD, "_xsrf": self.visit.xsrf(hub)}
        await self.visit.ask("POST", hub + "login", data=form, params={"next": "/hub/spawn"})
        await self.visit.patiently(self._started)
        await self.visit.page(self._path(next(iter(knowledge.lessons()))))
        self.seconds_to_server = time.perf_counter() - before

    async def take_a_name(self) -> None:
        """Open the first lesson, take a made-up name in it, and close it."""
        kernel, cells, session = await self.visit.open(self._path(next(iter(knowledge.lessons()))))
        self._kernels.append(kernel)
        await self._run(kernel, [code for code in cells if "import" in code or "progress.learners()" in code])
        picking = next(id_ for id_, state in kernel.widgets.items() if "reminder" in state)
        wanted = {"type": "switch", "name": self.name}
        await kernel.tell(picking, wanted, lambda _: kernel.widgets[picking].get("current") == self.name)
        kernel.close()
        await self.visit.end(session)

    async def run_lesson(self, lesson: str) -> None:
        """Open a lesson and run all its cells."""
        self._kernel, cells, _ = await self.visit.open(self._path(lesson))
        self._kernels.append(self.kernel)
        await self._run(self.kernel, cells)
        for widget in [id_ for id_, state in self.kernel.widgets.items() if "questions" in state]:
            told = self.kernel.widgets[widget]  # as the page does when it has drawn a quiz
            await self.kernel.tell(widget, {"type": "hello"}, partial(_has_answers, told))

    @property
    def kernel(self) -> Kernel:
        """The kernel of the lesson; Away as long as none is open."""
        if self._kernel is None:
            raise Away(gettext("no lesson is open"))
        return self._kernel

    @property
    def tried_again(self) -> int:
        """How often an address was asked again or a kernel connected again."""
        return self.visit.tried_again + sum(kernel.connected_again for kernel in self._kernels)

    def questions(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the questions that the lesson shows, each with the widget it is in; texts to think over stay out."""
        widgets = self._kernel.widgets if self._kernel else {}
        quizzes = [(id_, state) for id_, state in widgets.items() if "questions" in state]
        return [(id_, one) for id_, state in quizzes for one in state["questions"] if one["kind"] != "reflect"]

    async def answer(self, told: Callable[[], None]) -> None:
        """Answer every question of the lesson, waiting for the feedback each time; `told` hears of each feedback."""
        for widget, question in self.questions():
            given = response(question, self.chance)
            count = self._count(widget, question["id"])
            sent = {"type": "answer", "question": question["id"], "response": given, "seconds": 5}
            before = time.perf_counter()
            await self.kernel.tell(widget, sent, partial(self._told_more, widget, question["id"], count))
            self.seconds_to_feedback.append(time.perf_counter() - before)
            feedback = self.kernel.widgets[widget]["feedback"][question["id"]]
            if feedback["stored"]:
                self.acknowledged[question["id"], as_text(given)] += 1
            else:
                why = feedback["problem"] or feedback["verdict"]
                self.faults.append(gettext("{question} was not saved: {why}", question=question["id"], why=why))
            told()

    async def look_again(self, lesson: str) -> None:
        """Load the page anew, as people do when something seems wrong: same server, same kernel, no login."""
        await self.visit.page(self._path(lesson))
        there = (await self.visit.ask("GET", self.visit.base + "api/sessions")).json()
        if not any(session["path"] == self._path(lesson) for session in there):
            self.faults.append(gettext("the kernel was gone"))

    async def hand_in(self) -> None:
        """Make the file to hand in, by its button."""
        await self._run(self.kernel, ["from course_utils import progress\nprogress.hand_in()"])
        button = list(self.kernel.widgets)[-1]
        await self.kernel.tell(button, {"type": "make", "reflections": False}, lambda data: "content" in data)

    async def leave(self) -> None:
        """Close the browser; the server goes on."""
        if self._kernel:
            self._kernel.close()
        await self.visit.leave()

    async def _started(self) -> Any:
        """Return the hub's answer to the question how far the server is, when it says that it is ready."""
        address = f"http://{HOST}:{self.hub.port}/hub/api/users/{self.name}/server/progress"
        marks = {"_xsrf": self.visit.xsrf(address)}
        async with self.visit.client.stream("GET", address, params=marks) as answer:
            async for line in answer.aiter_lines():
                said = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if said.get("failed"):
                    raise Failed(gettext("the server did not start: {why}", why=said.get("message")))
                if said.get("ready"):
                    break
        return answer

    async def _run(self, kernel: Kernel, cells: list[str]) -> None:
        for code in cells:
            await kernel.run(code)
        self.faults += kernel.faults
        kernel.faults.clear()

    def _count(self, widget: str, question: str) -> int:
        """Return how often a question's feedback was shown."""
        return self.kernel.widgets[widget].get("feedback", {}).get(question, {}).get("count", 0)

    def _told_more(self, widget: str, question: str, count: int, _: object) -> bool:
        """Return whether a question's feedback was shown more often than so."""
        return self._count(widget, question) > count

    def _path(self, lesson: str) -> str:
        return f"{COURSE}/notebooks/{lesson}.ipynb"


def _has_answers(widget: dict[str, Any], _: object) -> bool:
    return "answers" in widget


def as_text(answer: Any) -> str:
    """Return an answer so that it can be compared with what is on disk."""
    return json.dumps(answer, sort_keys=True)
