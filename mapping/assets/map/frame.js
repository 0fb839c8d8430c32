// The frame's side of the conversation: takes messages, fetches what they name, reports events.
//
// Scripts that come after this one (a panel, drawing) say what they want with
//   lmp.ready(({ map, coverage }) => ...)      once the map is there
//   lmp.on("coming", (message) => ...)         for the first one, before it is drawn: what stands around the
//                                              map takes its room, so that the map is drawn once
//   lmp.on("message", (message) => ...)        for each message, once it is drawn
//   lmp.send({ type: "...", ... })             an event for the page
//   await lmp.values()                         { texts, numbers } of the map shown, or null
//   await lmp.places()                         { codes, name, names, parents, level, unit } of the
//                                              places that are on the map, or null
//   await lmp.parents()                        the same of the level above
//   lmp.describe = (index) => "..."            what is read out for a place
//   lmp.derive = async (message) => message     what is shown of a message of the page
//   await lmp.show(message)                    shows one made here, such as another period
//   lmp.on("sent", (message) => ...)           for each message as the page sends it
//   await lmp.receive(message)                 takes such a one again
//   lmp.hold({ "values/KEY": ... })              what a file without a server has unpacked
//   await lmp.resource("values/KEY")           anything the page registered, as JSON; null when gone
"use strict";

(() => {
  const CACHED = 24;
  const listeners = new Map();
  const cache = new Map();
  const namesOf = new Map(); // key of a geometry -> key of the names of its places
  const embedded = readEmbedded();
  let held = {}; // what a file unpacked, by path
  let shown = null; // the message that is drawn
  let newest = null; // the message that was last asked for
  let context = null;

  lmp.ready = (callback) => (context?.coverage ? callback(context) : lmp.on("ready", callback));
  lmp.on = (name, callback) => listeners.set(name, [...(listeners.get(name) ?? []), callback]);
  lmp.send = (event) => {
    if (parent !== window) parent.postMessage({ type: "lmp:event", event }, location.origin);
  };
  lmp.message = () => shown;
  lmp.values = () => fetched(shown && `values/${shown.values}`, "json");
  // A number of a place is good only with the names of the geometry that it was read from.
  lmp.places = () => {
    const key = namesOf.get(context?.coverage?.key);
    return fetched(key && `places/${key}`, "json");
  };
  lmp.parents = () => fetched(shown?.parents && `places/${shown.parents}`, "json");
  lmp.describe = describe;
  lmp.derive = async (message) => message;
  lmp.show = show;
  lmp.receive = receive;
  lmp.resource = (path) => fetched(path, "json");
  lmp.hold = (found) => (held = found);
  lmp.geometry = (key) => fetched(`geo/${key}`, "arrayBuffer");
  lmp.emit = emit;
  lmp.paint = (coverage, message, drawing = lmp.drawing(message)) => {
    coverage.setValues(drawing);
    coverage.setVeil({ hatched: lmp.hatched(message) });
  };

  function start(map) {
    const coverage = new lmp.CoverageMap(map, { fetchGeometry: lmp.geometry });
    const container = map.getContainer();
    container.setAttribute("role", "application");
    L.control.zoom({ position: "topright" }).addTo(map);
    context = { map, coverage };
    lmp.coverage = coverage;
    const live = L.DomUtil.create("div", "lmp-live", document.body);
    live.setAttribute("aria-live", "polite");
    coverage.addEventListener("hover", ({ detail }) => announce(live, detail));
    coverage.addEventListener("select", ({ detail }) => report(detail));
    emit("ready", context);
    listen();
    if (embedded) receive(embedded.message);
  }

  // folium's page makes the map; the engine starts on it as soon as it is whole. Only on the first:
  // a panel may make a small map of its own.
  L.Map.addInitHook(function () {
    if (context) return;
    context = {};
    queueMicrotask(() => start(this));
  });

  function listen() {
    addEventListener("message", ({ source, origin, data }) => {
      if (source !== parent || origin !== location.origin || data?.type !== "lmp:show") return;
      dress(data.theme, data.message);
      emit("sent", data.message);
      receive(data.message);
    });
    if (parent !== window) parent.postMessage({ type: "lmp:ready" }, location.origin);
  }

  // A message of the page, unpacked, and as what a person chose to see of it.
  async function receive(packed) {
    newest = packed;
    context.coverage.prefetch(packed.geo ?? []); // while the rest of the message comes
    const seldom = packed.seldom ? await fetched(`values/${packed.seldom}`, "json") : null;
    const message = { words: {}, ...seldom, ...packed, classes: unpackedClasses(packed) };
    const wanted = await lmp.derive(message);
    if (newest === packed) await show(wanted);
  }

  // Several places a letter, or by the letters of two rates: as mapping/render/packing.py packs them.
  function unpackedClasses({ classes, pairs }) {
    if (typeof classes !== "object" || !classes) return classes;
    if (classes.by) return Array.from(pairs, (letter) => classes.by[letter]).join("");
    const { letters, each, places, text } = classes;
    let found = "";
    for (const letter of text) {
      let left = lmp.LETTERS.indexOf(letter);
      for (let i = 0; i < each; i++) {
        found += letters[left % letters.length];
        left = Math.floor(left / letters.length);
      }
    }
    return found.slice(0, places);
  }

  // Draws a message. What is fetched meanwhile for an older one is thrown away.
  async function show(message) {
    newest = message;
    const { coverage, map } = context;
    document.documentElement.lang = message.language;
    document.documentElement.dir = message.direction;
    label(map.getContainer(), message);
    if (message.geo?.length) namesOf.set(message.geo[0].key, message.places);
    if (!shown) {
      emit("coming", message);
      coverage.measure();
    }
    const drawing = message.classes ? lmp.drawing(message) : null;
    try {
      await coverage.setGeometry(message.geo ?? [], drawing);
    } catch (error) {
      note(message.words?.mapFailed ?? "The map could not be loaded.");
      return emit("failed", { message, error });
    }
    note("");
    if (newest !== message) return;
    const isNew = shown?.places !== message.places || shown?.geo?.[0]?.key !== message.geo?.[0]?.key;
    shown = message;
    if (drawing) lmp.paint(coverage, message, drawing);
    performance.mark("lmp:painted", { detail: message.classes?.length });
    emit("message", message);
    if (isNew) await drawParents(message);
    await drawSelected(message);
  }

  // Words come with the message: what is in the frame from the start has none.
  function label(container, { title, words }) {
    container.setAttribute("aria-label", [title, words?.mapHelp].filter(Boolean).join(". "));
    for (const [name, word] of [["in", words?.zoomIn], ["out", words?.zoomOut]]) {
      const button = container.querySelector(`.leaflet-control-zoom-${name}`);
      if (!word || !button) continue;
      button.title = word;
      button.setAttribute("aria-label", word);
    }
  }

  function note(text) {
    const container = context.map.getContainer();
    let box = container.querySelector(".lmp-note");
    if (!text) return box?.remove();
    box ??= L.DomUtil.create("div", "lmp-note", container);
    box.setAttribute("role", "alert");
    box.textContent = text;
  }

  async function drawParents(message) {
    const places = await lmp.places();
    if (shown?.places !== message.places || !places?.parents) return;
    const numbers = new Map();
    const number = (code) => numbers.get(code) ?? (numbers.set(code, numbers.size), numbers.size - 1);
    context.coverage.setParents(Int32Array.from(places.parents, number));
  }

  async function drawSelected(message) {
    const places = message.selected ? await lmp.places() : null;
    if (shown !== message || context.coverage.key !== message.geo?.[0]?.key) return;
    const index = places ? places.codes.indexOf(message.selected) : -1;
    context.coverage.select(index);
    emit("selected", index);
  }

  async function report({ index }) {
    emit("selected", index);
    if (index < 0) return;
    const code = (await lmp.places())?.codes[index];
    if (code) lmp.send({ type: "place_clicked", place_code: code });
  }

  async function announce(live, { index, via }) {
    if (via !== "keyboard") return;
    live.textContent = index < 0 ? "" : await lmp.describe(index);
  }

  async function describe(index) {
    const [places, values] = await Promise.all([lmp.places(), lmp.values()]);
    if (!places || !shown) return "";
    const name = places.names[shown.language]?.[index] ?? places.name[index];
    return [name, values?.texts[index]].filter(Boolean).join(": ");
  }

  // The page's colours and typeface, or those that a reader chose.
  function dress(theme, message) {
    const root = document.documentElement;
    lmp.pageTheme = message.theme || (isDark(theme?.background) ? "dark" : "light");
    const wanted = lmp.onWall ? "projector" : lmp.pageTheme;
    root.dataset.textSize = message.text_size ?? "";
    if (theme?.font) root.style.setProperty("--lmp-page-font", theme.font);
    if (root.dataset.theme === wanted) return;
    root.dataset.theme = wanted;
    context.coverage.refresh();
    emit("theme", wanted);
  }

  function isDark(colour) {
    const parts = /^#(..)(..)(..)/.exec(colour ?? "");
    if (!parts) return false;
    const [red, green, blue] = parts.slice(1).map((part) => parseInt(part, 16));
    return 0.299 * red + 0.587 * green + 0.114 * blue < 110;
  }

  // What a path holds, fetched once; null when it is not there (any more).
  function fetched(path, kind) {
    if (!path) return Promise.resolve(null);
    if (!cache.has(path)) {
      const body = embedded ? unpacked(path) : fetch(`../${path}`);
      cache.set(path, body.then((answer) => {
        if (!answer.ok) {
          cache.delete(path);
          if (kind === "json") return null;
          throw new Error(`${path}: ${answer.status}`);
        }
        return answer[kind]();
      }, (error) => {
        cache.delete(path);
        throw error;
      }));
      // Geometry is kept decoded by the coverage, not here.
      if (kind === "arrayBuffer") cache.get(path).finally(() => cache.delete(path)).catch(() => {});
      if (cache.size > CACHED) cache.delete(cache.keys().next().value);
    }
    return cache.get(path);
  }

  function readEmbedded() {
    const block = document.getElementById("lmp-embedded");
    return block ? JSON.parse(block.textContent) : null;
  }

  async function unpacked(path) {
    if (held[path]) return new Response(JSON.stringify(held[path]));
    const text = embedded.resources[path];
    if (text === undefined) return new Response(null, { status: 404 });
    return new Response(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  }

  function emit(name, detail) {
    for (const callback of listeners.get(name) ?? []) callback(detail);
  }
})();
