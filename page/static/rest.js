// A lesson that nobody looks at gives its Python back after a while, and takes a new one when somebody comes again.

const STAY = 10 * 60_000; // ms

export function rest(lesson) {
  const { panel } = lesson;
  let timer;
  let inFront = true;
  let resting = false;

  const sleep = () => {
    const { sessionContext } = panel;
    const { kernel } = sessionContext.session ?? {};
    if (lesson.running || kernel?.status === "busy") return leave();
    resting = true;
    lesson.resting = sessionContext.shutdown().catch(() => {});
  };
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(sleep, STAY);
  };
  const come = () => {
    clearTimeout(timer);
    if (!resting) return;
    resting = false;
    lesson.start();
  };
  const look = () => (inFront && !document.hidden ? come() : leave());

  const watch = new IntersectionObserver((entries) => {
    inFront = entries.at(-1).isIntersecting;
    look();
  });
  watch.observe(panel.node);
  document.addEventListener("visibilitychange", look);
  panel.disposed.connect(() => {
    clearTimeout(timer);
    watch.disconnect();
    document.removeEventListener("visibilitychange", look);
  });
}
