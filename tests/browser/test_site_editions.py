"""A new edition of a lesson on the site reaches who saved the old one; answers stay, and so does what they changed."""

import json
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from deploy.lite import editions
from tests.browser.live_site import Site, answer, expect_the_answer, write_and_run

LESSON = "00-start-here"
OLD, NEW = "Every lesson after this one has", "Each of the lessons that follow has"
CELLS = "jupyterapp.shell.currentWidget.model.sharedModel.cells.map(cell => cell.source).join('\\n')"
STORED = """path => new Promise((resolve, reject) => {
    const opened = indexedDB.open("JupyterLite Storage - /");
    opened.onerror = () => reject(opened.error);
    opened.onsuccess = () => {
        const stores = opened.result.transaction(["files", "checkpoints"]);
        const asked = ["files", "checkpoints"].map(name => stores.objectStore(name).getAll());
        stores.oncomplete = () => { opened.result.close(); resolve(JSON.stringify(asked.map(one => one.result))); };
    };
})"""
PUT = """([path, notebook]) => new Promise((resolve, reject) => {
    const opened = indexedDB.open("JupyterLite Storage - /");
    opened.onerror = () => reject(opened.error);
    opened.onsuccess = () => {
        const writing = opened.result.transaction(["files", "checkpoints"], "readwrite");
        const model = { name: path, path, type: "notebook", format: "json", mimetype: "application/json",
            content: notebook, writable: true, created: new Date().toISOString(),
            last_modified: new Date().toISOString(), size: 1 };
        writing.objectStore("files").put(model, path);
        writing.objectStore("checkpoints").put([model], path);
        writing.oncomplete = () => resolve(opened.result.close());
    };
})"""

pytestmark = pytest.mark.browser


@pytest.fixture
def own(folder: Path, tmp_path: Path):
    """A site of the test's own, which can be published anew."""
    copied = tmp_path / "site"
    shutil.copytree(folder, copied, copy_function=os.link)
    site = Site(copied)
    yield site
    site.stop()


def publish(site: Site) -> None:
    """Publish an edition of the first lesson with other words in it."""
    file = site.folder / "files" / f"{LESSON}.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    changed = [cell for cell in notebook["cells"] if OLD in "".join(cell["source"])]
    assert changed
    for cell in changed:
        cell["source"] = "".join(cell["source"]).replace(OLD, NEW)
    editions.put_down(notebook)
    file.unlink()  # linked to the site that others test
    file.write_text(json.dumps(notebook), "utf-8")


def save(page: Page) -> None:
    page.evaluate("jupyterapp.shell.currentWidget.context.save()")
    page.wait_for_function("!jupyterapp.shell.currentWidget.context.model.dirty")


def test_who_changed_nothing_has_the_new_edition_and_every_answer(own: Site, browser: Browser):
    with browser.new_context() as context:
        page = context.new_page()
        own.open(page, LESSON)
        answer(own, page, LESSON)
        save(page)
        page.close()
        publish(own)
        page = context.new_page()
        own.open(page, LESSON)
        source = page.evaluate(CELLS)
        assert NEW in source and OLD not in source
        expect_the_answer(own, page, LESSON)


def test_who_changed_something_is_told_and_gets_the_new_edition_in_one_click_and_keeps_a_copy(
    own: Site, browser: Browser
):
    with browser.new_context() as context:
        page = context.new_page()
        own.open(page, LESSON)
        answer(own, page, LESSON)
        write_and_run(page, "print('my own' + ' words')")
        expect(page.get_by_text("my own words")).to_be_visible()
        save(page)
        page.reload()
        own.wait(page)
        assert "'my own'" in page.evaluate(CELLS)
        expect(page.locator("#course-edition")).to_be_hidden()
        page.close()

        publish(own)
        page = context.new_page()
        own.open(page, LESSON)
        source = page.evaluate(CELLS)
        assert OLD in source and "'my own'" in source, "what the learner wrote stays until they say otherwise"
        page.get_by_role("button", name="Get the new edition").click()
        told = page.get_by_role("status").get_by_text(f"{LESSON} (my copy).ipynb")
        expect(told).to_be_visible()
        own.wait(page)
        source = page.evaluate(CELLS)
        assert NEW in source and "'my own'" not in source
        expect_the_answer(own, page, LESSON)
        [copy] = [one for one in json.loads(page.evaluate(STORED))[0] if one["path"] == f"{LESSON} (my copy).ipynb"]
        sources = ["".join(cell["source"]) for cell in copy["content"]["cells"]]
        assert any("'my own'" in source for source in sources) and any(OLD in source for source in sources)


def test_what_an_earlier_version_saved_of_a_learner_is_gone_before_the_lesson_opens(own: Site, browser: Browser):
    """The state of questions with answers in it, in the lesson's file, in a copy and in their checkpoints."""
    notebook = json.loads((own.folder / "files" / f"{LESSON}.ipynb").read_text("utf-8"))
    del notebook["metadata"]["course"]  # as earlier versions published it
    state = {"_anywidget_id": "course_utils.quiz.widget.QuizWidget", "answers": {"q": "ZEBRASECRET"}}
    theirs = {"_model_name": "IntSliderModel", "value": 7}
    notebook["metadata"]["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {
            "state": {"aa": {"model_name": "AnyModel", "state": state}, "bb": {"state": theirs}}
        }
    }
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "ZEBRASECRET shown"}]
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "aa"}, "text/plain": "ZEBRASECRET plain"}
    shown = [
        {"output_type": "display_data", "metadata": {}, "data": view},
        {"output_type": "stream", "name": "stdout", "text": "printed by my cell"},
    ]
    mine = {"cell_type": "code", "id": "mine", "metadata": {}, "execution_count": 3, "outputs": shown}
    notebook["cells"].append({**mine, "source": "print('printed by my cell')"})
    paths = [f"{LESSON}.ipynb", f"{LESSON}-Copy1.ipynb", "my-notes.ipynb"]
    with browser.new_context() as context:
        page = context.new_page()
        own.open(page, LESSON)
        save(page)
        page.close()
        page = context.new_page()
        page.goto(f"{own.address}/index.html")
        for path in paths:
            given = json.loads(json.dumps(notebook))
            if path == "my-notes.ipynb":
                given["cells"] = given["cells"][-1:]
            page.evaluate(PUT, [path, given])
        own.open(page, LESSON)
        kept = page.evaluate(STORED)
        assert "ZEBRASECRET" not in kept
        files = json.loads(kept)[0]
        assert {one["path"] for one in files} >= set(paths)
        assert json.dumps(files).count("print('printed by my cell')") == len(paths)
        assert json.dumps(files).count("IntSliderModel") == len(paths)
        assert '"printed by my cell"' in json.dumps(files)
        expect(page.locator("#course-edition")).to_be_hidden()
