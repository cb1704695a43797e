// The life of one opened lesson: it waits until somebody looks at it, runs by itself, and runs again when its Python
// has ended. Only what is the course's own runs unasked.

import { putBack } from "./as-it-was.js";
import { Bar } from "./bar.js";
import { readBeside } from "./beside.js";
import { isAsPublished } from "./editions.js";
import { Folding } from "./folding.js";
import { gettext } from "./language.js";
import { nameMarks } from "./marks.js";
import { Place } from "./place.js";
import { protect, quietLetters } from "./protection.js";
import { addRail } from "./rail.js";
import { keepInPython, offerAtRecords } from "./record-faults.js";
import { rest } from "./rest.js";
import { leaveUnchanged } from "./saving.js";
import { seen } from "./seen.js";
import { leadFromStrips } from "./strip.js";
import { waitForWidgets } from "./views.js";
import { signWide } from "./wide.js";
import { openWorkshop } from "./workshop.js";

const STARTING = gettext("The lesson is starting …");
const CHANGED = gettext(
  "Code in this lesson is not that of the installed edition of the course, so the lesson does not start by itself.",
);
const FAILED = gettext("A part of this lesson could not be shown. The line under it says why.");
const UNKNOWN = gettext(
  "Python does not know a name in this cell. It may stand in a cell that has not run.",
);
const FIRST = "import course_utils"; // from then on Python says a slip in a sentence
const NO_PYTHON = gettext("Python did not start, so questions and maps are not here yet.");

export class Lesson {
  constructor({ app, lab, panel, editions }) {
    Object.assign(this, { app, lab, panel, editions });
    startWhenSeen(panel);
    waitForWidgets(panel);
    this.#open();
  }

  get content() {
    return this.panel.content;
  }

  async #open() {
    const { panel, editions, lab } = this;
    await panel.context.ready;
    this.lesson = await editions.of(panel.context.path);
    if (panel.isDisposed || !this.lesson) return;
    panel.addClass("course-lesson");
    panel.addClass("course-waiting");
    panel.toolbar.hide(); // it cuts, adds and deletes cells; the menus have all that it has
    this.bar = new Bar(this.lab.Widget, panel);
    this.place = new Place(panel);
    this.folding = new Folding(this);
    this.#offer();
    leaveUnchanged(panel.context);
    protect(panel.context.model, this.lesson);
    quietLetters(panel);
    const keep = keepInPython(panel);
    readBeside(panel, keep);
    offerAtRecords(panel.node, keep);
    leadFromStrips(panel);
    signWide(panel.node);
    nameMarks(panel.node);
    addRail(this);
    this.bar.say(STARTING);
    // Somebody may run a cell before the lesson has begun.
    panel.sessionContext.kernelChanged.connect((_, { newValue }) => newValue && first(newValue));
    await seen(panel);
    await this.start();
    panel.sessionContext.statusChanged.connect((_, status) => this.#hear(status));
    panel.node.addEventListener("course:connect", () => this.run());
    lab.NotebookActions.executed.connect((_, ran) => this.#look(ran));
    rest(this);
  }

  // Run the lesson, if it may run unasked; else ask.
  async start() {
    if (isAsPublished(this.panel.context.model, this.lesson)) return this.run();
    await this.#startPython(); // so that single cells can be run
    this.panel.removeClass("course-waiting"); // what was saved is the learner's own to see
    this.bar.say(CHANGED, { [gettext("Run it")]: () => this.run() });
  }

  // Run every cell, and stay where the reader is.
  async run() {
    const { panel, content, bar, lab } = this;
    if (this.running) return;
    this.running = true;
    bar.say(STARTING);
    if (!panel.hasClass("course-waiting")) this.place.hold();
    try {
      if (!(await this.#startPython()))
        return bar.say(NO_PYTHON, { [gettext("Try again")]: () => this.run() });
      const whole = await lab.NotebookActions.runCells(
        content,
        content.widgets,
        panel.sessionContext,
      );
      bar.say(whole ? "" : FAILED, whole ? {} : { [gettext("Run it again")]: () => this.run() });
    } finally {
      this.running = false;
      panel.removeClass("course-waiting");
    }
    this.place.goBack();
  }

  // A name that Python does not know may be one that the lesson's first cells bring.
  #look({ notebook, cell, success, error }) {
    if (notebook !== this.content || this.running) return;
    if (!success && error?.errorName === "NameError")
      this.bar.say(UNKNOWN, {
        [gettext("Run the cells above and this one")]: () => this.#runUpTo(cell),
      });
    else if (success && this.bar.said === UNKNOWN) this.bar.say("");
  }

  async #runUpTo(cell) {
    const { content, lab, panel } = this;
    const cells = content.widgets.slice(0, content.widgets.indexOf(cell) + 1);
    this.bar.say("");
    await lab.NotebookActions.runCells(content, cells, panel.sessionContext);
  }

  #offer() {
    this.bar.offer(gettext("My workshop"), () => openWorkshop(this.app, this.panel.context.path), {
      title: gettext("An empty notebook of your own"),
    });
    this.bar.offer(gettext("Lesson as it was"), () => this.#askBack(), {
      title: gettext("Put this lesson back as it was. Your answers stay."),
    });
  }

  #askBack() {
    this.bar.say(
      gettext(
        "Put this lesson back as it was? Your answers stay, and what you changed is kept in a copy.",
      ),
      {
        [gettext("Put it back")]: () => this.#putBack(),
        [gettext("Leave it")]: () => this.bar.say(""),
      },
    );
  }

  async #putBack() {
    const { panel, lesson, app } = this;
    this.bar.say(STARTING);
    try {
      const copy = await putBack(panel, lesson, app.serviceManager.contents);
      protect(panel.context.model, lesson);
      await this.run();
      const file = copy?.split("/").pop();
      if (file)
        this.bar.say(
          gettext("The lesson is as it was. What you changed is in “{file}”.", { file }),
        );
    } catch {
      this.bar.say(
        gettext(
          "The lesson could not be put back, because nothing can be saved here now. Nothing was changed.",
        ),
      );
    }
  }

  // Resolves to whether a Python is there that takes what is run.
  async #startPython() {
    const { sessionContext } = this.panel;
    await sessionContext.ready.catch(() => {});
    await this.resting; // an end that is under way is no Python
    try {
      await this.app.serviceManager.sessions.refreshRunning(); // the server may have ended it unseen
      const kernel = sessionContext.session?.kernel;
      if (!kernel || kernel.status === "dead") await sessionContext.startKernel();
      const started = sessionContext.session.kernel;
      await started.info; // else what is run before it is connected is forgotten
      first(started);
      return true;
    } catch {
      return false;
    }
  }

  // A Python that was started anew knows nothing of the lesson.
  #hear(status) {
    if (status === "restarting" || status === "autorestarting") this.anew = true;
    if (this.anew && status === "idle") {
      this.anew = false;
      this.start();
    }
  }
}

function first(kernel) {
  kernel.requestExecute({ code: FIRST, silent: true, store_history: false });
}

// Many notebooks may come back with the page: Python starts for the one that somebody looks at.
function startWhenSeen(panel) {
  const { sessionContext } = panel;
  const initialize = sessionContext.initialize.bind(sessionContext);
  sessionContext.initialize = async () => {
    await seen(panel);
    return initialize();
  };
}
