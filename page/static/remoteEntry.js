// The door by which JupyterLab finds this extension: the container that a bundler would make, written by hand.
//
// JupyterLab gives it the packages that it shares (init) and takes the plugins (get). All else is in modules beside it,
// which browsers load by themselves: nothing is built, and what is here is what runs.
(() => {
  const here = document.currentScript.src;
  let shared;
  (window._JUPYTERLAB ??= {})["libya-course"] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const { PageConfig } = await take(shared, "@jupyterlab/coreutils");
      const words = PageConfig.getOption("courseWords"); // language.js takes them, before anything is said
      if (words) window.CATALOGUE = JSON.parse(words);
      const { plugins } = await import(new URL("extension.js", here).href);
      const made = await plugins((name) => take(shared, name));
      return () => ({ __esModule: true, default: made });
    },
  };

  // JupyterLab's own copy of a package: the newest where there is more than one.
  async function take(scope, name) {
    const versions = Object.entries(scope[name] ?? {});
    if (!versions.length) throw new Error(`JupyterLab shares no ${name}`);
    const numbers = ([version]) => version.split(/[.-]/).map(Number);
    versions.sort((one, other) => {
      const [a, b] = [numbers(one), numbers(other)];
      const at = a.findIndex((number, index) => number !== b[index]);
      return at < 0 ? 0 : b[at] - a[at];
    });
    return (await versions[0][1].get())();
  }
})();
