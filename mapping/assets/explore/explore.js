/* Joins the map and the panel: what is chosen in one is chosen in the other, without asking the page. */
"use strict";

lmp.ready(({ map, coverage }) => {
  const { Panel, make } = lmp;
  const stage = map.getContainer();
  document.body.classList.add("lmp-explore");
  document.body.classList.toggle("lmp-alone", parent === window);
  stage.classList.add("lmp-stage");
  const side = document.body.appendChild(make("div", "lmp-panel"));
  const foot = document.body.appendChild(make("footer", "lmp-foot"));
  const tip = stage.appendChild(make("div", "lmp-tip"));
  tip.hidden = true;
  const labels = new lmp.Labels(map, coverage);
  // The map in words: heard with the map, and when another is shown.
  const spoken = document.body.appendChild(make("p", "lmp-unseen"));
  spoken.id = "lmp-spoken";
  spoken.setAttribute("aria-live", "polite");
  stage.setAttribute("aria-describedby", spoken.id);
  let placesKey = null;

  const panel = new Panel(side, {
    values: () => lmp.values(),
    point: (index) => coverage.highlight(index ?? -1),
    select,
    keep: (letters) => { coverage.keep(letters); lmp.emit("kept", letters); },
    thumbnail: (canvas, classes, colours) => coverage.paintSmall(canvas, classes, colours),
    streams: (message) => lmp.resource(`values/${message.streams.key}`),
    drawStreams: (drawn) => coverage.setStreams({ drawn }),
    pointStream: (pointed) => coverage.setStreams({ pointed }),
    canEdit: parent !== window,
    elsewhere: () => lmp.drill.elsewhere(),
    // A place that was found may lie on the map or on that of another level.
    find: ({ code, level }) => {
      const index = lmp.drill.isLeaving() ? -1 : panel.places.findIndex((place) => place.code === code && place.level === level);
      if (index < 0) lmp.drill.seek({ code, level });
      else select(index, { bringIntoView: true });
    },
    parts: () => {
      const level = lmp.drill.below();
      return level && { units: level.units, show: (index) => lmp.drill.down(index) };
    },
    openProfile: parent === window ? lmp.openProfile ?? null
      : (index) => lmp.send({ type: "open_profile", place_code: panel.places[index].code }),
  });

  function select(index, { bringIntoView }) {
    coverage.select(index);
    hideTip();
    if (bringIntoView) coverage.fit([index], { around: 1 });
    panel.setSelected(index);
    lmp.emit("selected", index);
    lmp.send({ type: "place_clicked", place_code: panel.places[index].code });
  }

  lmp.describe = async (index) => {
    await panel.loadValues();
    if (!panel.places[index]) return "";
    const { name, figure, period } = panel.describe(index);
    return [name, figure, period].filter(Boolean).join(", ");
  };

  lmp.on("coming", fillFoot);
  lmp.on("message", async (message) => {
    const wanted = `${message.places} ${message.language}`;
    if (placesKey !== wanted) {
      const places = await namedPlaces(message);
      if (lmp.message() !== message || coverage.key !== message.geo?.[0]?.key) return;
      placesKey = wanted;
      hideTip();
      panel.setPlaces(places);
    }
    panel.setMessage(message, inks(message));
    panel.setSelected(panel.places.findIndex((place) => place.code === message.selected));
    fillFoot(message);
    const said = lmp.spoken(message);
    if (spoken.textContent !== said) spoken.textContent = said;
    lmp.points.read(message).then((points) => { if (lmp.message() === message) coverage.setPoints(message.shape ? null : points); });
    nameThem(message);
  });
  lmp.on("theme", () => nameThem(lmp.message()));
  // The numbers of the places that were on the map mean others now, until their names are here.
  coverage.addEventListener("geometry", () => {
    placesKey = null;
    hideTip();
    panel.forgetPlaces();
  });

  coverage.addEventListener("hover", ({ detail }) => {
    panel.setPointed(detail.index);
    if (detail.via === "code") return hideTip();
    pointAt(detail);
  });
  coverage.addEventListener("select", ({ detail }) => {
    if (detail.index >= 0) panel.setSelected(detail.index);
  });
  let pointer = null; // where it was last: the tip may be filled after its last movement
  stage.addEventListener("pointermove", (event) => {
    pointer = [event.clientX, event.clientY];
    placeTip(...pointer);
  });
  stage.addEventListener("pointerleave", hideTip);

  // Where the map stands above the panel the page scrolls, not the frame.
  const stacked = matchMedia("(max-width: 760px)");
  const tellHeight = () => {
    if (parent === window) return;
    const height = stacked.matches ? Math.ceil(document.body.getBoundingClientRect().height) : 0;
    parent.postMessage({ type: "lmp:height", height }, location.origin);
  };
  new ResizeObserver(tellHeight).observe(document.body);
  stacked.addEventListener("change", tellHeight);

  /** The names of places in the reader's language first, then every other name they are known by. */
  async function namedPlaces(message) {
    const [places, parents] = await Promise.all([lmp.places(), lmp.parents()]);
    const parentNames = new Map((parents?.codes ?? []).map((code, index) => [code, nameIn(parents, index, message.language)]));
    return places.codes.map((code, index) => {
      const others = Object.values(places.names).map((names) => names[index]).filter(Boolean);
      const names = [...new Set([nameIn(places, index, message.language), places.name[index], ...others])];
      return { code, level: places.level, names, parent: parentNames.get(places.parents?.[index]) ?? "" };
    });
  }

  function nameIn(places, index, language) {
    return places.names[language]?.[index] || places.name[index];
  }

  /** Which mark stands in each place, null where there is a figure. */
  function inks(message) {
    const marks = new Map(message.legend.marks.map(({ letter, mark }) => [letter, mark]));
    return [...message.classes].map((letter) => marks.get(letter) ?? null);
  }

  async function pointAt({ index, via, point }) {
    if (index < 0) return hideTip();
    await panel.loadValues();
    if (coverage.hovered !== index || !panel.places[index]) return;
    const { name, figure, period } = panel.describe(index);
    tip.replaceChildren(make("strong", "", name), make("span", "", [figure, period].filter(Boolean).join(" · ")));
    tip.hidden = false;
    if (via === "keyboard") {
      const box = stage.getBoundingClientRect();
      placeTip(box.left + point.x, box.top + point.y);
    } else if (pointer) {
      placeTip(...pointer);
    }
  }

  function placeTip(x, y) {
    if (tip.hidden) return;
    const box = stage.getBoundingClientRect();
    const left = Math.min(x - box.left + 14, box.width - tip.offsetWidth - 6);
    const top = y - box.top + 18 + tip.offsetHeight > box.height ? y - box.top - tip.offsetHeight - 10 : y - box.top + 18;
    tip.style.left = `${Math.max(left, 6)}px`;
    tip.style.top = `${Math.max(top, 6)}px`;
  }

  function hideTip() { tip.hidden = true; }

  function fillFoot(message) {
    const lines = [message.source, message.boundary_source, ...message.notes, message.disclaimer];
    foot.replaceChildren(...lines.filter(Boolean).map((line) => make("p", "", line)));
  }

  /** Names stand on the wall and beside islands in frames; tiles and circles have room for the figure. */
  async function nameThem(message) {
    if (!message || !panel.places.length) return;
    const inside = ["tiles", "dots"].includes(message.shape);
    const isWanted = inside || message.shape === "insets" || Boolean(lmp.onWall);
    labels.setOn(isWanted, { inside });
    if (!isWanted) return;
    const values = inside ? await lmp.values() : null;
    if (lmp.message() !== message) return;
    // Places under circles and streams have no colour of their own.
    const filled = ["symbols", "flows"].includes(message.kind) ? [] : message.legend.classes;
    const isDark = document.documentElement.dataset.theme === "dark";
    const inkOf = new Map(filled.map(({ colour, dark }, index) => [lmp.LETTERS[index], lmp.inkOn((isDark && dark) || colour)]));
    labels.set(panel.places.map(({ names }, index) => (
      { name: names[0], value: values?.texts[index] ?? "", ink: inkOf.get(message.classes[index]) ?? "" })));
  }
});
