// Resolves when a panel is in front: a lesson behind another one, or one that is not drawn yet, is not.

export function seen(panel) {
  return new Promise((resolve) => {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(panel.node);
    panel.disposed.connect(() => watch.disconnect());
  });
}
