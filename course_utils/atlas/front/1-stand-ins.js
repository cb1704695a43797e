// What Folium expects to find on the page, without the network: jQuery's one use, and marker icons.
// All scripts of this folder stand in one function, which gives the page `atlas` alone.

const atlas = {};

// What the reader added has scripts of its own, after that of the map: this runs when all of them are through.
atlas.afterScripts = (run) => {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else setTimeout(run);
};

// Folium turns a popup's markup into an element with $(…)[0], and waits with $(document).ready(…).
globalThis.$ ??= (what) => {
  if (what === document) return { ready: atlas.afterScripts };
  const holder = document.createElement("template");
  holder.innerHTML = what.trim();
  return [...holder.content.childNodes];
};

// folium.Icon() and a marker without an icon: a pin in the asked colour, drawn here.
const NAMED = { lightred: "#ff8e7f", darkpurple: "#5b396b", beige: "#ffcb92" };

atlas.pin = (color = "blue") => {
  const pin = document.createElement("span");
  pin.innerHTML =
    '<svg viewBox="0 0 24 34" width="24" height="34" aria-hidden="true">' +
    '<path d="M12 33C9 24 1 20 1 12a11 11 0 0 1 22 0c0 8-8 12-11 21Z"/>' +
    '<circle cx="12" cy="12" r="4"/></svg>';
  pin.querySelector("path").style.fill = NAMED[color] ?? color;
  return L.divIcon({
    html: pin,
    className: "pin",
    iconSize: [24, 34],
    iconAnchor: [12, 33],
    popupAnchor: [0, -30],
    tooltipAnchor: [12, -18],
  });
};

L.AwesomeMarkers = { icon: (options) => atlas.pin(options?.markerColor) };
L.Marker.mergeOptions({ icon: atlas.pin() });

// Without the network, markers that would be clustered stand each by itself; the plugin takes this place when it comes.
L.markerClusterGroup = (options) => L.featureGroup([], options);

// Leaflet's own prefix shows a national flag; a neutral course does not.
L.Control.Attribution.mergeOptions({ prefix: gettext("Drawn by Leaflet") });
L.Control.Zoom.mergeOptions({ zoomInTitle: gettext("Zoom in"), zoomOutTitle: gettext("Zoom out") });

// Leaflet writes its scale in English.
L.Control.Scale.include({
  _updateMetric(most) {
    const metres = this._getRoundNum(most);
    const length =
      metres < 1000
        ? gettext("{length} m", { length: metres })
        : gettext("{length} km", { length: metres / 1000 });
    this._updateScale(this._mScale, length, metres / most);
  },
});

const stillness = matchMedia("(prefers-reduced-motion: reduce)");
if (stillness.matches) {
  L.Map.mergeOptions({
    fadeAnimation: false,
    inertia: false,
    markerZoomAnimation: false,
    zoomAnimation: false,
  });
}
