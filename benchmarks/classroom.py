"""The report of a class beside the same numbers from pandas and plain Python, on the same files, up to a million."""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
LIMIT_MB = 256
CAPPED = f"course at {LIMIT_MB} MB"
WAYS = ("course", CAPPED, "pandas", "plain Python")
ROUNDS = 3
CGROUP = Path("/sys/fs/cgroup/memory/course-benchmark")  # where an administrator can make one (cgroups, version 1)


def make(folder: Path, attempts: int) -> None:
    """Write hand-in files with so many attempts, the same every time: each learner answers every question once."""
    from course_utils.answer_codes import CONFIDENCE
    from course_utils.progress.submission import FORM
    from course_utils.quiz import bank

    chance = random.Random(9)
    asked = [
        (f"{lesson}/{question.set}", question)
        for lesson in bank.lessons()
        for question in bank.lesson_questions(lesson)
        if question.kind == "choice"
    ]
    made = 0
    while made < attempts:
        name, skill = f"learner {made // len(asked)}", chance.gauss(0, 1)
        lines = []
        for number, (quiz, question) in enumerate(asked[: attempts - made]):
            right = chance.random() < 1 / (1 + 2.7 ** -(skill + number % 5 / 2 - 1))
            option = chance.choice([one for one in question.options if one.right == right])
            attempt = {
                "id": f"20260115T100000-{made:08x}-{number + 1:04}",
                "time": f"2026-01-15T10:{number // 60:02}:{number % 60:02}+02:00",
                "quiz": quiz, "question": question.id, "version": question.version, "kind": question.kind,
                "response": option.text, "verdict": "right" if right else "wrong", "score": float(right),
                "confidence": chance.choice((None, *CONFIDENCE)), "hint": False, "seconds": chance.randint(4, 90),
                "objective": question.objective,
            }  # fmt: skip
            lines.append(json.dumps(attempt, ensure_ascii=False, separators=(",", ":")))
        head = {"form": FORM, "learner": name, "course": "0", "made": "", "reflections": False, "lines": len(lines)}
        file = folder / f"hand-in-{name.replace(' ', '-')}.jsonl"
        file.write_text("\n".join([json.dumps(head), *lines]) + "\n", encoding="utf-8")
        made += len(lines)


def read(folder: Path) -> list[dict]:
    """Return every attempt of every file, each with its learner."""
    found = []
    for file in sorted(folder.iterdir()):
        with file.open("rb") as lines:
            learner = json.loads(next(lines))["learner"]
            found += [{**json.loads(line), "learner": learner} for line in lines]
    return found


def key() -> dict:
    from course_utils.quiz import bank

    return {question.id: question for lesson in bank.lessons() for question in bank.lesson_questions(lesson)}


def with_course(folder: Path) -> float:
    """Return the sum of what all ways work out, so that they can be compared."""
    import course_class as classroom

    made = classroom.report(folder, folder.parent / "report.html", folder.parent / "tables")
    return digest((one.difficulty, one.discrimination) for one in made.items)


def with_pandas(folder: Path) -> float:
    """The same numbers from pandas: distinct answers are graded once here too, and nothing else is looked at."""
    import pandas

    table = pandas.DataFrame(read(folder), columns=["id", "learner", "time", "quiz", "question", "response"])
    table = table.drop_duplicates("id")
    table["time"] = pandas.to_datetime(table["time"], utc=True)
    first = table.sort_values(["time", "id"]).drop_duplicates(["learner", "question"])
    questions = key()
    answers = first[["question", "response"]].drop_duplicates()
    answers["score"] = [questions[one].grade(said).score for one, said in answers.itertuples(index=False)]
    first = first.merge(answers, on=["question", "response"])
    test = first.groupby(["learner", "quiz"])["score"]
    first["rest"] = (test.transform("sum") - first["score"]) / (test.transform("count") - 1)
    found = [
        (group["score"].mean(), group["score"].corr(group["rest"]) if group["rest"].notna().any() else None)
        for _, group in first.groupby("question")
    ]
    return digest(found)


def with_plain(folder: Path) -> float:
    """The same numbers from Python's own dictionaries and lists."""
    seen, first, questions, scores = set(), {}, key(), {}
    for one in read(folder):
        if one["id"] not in seen:
            seen.add(one["id"])
            place = one["learner"], one["question"]
            if place not in first or (one["time"], one["id"]) < first[place][:2]:
                first[place] = (one["time"], one["id"], one["quiz"], one["response"])
    total, pairs = defaultdict(lambda: [0.0, 0]), defaultdict(list)
    graded = {}
    for (learner, question), (_, _, quiz, response) in first.items():
        if (question, response) not in scores:
            scores[question, response] = questions[question].grade(response).score
        score = graded[learner, question] = scores[question, response]
        total[learner, quiz][0] += score
        total[learner, quiz][1] += 1
    for (learner, question), score in graded.items():
        points, count = total[learner, first[learner, question][2]]
        pairs[question].append((score, (points - score) / (count - 1) if count > 1 else None))
    return digest((statistics.fmean(score for score, _ in held), correlation(held)) for held in pairs.values())


def correlation(pairs: list[tuple]) -> float | None:
    pairs = [pair for pair in pairs if pair[1] is not None]
    x, y = [a for a, _ in pairs], [b for _, b in pairs]
    return statistics.correlation(x, y) if len({*x}) > 1 and len({*y}) > 1 else None


def digest(found) -> float:
    return sum(a + (b if b is not None and b == b else 0) for a, b in found)


def measured(way: str, folder: Path) -> tuple[float, float, float]:
    """Return the seconds, the largest memory in MB and the result of one way, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, way, str(folder)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{way} failed: {(done.stderr.splitlines() or ['ended by the kernel'])[-1]}")
    return tuple(json.loads(done.stdout.splitlines()[-1]))


def one_way(way: str, folder: Path) -> None:
    """Work in one way and print the seconds, the memory and the result."""
    with capped() if way == CAPPED else nullcontext():
        ways = {"pandas": with_pandas, "plain Python": with_plain}
        before = time.perf_counter()
        result = ways.get(way, with_course)(folder)
        took = time.perf_counter() - before
    print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, result]))


@contextmanager
def capped() -> Iterator[None]:
    """Keep this process below the limit: the kernel ends it, or refuses it memory, if it takes more."""
    limit = LIMIT_MB * 2**20
    if not CGROUP.parent.is_dir() or not os.access(CGROUP.parent, os.W_OK):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        yield
        return
    CGROUP.mkdir(exist_ok=True)
    tasks = CGROUP.parent / "tasks"
    try:
        (CGROUP / "memory.limit_in_bytes").write_text(str(limit))
        (CGROUP / "tasks").write_text(str(os.getpid()))
        yield
    finally:
        for task in (CGROUP / "tasks").read_text().split():
            tasks.write_text(task)
        CGROUP.rmdir()


def main(sizes: tuple[int, ...]) -> None:
    """Print the table."""
    ways = [way for way in WAYS if way != "pandas" or find_spec("pandas")]
    cap = "control group: everything counts" if os.access(CGROUP.parent, os.W_OK) else "RLIMIT_DATA: heap and own pages"
    used = [f"{one} {version(one)}" for one in ("duckdb", "pandas") if find_spec(one)]
    print("## The report of a class\n")
    print(
        "The course reads, checks, names what is broken, and writes the page and the tables; the others only read "
        "whole files and work out difficulty and discrimination. Same files (one for each learner, questions with one "
        f"right option), same run, by turns; medians of {ROUNDS}; {os.cpu_count()} processors, Python "
        f"{sys.version.split()[0]}, {', '.join(used)}. “At {LIMIT_MB} MB”: the process is given "
        f"no more ({cap}). "
        "`python -m benchmarks classroom`\n"
    )
    if "pandas" not in ways:
        print("pandas is not installed here, so it is not in the table: `python -m pip install pandas`.\n")
    print("| attempts | " + " | ".join(ways) + " |\n|---|" + "---|" * len(ways))
    ours = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "handed-in"
            folder.mkdir()
            make(folder, size)
            rounds = [[measured(way, folder) for way in ways] for _ in range(ROUNDS)]
        if max(abs(one[2] - rounds[0][0][2]) for results in rounds for one in results) > 1e-6:
            sys.exit(f"The results differ: {[one[2] for one in rounds[0]]}")
        medians = [[statistics.median(part) for part in zip(*way, strict=True)] for way in zip(*rounds, strict=True)]
        print(f"| {size:,} | " + " | ".join(f"{took:.1f} s, {memory:.0f} MB" for took, memory, _ in medians) + " |")
        ours.append(medians[0])
    grown = [b / a for a, b in zip(ours[0], ours[-1], strict=True)]
    print("\nAll ways came to the same numbers (compared to 1e-6 in their sum).")
    print(
        f"From {sizes[0]:,} to {sizes[-1]:,} attempts, {sizes[-1] / sizes[0]:.0f} times as many, the course takes "
        f"{grown[0]:.0f} times the time and {grown[1]:.1f} times the memory."
    )


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in WAYS:
        one_way(sys.argv[1], Path(sys.argv[2]))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
