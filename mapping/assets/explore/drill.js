/* The way down and up: a breadcrumb over the map, a double click, keys D and U, and the search for
   places of other levels. The page sends the other level's map; the frame and its view stay. */
"use strict";

lmp.ready(({ map, coverage }) => {
  const { make } = lmp;
  const stage = map.getContainer();
  const trail = stage.appendChild(make("nav", "lmp-trail"));
  L.DomEvent.disableClickPropagation(trail);
  const ANSWERED_MS = 5000; // by then the other map is here, or none will come
  let within = "";
  let sought = null;
  let asked = null; // { level, at }: another map that was asked for and is not here yet

  const levels = () => lmp.message()?.levels ?? [];
  const here = () => levels().findIndex((level) => level.here);
  const below = () => levels().slice(here() + 1).find((level) => level.has);
  const above = () => levels().slice(0, Math.max(here(), 0)).findLast((level) => level.has);

  async function down(index) {
    const level = below();
    const places = level && index >= 0 ? await lmp.places() : null;
    if (places) go(level.level, places.codes[index]);
  }

  function up() {
    const { crumbs = [] } = lmp.message() ?? {};
    const level = above();
    if (!level) return;
    // The place whose parts were shown is the one that is selected above.
    go(level.level, crumbs.at(-2)?.code ?? "", crumbs.at(-1)?.code ?? "");
  }

  function go(level, code, place = "") {
    leave({ type: "drilled", level, within: code, place_code: place });
  }

  // The page heeds the newest event alone: a click on a map that is about to go must not keep it.
  const send = lmp.send;
  const isLeaving = () => asked !== null && performance.now() - asked.at < ANSWERED_MS;
  lmp.send = (event) => {
    if (event.type !== "place_clicked" || !isLeaving()) send(event);
  };

  // What was pressed is drawn anew with the other map: whoever went by keys goes on from the map.
  function leave(event) {
    if (document.activeElement.closest(".lmp-trail, .lmp-card")) stage.focus();
    asked = { level: event.level, at: performance.now() };
    lmp.send(event);
  }

  function draw(message) {
    const { crumbs = [], words } = message;
    trail.setAttribute("aria-label", words.trail ?? "");
    trail.hidden = levels().length < 2;
    trail.replaceChildren(...crumbs.map(({ name, code, level }, index) => {
      const isLast = index === crumbs.length - 1;
      const part = make(isLast && !above() ? "span" : "button", "", name);
      if (isLast) part.setAttribute("aria-current", "location");
      if (part.localName === "button") {
        part.type = "button";
        part.addEventListener("click", () => (isLast ? up() : go(index ? levelBelow(level) : levels()[0].level, code)));
      }
      return part;
    }));
    if (below()) map.doubleClickZoom.disable();
    else map.doubleClickZoom.enable();
  }

  const levelBelow = (code) => levels()[levels().findIndex(({ level }) => level === code) + 1]?.level;

  // The parts of a place come to the fore; the rest of the country stays, as context.
  function bringOut(message) {
    const isNew = within !== (message.within ?? "");
    within = message.within ?? "";
    const focus = message.focus?.length ? message.focus : null;
    coverage.setVeil({ focus });
    if (isNew) coverage.fit(focus);
  }

  lmp.on("message", async (message) => {
    if (asked?.level === levels()[here()]?.level) asked = null;
    draw(message);
    bringOut(message);
    if (!sought || message.selected !== sought) return;
    sought = null;
    const places = await lmp.places();
    const index = places?.codes.indexOf(message.selected) ?? -1;
    if (index >= 0) coverage.fit([index], { around: 1 });
  });

  map.on("dblclick", ({ containerPoint }) => {
    if (below()) down(coverage.placeAt(containerPoint));
  });
  stage.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key === "d") down(coverage.hovered >= 0 ? coverage.hovered : coverage.selected);
    else if (key === "u") up();
    else return;
    event.preventDefault();
  });

  /** Names of the places of the other levels, for the search. */
  async function elsewhere() {
    const { language } = lmp.message();
    const found = [];
    for (const { level, unit, places: key } of levels()) {
      const places = key ? await lmp.resource(`places/${key}`) : null;
      places?.codes.forEach((code, index) => {
        const others = Object.values(places.names).map((names) => names[index]).filter(Boolean);
        const names = [places.names[language]?.[index] || places.name[index], places.name[index], ...others];
        found.push({ code, level, names: [...new Set(names)], parent: unit });
      });
    }
    return found;
  }

  function seek({ code, level }) {
    sought = code;
    leave({ type: "place_sought", level, place_code: code });
  }

  lmp.drill = { below, down, elsewhere, seek, isLeaving };
});
