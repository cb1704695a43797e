// The home in JupyterLab: what is shown for the file home.course, which lies beside the lessons and says nothing.

import { Answers } from "./answers.js";
import { drawHome } from "./home.js";
import { gettext } from "./language.js";

export const FILE = "home.course";
const KIND = "course-home";

// Teach JupyterLab what the file is; `told` resolves to the course as lessons/home.json has it.
export function addHome(app, { ABCWidgetFactory, DocumentWidget, Widget }, told) {
  class Homes extends ABCWidgetFactory {
    createNewWidget(context) {
      const content = new Widget();
      const widget = new DocumentWidget({ content, context });
      widget.toolbar.hide();
      show(app, content, context.path.slice(0, -FILE.length), told);
      return widget;
    }
  }
  app.docRegistry.addFileType({
    name: KIND,
    displayName: gettext("Home of the course"),
    extensions: [`.${FILE.split(".").pop()}`],
    fileFormat: "text",
    contentType: "file",
  });
  const kinds = [KIND];
  const factory = {
    name: KIND,
    label: gettext("Home of the course"),
    fileTypes: kinds,
    defaultFor: kinds,
  };
  app.docRegistry.addWidgetFactory(new Homes({ ...factory, readOnly: true }));
}

// Go home from a lesson: to the file beside it, or to where the site has its own.
export function homeOf(app, lab, lessonPath) {
  const page = lab.PageConfig.getOption("courseHomeUrl");
  if (page) return () => location.assign(page);
  const path = lessonPath.replace(/[^/]*$/, "") + FILE;
  return () => app.commands.execute("docmanager:open", { path });
}

async function show(app, content, folder, told) {
  content.addClass("course-home-page");
  content.node.tabIndex = -1;
  const answers = new Answers(app.serviceManager.contents, folder);
  const course = await told;
  let before;
  const draw = async () => {
    const learning = await answers
      .read()
      .catch(() => ({ learner: "", names: [], chosen: true, attempts: [] }));
    const state = JSON.stringify([
      learning.learner,
      learning.names,
      learning.attempts.length,
      learning.chosen,
    ]);
    if (state === before || content.isDisposed) return;
    before = state;
    content.node.replaceChildren(drawHome(course, learning, to));
  };
  const to = {
    href: (lesson) => `${folder}${lesson}.ipynb`,
    open: (lesson) => app.commands.execute("docmanager:open", { path: `${folder}${lesson}.ipynb` }),
    choose: (name) => answers.choose(name),
    rename: (name) => answers.rename(name),
    changed: async () => {
      await draw();
      // Lessons that are open show the answers of whoever is learning now.
      const lessons = document.querySelectorAll(".course-lesson");
      for (const lesson of lessons) lesson.dispatchEvent(new Event("course:connect"));
    },
  };
  const watch = new IntersectionObserver((entries) => entries.at(-1).isIntersecting && draw());
  watch.observe(content.node);
  content.disposed.connect(() => watch.disconnect());
}
