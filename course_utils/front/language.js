// Messages in the language of the course, as language.py says them; CATALOGUE stands before this file, English needs none.

/* global CATALOGUE */

const catalogue = typeof CATALOGUE === "undefined" ? { code: "en", messages: {} } : CATALOGUE;

// What the root of all that the course draws says of its language: its code and the direction of its writing.
export const spoken = { lang: catalogue.code, dir: catalogue.direction ?? "ltr" };

export function gettext(message, values = {}) {
  return filled(catalogue.messages[message] ?? message, values);
}

export function ngettext(one, many, count, values = {}) {
  const forms = catalogue.messages[one];
  const category = new Intl.PluralRules(catalogue.code).select(count);
  const said = forms ? forms[catalogue.plurals[category]] : count === 1 ? one : many;
  return filled(said, { count, ...values });
}

function filled(said, values) {
  return said.replace(/\{(\w+)\}/g, (place, name) =>
    name in values ? String(values[name]) : place,
  );
}
