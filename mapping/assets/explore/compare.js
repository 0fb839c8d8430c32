/* Several maps of one indicator, in one view: a small map for each period, two side by side, or one
   swiped over the other. Each is a map of its own; whoever is moved moves the others. */
"use strict";

lmp.ready(({ map, coverage }) => {
  const { make, views } = lmp;
  const stage = map.getContainer();
  const maps = make("div", "lmp-maps");
  stage.before(maps);
  maps.append(stage);
  const caption = stage.appendChild(make("div", "lmp-caption"));
  const handle = make("div", "lmp-handle");
  handle.setAttribute("role", "slider");
  handle.tabIndex = 0;
  handle.setAttribute("aria-valuemin", "0");
  handle.setAttribute("aria-valuemax", "100");
  let twins = [];
  let asked = 0;
  let moving = false;
  let split = 50;
  let kept = null; // letters of the classes that are pressed in the key

  class Twin {
    constructor(entry) {
      this.entry = entry;
      this.box = maps.appendChild(make("div", "lmp-twin"));
      this.map = L.map(this.box, {
        center: map.getCenter(), zoom: map.getZoom(), zoomControl: false, attributionControl: false,
        zoomSnap: map.options.zoomSnap, zoomDelta: map.options.zoomDelta, crs: map.options.crs,
        wheelPxPerZoomLevel: map.options.wheelPxPerZoomLevel, keyboard: false,
      });
      this.box.tabIndex = -1;
      this.coverage = new lmp.CoverageMap(this.map, { fetchGeometry: lmp.geometry, isLed: true });
      this.caption = this.box.appendChild(make("div", "lmp-caption", entry.label));
      this.map.on("move", () => this.coverage.isResizing || follow(this.map));
      this.map.on("resized", () => follow(map));
      this.coverage.addEventListener("hover", ({ detail }) => this.point(detail.index));
      this.coverage.addEventListener("select", ({ detail }) => coverage.choose(detail.index));
    }

    async paint(message) {
      this.message = message;
      this.box.setAttribute("role", "img");
      this.box.setAttribute("aria-label", message.title);
      await this.coverage.setGeometry(message.geo);
      if (this.message !== message) return; // closed, or another is wanted
      lmp.paint(this.coverage, message);
      this.coverage.select(coverage.selected);
      if (kept) this.coverage.keep(kept);
      follow(map);
    }

    // The same place on the first map; its figure here.
    async point(index) {
      coverage.highlight(index);
      const values = index < 0 ? null : await lmp.resource(`values/${this.message.values}`);
      const places = index < 0 ? null : await lmp.places();
      const name = places?.names[this.message.language]?.[index] ?? places?.name[index];
      const said = index < 0 ? "" : `: ${name}, ${values?.texts[index] ?? ""}`;
      this.caption.textContent = this.entry.label + said;
    }

    close() {
      this.message = null;
      this.coverage.close();
      this.map.remove();
      this.box.remove();
    }
  }

  function follow(leader) {
    if (moving) return;
    moving = true;
    for (const other of [map, ...twins.map((twin) => twin.map)]) {
      if (other === leader) continue;
      const { zoomSnap } = other.options;
      other.options.zoomSnap = 0; // exactly the same view
      other.setView(leader.getCenter(), leader.getZoom(), { animate: false });
      other.options.zoomSnap = zoomSnap;
    }
    moving = false;
  }
  map.on("move", () => follow(map));
  // A map that changed its size shows as much as before, and the others with it.
  new ResizeObserver(() => follow(map)).observe(stage);

  const wanted = () => {
    const { compare, period, against } = views.chosen;
    const others = views.timeline().filter((entry) => entry.period !== period && entry.key);
    if (compare === "multiples") return others;
    return ["side", "swipe"].includes(compare) ? others.filter((entry) => entry.period === against) : [];
  };

  async function draw() {
    const mine = ++asked;
    const { compare, period } = views.chosen;
    const entries = wanted();
    const mode = entries.length ? compare : "";
    maps.className = `lmp-maps ${mode && `lmp-${mode}`}`;
    const order = views.timeline().findIndex((entry) => entry.period === period);
    stage.style.order = order;
    maps.style.setProperty("--lmp-columns", columns(entries.length + 1));
    for (const twin of twins) if (!entries.some((entry) => entry.period === twin.entry.period)) twin.close();
    twins = entries.map((entry) => twins.find((twin) => twin.entry.period === entry.period) ?? new Twin(entry));
    caption.textContent = mode ? views.timeline()[order]?.label ?? "" : "";
    caption.hidden = !mode;
    swipe(mode === "swipe");
    for (const twin of twins) {
      twin.box.style.order = views.timeline().findIndex((entry) => entry.period === twin.entry.period);
      const message = await views.messageOf(twin.entry.period);
      if (mine !== asked || !message) return;
      await twin.paint(views.shaped(message));
    }
  }

  // As near to the shape of the window as can be.
  function columns(count) {
    const { clientWidth, clientHeight } = maps;
    const wide = Math.sqrt((count * clientWidth) / Math.max(clientHeight, 1) / 1.2);
    return Math.min(Math.max(Math.round(wide), 1), count);
  }

  function swipe(on) {
    if (!on) return handle.remove();
    handle.setAttribute("aria-label", lmp.message()?.words.swipeHandle ?? "");
    if (!handle.isConnected) maps.append(handle); // moved, it would lose a person's keys
    moveHandle(split);
  }

  function moveHandle(percent) {
    split = Math.min(Math.max(percent, 2), 98);
    maps.style.setProperty("--lmp-split", `${split}%`);
    handle.setAttribute("aria-valuenow", String(Math.round(split)));
  }

  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = maps.getBoundingClientRect();
    moveHandle((100 * (event.clientX - box.left)) / box.width);
  });
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 5, ArrowLeft: -5 }[event.key];
    if (!by) return;
    moveHandle(split + by);
    event.preventDefault();
  });
  coverage.addEventListener("hover", ({ detail }) => {
    for (const twin of twins) if (twin.coverage.hovered !== detail.index) twin.coverage.mark(detail.index);
  });
  lmp.on("selected", (index) => { for (const twin of twins) twin.coverage.select(index); });
  lmp.on("kept", (letters) => {
    kept = letters;
    for (const twin of twins) twin.coverage.keep(letters);
  });
  lmp.on("theme", () => { for (const twin of twins) twin.coverage.refresh(); });
  lmp.on("message", draw);
});
