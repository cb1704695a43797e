"""What the pages for readers name is there: every command with its options, every file, every function."""

import argparse
import importlib
import re
import shlex
from pathlib import Path

import pytest

from course_class import gradebook
from course_utils.__main__ import command_line
from course_utils.quiz import bank
from course_utils.quiz.formats import FORMATS

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md"), *ROOT.glob("seeds/*.md")]
# Logs of readings are told as of their day, and name what stood there then.
PAGES = [page for page in PAGES if not str(page.relative_to(ROOT)).startswith("docs/readings")]
PAGES = [page for page in PAGES if not {"node_modules", "licences"} & set(page.parts)]
# What a reader's own commands make, or what lies on another computer: it is not in the repository.
MADE = {
    *("report.html", "questions.csv", "learners.csv", "notes.csv", "grades.csv", "roster.csv", "sheet.html"),
    *("questions.json", "questions.xml", "questions.zip", "questions.apkg", "baseline.html", "hand-in-NAME.jsonl"),
    *("hand-in-me.jsonl", "notebooks/my_work", "course_utils/languages/<code>.po", "SHA256SUMS", "datapackage.json"),
    "ims_qtiasiv1p2p1.dtd",
}
TAILS = ("py", "toml", "js", "mjs", "css", "html", "json", "yaml", "yml", "md", "txt", "ipynb", "pot", "cff", "course")
FILE = re.compile(rf"[\w.<>-]+(/[\w.<>-]+)*\.({'|'.join(TAILS)}|csv|xml|zip|apkg|jsonl|dtd|po)")
COMMAND = re.compile(r"python3? (?:start\.py|-m (?:course_utils|benchmarks))\b[^\n#]*")


def code(page):
    """Return all code of a page: what stands between two marks in a line, and each line of a block."""
    text = re.sub(r"```mermaid.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    blocks = re.findall(r"^```[\w-]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    return inline, [line for block in blocks for line in block.splitlines()]


INLINE = {(page, one) for page in PAGES for one in code(page)[0]}
COMMANDS = sorted(
    {
        (found.strip(), page.name)
        for page in PAGES
        for part in code(page)
        for one in part
        for found in COMMAND.findall(one)
    }
)


def wrong_with(command):
    """Return what is wrong with a command as a page has it, or None; `…` stands for what a reader puts there."""
    words = [word for word in shlex.split(command) if word != "…"]
    if words[1] == "-m" and words[2] == "benchmarks":
        names = [one for one in words[3:] if not one.isupper()]
        return [name for name in names if not (ROOT / "benchmarks" / f"{name}.py").is_file()] or None
    words = words[2:] if words[1] == "start.py" else words[3:]
    if words[:1] in ([], ["test"], ["site"], ["release"], ["stick"]) or words[0].startswith("-"):
        file = {"site": "deploy/lite/__main__.py", "release": "deploy/release.py", "stick": "deploy/stick.py"}.get(
            words[0] if words else "", "start.py"
        )
        known = (ROOT / file).read_text("utf-8") + (ROOT / "conftest.py").read_text("utf-8") + '"--help"'
        return [one for one in words if one.startswith("--") and f'"{one}"' not in known] or None
    if words == ["COMMAND"]:
        return None
    try:
        given = command_line().parse_args(words)
    except (SystemExit, argparse.ArgumentError):
        return "the command does not take this"
    if getattr(given, "format", None):
        known = gradebook.FORMATS if words[0] == "class" else FORMATS
        return None if given.format in known else f"no format {given.format}"
    if getattr(given, "question", "QUESTION") not in {"QUESTION", *bank.every()}:
        return f"no question {given.question}"
    return None


@pytest.mark.parametrize(("command", "page"), COMMANDS, ids=lambda one: one)
def test_a_command_is_one_and_takes_these_options(command, page, capsys):
    assert not wrong_with(command), f"{page}: {command}: {capsys.readouterr().err}"


def test_a_command_that_is_none_would_be_found(capsys):
    """The test above could fail: it tells commands and options that are none."""
    for command in ("fly", "check --quickly", "site --fly", "test --slowly", "class vote 99-z99", "class report"):
        assert wrong_with(f"python start.py {command}"), command
    assert wrong_with("python -m benchmarks nothing")
    assert wrong_with("python start.py questions export 00-start-here --format scorm")


def there(name):
    """Return whether a file or folder is in the repository, named whole or by the end of its path."""
    return (ROOT / name).exists() or any(one == name or one.endswith(f"/{name}") for one in EVERYTHING)


SKIPPED = {".venv", ".venv-site", ".venv-hub", ".git", "__pycache__", "site", "my_work", ".hypothesis", "node_modules"}
EVERYTHING = {
    path.relative_to(ROOT).as_posix()
    for top in ROOT.iterdir()
    if top.name not in SKIPPED
    for path in (top, *top.rglob("*"))
    if not SKIPPED & set(path.relative_to(ROOT).parts)
}


def test_every_file_that_is_named_is_there():
    named = {(page.name, one) for page, one in INLINE if FILE.fullmatch(one) and one not in MADE}
    assert len(named) > 60
    assert not sorted((page, one) for page, one in named if not there(one))


def test_every_folder_that_is_named_is_there():
    tops = {one for one in EVERYTHING if "/" not in one and (ROOT / one).is_dir()}
    named = {
        (page.name, one)
        for page, one in INLINE
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)+/?", one) and one.split("/")[0] in tops and one not in MADE
    }
    assert named
    assert not sorted((page, one) for page, one in named if not there(one.rstrip("/")))


def test_every_option_that_is_named_by_itself_is_one_of_a_command():
    known = {
        option for parser in parsers(command_line()) for action in parser._actions for option in action.option_strings
    }
    for file in ("start.py", "conftest.py", "deploy/lite/__main__.py", "deploy/release.py", "deploy/stick.py"):
        known |= set(re.findall(r'"(--[\w-]+)"', (ROOT / file).read_text("utf-8")))
    named = {(page.name, one.split()[0]) for page, one in INLINE if re.match(r"--[a-z]", one)}
    assert named
    assert not sorted((page, one) for page, one in named if one not in known)


def parsers(parser):
    """Yield a parser and those of its commands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from parsers(one)


def test_every_function_of_a_look_that_is_named_is_there():
    looks = {path.stem for path in (ROOT / "course_utils").iterdir() if path.suffix == ".py" or path.is_dir()}
    code_ = {(page.name, one) for page in PAGES for part in code(page) for one in part}
    named = {
        (page, *found)
        for page, one in code_
        for found in re.findall(r"\b([a-z_]+)\.([a-z_]+)\(", one)
        if found[0] in looks
    }
    assert len(named) > 5
    missing = [(page, look, name) for page, look, name in named
               if not hasattr(importlib.import_module(f"course_utils.{look}"), name)]  # fmt: skip
    assert not missing
