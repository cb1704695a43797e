// One way to make an element: text is always text, never markup.

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  // JupyterLab's own keys act on everything that does not say this.
  if (tag === "button") node.dataset.lmSuppressShortcuts = "true";
  node.append(...children);
  return node;
}
