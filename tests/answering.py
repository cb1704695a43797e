"""A kernel for the tests: gives answers until it is told to stop or is killed. Run as a program, never imported.

python answering.py many MARK [COUNT]   answers with MARK-0, MARK-1 …, and prints each when its feedback is there
python answering.py cut                 answers, runs out of space in the middle of a line, gets space and answers again
python answering.py fork                answers, forks, and answers in both processes
"""

import json
import os
import resource
import sys
from itertools import count
from pathlib import Path

from samples import quiz


def many(mark, most=None):
    asked = quiz()
    for number in count() if most is None else range(int(most)):
        # Long and short ones, so that a kill finds lines being written.
        feedback = asked.answer("x-reflect", f"{mark}-{number} {'ق' * (number % 7 * 1500)}")
        assert feedback.problem is None
        sys.stdout.write(f"{mark}-{number}\n")
        sys.stdout.flush()


def cut():
    asked, said = quiz(), []
    said.append(asked.answer("x-reflect", "first").problem)
    [file] = Path(os.environ["COURSE_HOME"]).glob("me/attempts/*.jsonl")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 100, most))
    said += [asked.answer("x-reflect", f"lost {number}").problem for number in range(2)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    said += [asked.answer("x-reflect", f"after {number}").problem for number in range(2)]
    json.dump(said, sys.stdout)


def fork():
    asked = quiz()
    asked.answer("x-reflect", "before")
    child = os.fork()
    for number in range(20):
        asked.answer("x-reflect", f"{'child' if child == 0 else 'parent'} {number}")
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


if __name__ == "__main__":
    {"many": many, "cut": cut, "fork": fork}[sys.argv[1]](*sys.argv[2:])
