"""The files that a host of repositories reads: workflows, issue forms, hooks, a container, the list of changes."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# What the host itself knows: https://docs.github.com/en/actions, as of November 2026.
MAY = {"contents", "pages", "id-token"}
SYSTEMS = {"ubuntu-latest", "macos-latest", "windows-latest", "${{ matrix.system }}"}


def read(file):
    """Return a YAML file; `on` is read by YAML 1.1 as true."""
    return {("on" if name is True else name): value for name, value in yaml.safe_load(file.read_text("utf-8")).items()}


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_may_do_nothing_but_what_each_job_says(file):
    assert file.read_text("utf-8").startswith("# Not run yet"), "take the mark and this line out once it has run"
    workflow = read(file)
    assert set(workflow) <= {"name", "on", "permissions", "concurrency", "jobs"}
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"] and set(job["permissions"]) <= MAY, name
        assert job["runs-on"] in SYSTEMS, name
        assert job["timeout-minutes"] <= 120
        assert set(job.get("needs", "").split()) <= set(workflow["jobs"])
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", ""), "a command is not put together from what an event says"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_are_named_by_hash_with_the_version_that_it_is(file):
    used = re.findall(r"uses: (.*)", file.read_text("utf-8"))
    assert used
    for one in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


def test_one_action_has_one_hash_in_all_workflows():
    used = {one for file in WORKFLOWS for one in re.findall(r"uses: (\S+@\S+)", file.read_text("utf-8"))}
    names = [one.partition("@")[0] for one in used]
    assert len(names) == len(set(names))


def test_tests_run_on_three_systems_and_from_the_oldest_python_on():
    [quick] = [job for job in read(ROOT / ".github/workflows/tests.yml")["jobs"].values() if "strategy" in job]
    matrix = quick["strategy"]["matrix"]
    assert len(matrix["system"]) == 3
    assert matrix["python"][0] == PROJECT["requires-python"].removeprefix(">=")
    assert all(isinstance(one, str) for one in matrix["python"])  # 3.10 as a number would be 3.1


@pytest.mark.parametrize("file", [one for one in FORMS if one.stem != "config"], ids=lambda file: file.stem)
def test_an_issue_form_is_one(file):
    form = read(file)
    assert {"name", "description", "body"} <= set(form) <= {"name", "description", "title", "labels", "body"}
    kinds = [part["type"] for part in form["body"]]
    assert set(kinds) <= {"markdown", "textarea", "input", "dropdown", "checkboxes"}
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) and ids
    assert all(part["attributes"].get("label") for part in form["body"] if part["type"] != "markdown")


def test_whoever_reports_a_fact_is_asked_for_the_statement_and_a_source():
    form = read(ROOT / ".github/ISSUE_TEMPLATE/fact.yml")
    needed = {part["id"] for part in form["body"] if part.get("validations", {}).get("required")}
    assert needed == {"statement", "source"}


def test_hooks_run_what_is_installed_and_fetch_nothing():
    [repository] = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].startswith(("python -m ruff", "python -m course_utils"))


def test_the_container_has_a_python_that_the_course_runs_on():
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    version = container["image"].rpartition(":")[2]
    assert tuple(map(int, version.split("."))) >= (3, 11)


def test_the_version_is_the_same_everywhere():
    version = PROJECT["version"]
    assert f"## {version}," in (ROOT / "CHANGELOG.md").read_text("utf-8")
    citation = read(ROOT / "CITATION.cff")
    assert str(citation["version"]) == version
    assert PROJECT["authors"] == [{"name": one["name"]} for one in citation["authors"]]


def test_changes_of_facts_stand_apart_from_changes_of_code():
    newest = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1]
    assert re.findall(r"^### (.*)", newest, re.M) == ["Facts and questions", "Code"]
