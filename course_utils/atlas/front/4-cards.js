// What a popup says. Every text is set as text, so nothing in it can become markup.

atlas.placeCard = (place) => {
  const card = words("div", "", "card");
  const heading = words("h2", `${place.name} `);
  heading.append(atlas.arabic("span", place.arabic));
  card.append(heading, words("p", capital(place.kind), "kind"), words("p", place.role));
  card.append(words("h3", gettext("Helps to read")));
  if (place.sentences.length) card.append(quotes(place.sentences));
  else card.append(words("p", gettext("The article does not speak of this place.")));
  card.append(words("h3", gettext("The point on the map")), words("p", place.precision));
  const far = place.shape === "name" ? [] : atlas.fromHere(place);
  if (far.length)
    card.append(words("h3", gettext("In a straight line from here")), words("p", listed(far)));
  card.append(words("h3", gettext("Sources")), sourceList(place.sources));
  return card;
};

atlas.landmarkCard = (one) => {
  const card = words("div", "", "card");
  const heading = words("h2", `${one.name} `);
  heading.append(atlas.arabic("span", one.arabic));
  card.append(heading, words("p", one.about));
  card.append(words("h3", gettext("The point on the map")), words("p", one.precision));
  card.append(words("h3", gettext("Sources")), sourceList(one.sources));
  return card;
};

atlas.borderCard = (border) => {
  const card = words("div", "", "card");
  card.append(words("h2", border.name), words("p", border.length, "kind"));
  if (border.note) card.append(words("p", border.note));
  if (border.sentences.length) {
    card.append(words("h3", gettext("Helps to read")), quotes(border.sentences));
  }
  card.append(words("h3", gettext("The line on the map")), words("p", border.precision));
  card.append(words("h3", gettext("Sources")), sourceList(border.sources));
  return card;
};

atlas.eventsCard = (site, numbers) => {
  const card = words("div", "", "card");
  card.append(words("h2", gettext("{name}: events", site)));
  const counted = ngettext(
    "{count} in the chosen period, in order of date.",
    "{count} in the chosen period, in order of date.",
    numbers.length,
  );
  card.append(words("p", counted, "kind"));
  for (const number of numbers) card.append(eventDetails(atlas.story[number]));
  return card;
};

atlas.changesCard = (site, changes) => {
  const card = words("div", "", "card");
  card.append(words("h2", gettext("{name}: taken or left", site)));
  for (const { event, said } of changes) {
    const { when, sources } = atlas.story[event];
    card.append(words("h3", when), words("p", said), sourceList(sources));
  }
  card.append(words("p", gettext("Who held the place on other dates is not recorded here.")));
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
  card.append(words("h2", gettext("{number}. {title}", route)));
  card.append(words("p", gettext("Approximate. Confidence: {confidence}.", route), "kind"));
  card.append(words("p", gettext("Carries: {carries}.", route)));
  if (route.note) card.append(words("p", route.note));
  card.append(words("h3", gettext("The line on the map")), words("p", route.caveat));
  card.append(words("h3", gettext("Sources")), sourceList(route.sources));
  return card;
};

atlas.roadCard = (road) => {
  const card = words("div", "", "card");
  card.append(words("h2", road.title), words("p", road.note));
  card.append(words("h3", gettext("The line on the map")));
  card.append(words("p", gettext("Straight from one named place to the next.")));
  card.append(words("h3", gettext("Sources")), sourceList(road.sources));
  return card;
};

atlas.communitiesCard = (town) => {
  const card = words("div", "", "card");
  card.append(words("h2", gettext("Named at {place}", town)));
  for (const community of town.communities) {
    const heading = words("h3", `${community.name} `);
    heading.append(atlas.arabic("span", community.arabic));
    card.append(heading, words("p", community.description));
    if (community.say) card.append(words("p", gettext("How this course writes: {say}", community)));
    card.append(sourceList(community.sources));
  }
  return card;
};

// Folded, so that a reader chooses what to read.
function eventDetails(event) {
  const details = words("details", "");
  const summary = words("summary", "");
  const title = event.warned ? gettext("{title} (content note)", event) : event.title;
  summary.append(words("b", event.when), " ", title);
  details.append(summary, words("p", event.summary));
  if (event.doubt) details.append(words("p", event.doubt));
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

// On a telephone a card would cover the map: it stands below instead, at the foot of the frame. Says whether it does.
atlas.asSheet = (map, popup) => {
  const isNarrow = matchMedia("(width < 600px)").matches;
  popup.getElement().classList.toggle("low", isNarrow);
  if (isNarrow) map.getContainer().append(popup.getElement());
  return isNarrow;
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
    item.append(words("b", id), " ", gettext("“{sentence}”", { sentence: atlas.texts[id] }));
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
    item.append(title, ". ", source.rest);
    list.append(item);
  }
  return list;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
