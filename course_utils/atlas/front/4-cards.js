// What a popup says. Every text is set as text, so nothing in it can become markup.

atlas.placeCard = (place) => {
  const card = words("div", "", "card");
  const heading = words("h2", `${place.name} `);
  heading.append(atlas.arabic("span", place.arabic));
  card.append(heading, words("p", capital(place.kind), "kind"), words("p", place.role));
  card.append(words("h3", "Helps to read"));
  if (place.sentences.length) card.append(quotes(place.sentences));
  else card.append(words("p", "The article does not speak of this place."));
  card.append(words("h3", "The point on the map"), words("p", place.precision));
  card.append(words("h3", "Sources"), sourceList(place.sources));
  return card;
};

atlas.borderCard = (border) => {
  const card = words("div", "", "card");
  card.append(words("h2", border.name), words("p", border.length, "kind"));
  if (border.note) card.append(words("p", border.note));
  if (border.sentences.length) {
    card.append(words("h3", "Helps to read"), quotes(border.sentences));
  }
  card.append(words("h3", "The line on the map"), words("p", border.precision));
  card.append(words("h3", "Sources"), sourceList(border.sources));
  return card;
};

atlas.eventsCard = (site, numbers) => {
  const card = words("div", "", "card");
  card.append(words("h2", `${site.name}: events`));
  card.append(words("p", `${numbers.length} in the chosen period, in order of date.`, "kind"));
  for (const number of numbers) card.append(eventDetails(atlas.story[number]));
  return card;
};

atlas.changesCard = (site, changes) => {
  const card = words("div", "", "card");
  card.append(words("h2", `${site.name}: taken or left`));
  for (const { event, said } of changes) {
    const { when, sources } = atlas.story[event];
    card.append(words("h3", when), words("p", capital(said) + "."), sourceList(sources));
  }
  card.append(words("p", "Who held the place on other dates is not recorded here."));
  return card;
};

atlas.lineCard = (line) => {
  const card = words("div", "", "card");
  card.append(words("h2", line.title), words("p", line.note));
  for (const event of line.events) card.append(eventDetails(atlas.story[event]));
  return card;
};

atlas.routeCard = (route) => {
  const card = words("div", "", "card");
  card.append(words("h2", `${route.number}. ${route.title}`));
  card.append(words("p", `Approximate. Confidence: ${route.confidence}.`, "kind"));
  card.append(words("p", `Carries: ${route.carries}.`));
  if (route.note) card.append(words("p", route.note));
  card.append(words("h3", "The line on the map"), words("p", route.caveat));
  card.append(words("h3", "Sources"), sourceList(route.sources));
  return card;
};

atlas.communitiesCard = (town) => {
  const card = words("div", "", "card");
  card.append(words("h2", `Communities named at ${town.place}`));
  for (const community of town.communities) {
    const heading = words("h3", `${community.name} `);
    heading.append(atlas.arabic("span", community.arabic));
    card.append(heading, words("p", community.description));
    if (community.say) card.append(words("p", `How this course writes: ${community.say}`));
    card.append(sourceList(community.sources));
  }
  return card;
};

// Folded, so that a reader chooses what to read.
function eventDetails(event) {
  const details = words("details", "");
  const summary = words("summary", "");
  summary.append(words("b", event.when), ` ${event.title}${event.warned ? " (content note)" : ""}`);
  details.append(summary, words("p", event.summary));
  if (event.confidence !== "high") details.append(words("p", `Confidence: ${event.confidence}.`));
  details.append(sourceList(event.sources));
  return details;
}

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

function quotes(ids) {
  const list = words("ul", "", "quotes");
  for (const id of ids) {
    const item = words("li", "");
    item.append(words("b", id), ` “${atlas.texts[id]}”`);
    list.append(item);
  }
  return list;
}

function sourceList(ids) {
  const list = words("ul", "", "sources");
  for (const id of ids) {
    const source = atlas.cited[id];
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
