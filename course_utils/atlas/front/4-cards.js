// What a popup says. Every text is set as text, so nothing in it can become markup.

atlas.placeCard = (place, { texts, cited }) => {
  const card = words("div", "", "card");
  const heading = words("h2", `${place.name} `);
  heading.append(atlas.arabic("span", place.arabic));
  card.append(heading, words("p", capital(place.kind), "kind"), words("p", place.role));
  card.append(words("h3", "In the article"));
  if (place.sentences.length) card.append(quotes(place.sentences, texts));
  else card.append(words("p", "The article does not speak of this place."));
  card.append(words("h3", "The point on the map"), words("p", place.precision));
  card.append(words("h3", "Sources"), sourceList(place.sources, cited));
  return card;
};

atlas.borderCard = (border, { texts, cited }) => {
  const card = words("div", "", "card");
  card.append(words("h2", border.name), words("p", border.length, "kind"));
  if (border.note) card.append(words("p", border.note));
  if (border.sentences.length) {
    card.append(words("h3", "In the article"), quotes(border.sentences, texts));
  }
  card.append(words("h3", "The line on the map"), words("p", border.precision));
  card.append(words("h3", "Sources"), sourceList(border.sources, cited));
  return card;
};

// Small enough to be read on a telephone, and never higher than the map.
atlas.cardOptions = () => {
  const main = document.querySelector("main") ?? document.body;
  return {
    maxWidth: Math.min(330, main.clientWidth - 50),
    minWidth: Math.min(240, main.clientWidth - 50),
    maxHeight: Math.max(120, main.clientHeight - 60),
    autoPanPadding: [8, 8],
  };
};

atlas.arabic = (tag, text) => {
  const element = words(tag, text);
  element.lang = "ar";
  element.dir = "rtl";
  return element;
};

function quotes(ids, texts) {
  const list = words("ul", "", "quotes");
  for (const id of ids) {
    const item = words("li", "");
    item.append(words("b", id), ` “${texts[id]}”`);
    list.append(item);
  }
  return list;
}

function sourceList(ids, cited) {
  const list = words("ul", "", "sources");
  for (const id of ids) {
    const source = cited[id];
    const item = words("li", "");
    const title = words(source.url ? "a" : "span", source.title);
    if (source.url)
      Object.assign(title, { href: source.url, target: "_blank", rel: "noopener noreferrer" });
    item.append(title, `. ${source.rest}`);
    list.append(item);
  }
  return list;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
