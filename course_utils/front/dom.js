// One way to make an element: text is always text, never markup.

const CONTROLS = new Set(["button", "input", "select", "summary", "textarea"]);
let made = 0;

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  // JupyterLab's own keys (arrows leave the cell, d d deletes it) act on everything that does not say this.
  if (CONTROLS.has(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children.filter((child) => child != null));
  return node;
}

export function freshId(stem) {
  made += 1;
  return `${stem}-${made}-${Math.random().toString(36).slice(2, 8)}`;
}

export function labelled(control, text, className) {
  control.id = control.id || freshId("field");
  return make(
    "div",
    { class: className },
    control,
    make("label", { for: control.id }, make("span", { dir: "auto" }, text)),
  );
}
