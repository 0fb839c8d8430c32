// Draws a coverage on a Leaflet map: one layer, four canvases, no element per place.
//
//   const coverage = new lmp.CoverageMap(map, { fetchGeometry });   // fetchGeometry(key) -> ArrayBuffer
//   await coverage.setGeometry([{ key, tolerance }, ...]);          // coarse first
//   coverage.setValues({ classes: "AB.~=", colours: ["#..."], sizes: null, largestRadius: 26 });
//   coverage.select(3); coverage.highlight(5); coverage.fit([3, 4]); await coverage.toImage();
//   coverage.addEventListener("hover" | "select" | "drawn" | "geometry", ...)
//
// A place is known by its number in the boundary set. Classes are letters, as mapping/render/web.py
// writes them: one of LETTERS for a class, "=" a true zero, "." no data, "~" not shown.
"use strict";

(() => {
  const { decode, trace, traceArc, contains, groups } = lmp.arcs;
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const ZERO = "=";
  const NO_DATA = ".";
  const NOT_SHOWN = "~";
  const TILE = 256; // pixels of the world's width at zoom 0
  const LEAST_PX = 8; // a place that is drawn smaller gets a symbol of this size
  const LONE_PX = 28; // but not where it lies among others: a group larger than this needs none
  const TOUCH_PX = 14; // how far beside a place a finger may come down
  const COARSE_PX = 1; // a finer level of detail is wanted when the tolerance is seen
  const PLACES_A_PATH = 16; // one path for all is filled ten times slower, a path each somewhat
  const MOST_CANVAS_PX = 12e6;
  const KEPT_GEOMETRIES = 6;
  const LAYERS = ["fills", "lines", "marks", "overlay"];

  // Without movement where a person asks for none; before any map is made.
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, inertia: false });
  }

  // The canvases: Leaflet moves and scales them while the map moves, and asks for a drawing after.
  const CanvasStack = L.Renderer.extend({
    options: { padding: 0.12 },
    initialize(draw) {
      L.Renderer.prototype.initialize.call(this);
      this.draw = draw;
    },
    _initContainer() {
      this._container = L.DomUtil.create("div", "lmp-canvases");
      this.canvases = {};
      for (const name of LAYERS) {
        this.canvases[name] = L.DomUtil.create("canvas", `lmp-${name}`, this._container);
      }
    },
    _destroyContainer() {
      L.DomUtil.remove(this._container);
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return; // drawn once, when it has arrived
      L.Renderer.prototype._update.call(this);
      L.DomUtil.setPosition(this._container, this._bounds.min);
      const size = this._bounds.getSize();
      this.ratio = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_CANVAS_PX / (size.x * size.y || 1)));
      for (const canvas of Object.values(this.canvases)) {
        const [width, height] = [Math.round(size.x * this.ratio), Math.round(size.y * this.ratio)];
        if (canvas.width !== width) canvas.width = width;
        if (canvas.height !== height) canvas.height = height;
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      this.view = {
        scale: TILE * 2 ** this._map.getZoom(), left: origin.x, top: origin.y,
        width: size.x, height: size.y,
      };
      this.draw();
    },
    // An empty canvas of the name, ready to be drawn on in CSS pixels.
    context(name) {
      const context = this.canvases[name].getContext("2d");
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.lineJoin = "round";
      return context;
    },
  });

  class CoverageMap extends EventTarget {
    #map;
    #stack;
    #fetchGeometry;
    #levels = [];
    #decoded = new Map(); // key -> coverage, or the promise of one
    #coverage = null;
    #coarse = null; // the first level: it alone has the places' centres
    #groupBox = null;
    #tiny = [];
    #values = null;
    #parents = null;
    #selected = -1;
    #hovered = -1;
    #followsFit = true; // until a person moves the map
    #byHand = false; // whether the next movement is a person's
    #fitted = null;
    #wanted = null; // key of the level of detail that this zoom asks for
    #marks = []; // what can be pointed at before the places, smallest first
    #colours = {};

    constructor(map, { fetchGeometry }) {
      super();
      this.#map = map;
      this.#fetchGeometry = fetchGeometry;
      this.#stack = new CanvasStack(() => this.#draw());
      this.#readColours();
      this.#stack.addTo(map);
      this.#listen();
    }

    get map() { return this.#map; }
    get places() { return this.#coarse?.places ?? 0; }
    get selected() { return this.#selected; }
    get hovered() { return this.#hovered; }

    // Geometry by level of detail, coarse first. Resolves when the first level is drawn. The view is
    // kept when the new places cover the same ground, as another level of the same country does.
    async setGeometry(levels) {
      const same = levels[0]?.key === this.#levels[0]?.key;
      this.#levels = levels;
      if (same || !levels.length) return;
      const coarse = await this.#load(levels[0].key);
      if (this.#levels !== levels) return; // another geometry was asked for meanwhile
      const before = this.#coarse && wholeBox(this.#coarse.placeBox);
      this.#coarse = this.#coverage = coarse;
      this.#groupBox = groupBoxes(coarse);
      this.#values = this.#parents = null;
      this.#selected = this.#hovered = -1;
      if (!before || !alike(before, wholeBox(coarse.placeBox))) this.fit();
      this.#stack._update();
      this.dispatchEvent(new CustomEvent("geometry", { detail: { places: coarse.places } }));
    }

    // One letter a place, the colours of the classes, and for circles a letter of size a place.
    setValues({ classes, colours, sizes = null, largestRadius = 26 }) {
      if (classes.length !== this.places) throw new Error(`${classes.length} of ${this.places} values`);
      this.#values = { classes, colours, sizes, largestRadius };
      this.#drawFills();
      this.#drawMarks();
      this.#drawOverlay();
      this.dispatchEvent(new Event("drawn"));
    }

    // A number a place, the same for places of one parent: borders between parents are drawn stronger.
    setParents(parents) {
      this.#parents = parents;
      if (this.#coverage) this.#drawLines();
    }

    select(index) {
      this.#selected = index;
      this.#drawOverlay();
    }

    highlight(index, via = "code") {
      if (index === this.#hovered) return;
      this.#hovered = index;
      this.#drawOverlay();
      this.dispatchEvent(new CustomEvent("hover", { detail: { index, via, point: this.pointOf(index) } }));
    }

    // Shows some places, or all.
    fit(indices = null) {
      if (!this.#coarse) return;
      const box = this.#coarse.placeBox;
      this.#show(indices ? boxOf(box, indices) : wholeBox(box));
    }

    #show(box) {
      this.#fitted = box;
      this.#followsFit = true;
      this.#byHand = false;
      const size = this.#map.getSize();
      if (!size.x || !size.y) return; // hidden: done when there is room
      const corner = (x, y) => this.#map.unproject([x * TILE, y * TILE], 0);
      const bounds = L.latLngBounds(corner(box[0], box[3]), corner(box[2], box[1]));
      const pad = Math.min(24, size.x / 12, size.y / 12);
      this.#map.fitBounds(bounds, { padding: [pad, pad], animate: false, maxZoom: 14 });
    }

    // Where a place's centre is on the map's container, in pixels; null for none.
    pointOf(index) {
      if (index < 0 || !this.#coarse) return null;
      const point = [this.#coarse.centreX[index] * TILE, this.#coarse.centreY[index] * TILE];
      return this.#map.latLngToContainerPoint(this.#map.unproject(point, 0));
    }

    // The place at a point of the container, or -1. Circles and small places come before large ones.
    placeAt(point, reach = 0) {
      if (!this.#coverage) return -1;
      const { scale } = this.#stack.view;
      const world = this.#map.project(this.#map.containerPointToLatLng(point), this.#map.getZoom());
      const near = this.#nearestMark(world, scale, Math.max(reach, 1));
      if (near >= 0) return near;
      const [x, y] = [world.x / scale, world.y / scale];
      const box = this.#coverage.placeBox;
      for (let i = 0, k = 0; i < this.#coverage.places; i++, k += 4) {
        if (x < box[k] || y < box[k + 1] || x > box[k + 2] || y > box[k + 3]) continue;
        if (contains(this.#coverage, i, x, y)) return i;
      }
      return reach ? this.#nearestCentre(world, scale, reach) : -1;
    }

    // A picture of the map as it is seen, without what the pointer is on.
    toImage(ratio = this.#stack.ratio) {
      const size = this.#map.getSize();
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      const context = canvas.getContext("2d");
      context.fillStyle = this.#colours.sea;
      context.fillRect(0, 0, canvas.width, canvas.height);
      const hovered = this.#hovered;
      this.#hovered = -1;
      this.#drawOverlay();
      const at = this.#map.layerPointToContainerPoint(this.#stack._bounds.min).multiplyBy(ratio);
      const share = ratio / this.#stack.ratio;
      for (const source of Object.values(this.#stack.canvases)) {
        context.drawImage(source, at.x, at.y, source.width * share, source.height * share);
      }
      this.#hovered = hovered;
      this.#drawOverlay();
      return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    }

    // Colours come from the style sheet, so that a theme is one place; called when it changes.
    refresh() {
      this.#readColours();
      this.#draw();
    }

    #readColours() {
      const style = getComputedStyle(this.#map.getContainer());
      const read = (name) => style.getPropertyValue(`--lmp-map-${name}`).trim();
      this.#colours = Object.fromEntries(
        ["sea", "border", "parent", "coast", "no-data", "zero", "hatch", "hatch-ground", "land",
          "select", "halo", "hover", "line-scale"].map((name) => [name, read(name)]));
      this.#colours.lineScale = Number(this.#colours["line-scale"]) || 1;
    }

    #listen() {
      const map = this.#map;
      let frame = 0;
      map.on("mousemove", (event) => {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => this.highlight(this.placeAt(event.containerPoint), "pointer"));
      });
      map.on("mouseout", () => {
        cancelAnimationFrame(frame);
        this.highlight(-1, "pointer");
      });
      map.on("click", (event) => {
        const reach = event.originalEvent.pointerType === "mouse" ? 0 : TOUCH_PX;
        this.#choose(this.placeAt(event.containerPoint, reach), "pointer");
      });
      map.on("dragstart zoomstart", (event) => {
        if (event.type === "dragstart" || this.#byHand) this.#followsFit = false;
      });
      const container = map.getContainer();
      const byHand = () => (this.#byHand = true);
      for (const type of ["wheel", "dblclick", "touchstart"]) {
        container.addEventListener(type, byHand, { passive: true, capture: true });
      }
      container.addEventListener("click", (event) => {
        if (event.target.closest(".leaflet-control-zoom")) this.#byHand = true;
      }, true);
      container.addEventListener("keydown", (event) => this.#onKey(event), true);
      new ResizeObserver(() => this.#resize()).observe(container);
      this.#watchRatio();
    }

    #resize() {
      this.#map.invalidateSize({ pan: false, debounceMoveend: false });
      if (this.#followsFit && this.#fitted) this.#show(this.#fitted);
    }

    // Another screen, or the page's zoom: the canvases get as many pixels as it has.
    #watchRatio() {
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
        this.#stack._update();
        this.#watchRatio();
      }, { once: true });
    }

    #onKey(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || !this.places) return;
      const step = { "]": 1, n: 1, "[": -1, p: -1 }[event.key];
      if (step) {
        const from = this.#hovered >= 0 ? this.#hovered : this.#selected;
        const next = from < 0 && step < 0 ? this.places - 1 : (from + step + this.places) % this.places;
        this.#reveal(next);
        this.highlight(next, "keyboard");
      } else if (event.key === "Enter" && this.#hovered >= 0) {
        this.#choose(this.#hovered, "keyboard");
      } else if (event.key === "Escape") {
        this.highlight(-1, "keyboard");
        return;
      } else if (event.key === "0") {
        this.fit();
      } else if (/^(Arrow|[+=_-]$)/.test(event.key)) {
        this.#byHand = true;
        this.#followsFit = false;
        return; // Leaflet pans and zooms
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }

    #reveal(index) {
      const point = this.pointOf(index);
      const size = this.#map.getSize();
      if (point.x >= 0 && point.y >= 0 && point.x <= size.x && point.y <= size.y) return;
      this.#map.panTo(this.#map.containerPointToLatLng(point), { animate: false });
    }

    #choose(index, via) {
      this.select(index);
      this.dispatchEvent(new CustomEvent("select", { detail: { index, via } }));
    }

    // Decoded geometry of a key. The last few are kept: a person goes back and forth.
    #load(key) {
      let coverage = this.#decoded.get(key);
      this.#decoded.delete(key);
      coverage ??= this.#fetchGeometry(key).then(decode).catch((error) => {
        this.#decoded.delete(key);
        throw error;
      });
      this.#decoded.set(key, coverage);
      for (const oldest of this.#decoded.keys()) {
        if (this.#decoded.size <= KEPT_GEOMETRIES) break;
        this.#decoded.delete(oldest);
      }
      return coverage;
    }

    // The level for this zoom, if it is here; else what there is, and the level is fetched.
    #useLevel() {
      const { scale } = this.#stack.view;
      const fine = this.#levels.find(({ tolerance }) => tolerance * scale <= COARSE_PX);
      const wanted = (fine ?? this.#levels.at(-1)).key;
      if (this.#wanted === wanted) return;
      this.#wanted = wanted;
      this.#load(wanted).then((coverage) => {
        if (this.#wanted !== wanted || coverage.places !== this.places) return;
        this.#coverage = coverage;
        this.#drawAll();
      }).catch((error) => this.dispatchEvent(new CustomEvent("failed", { detail: error })));
    }

    #draw() {
      if (!this.#coverage || !this.#stack.view?.width) return;
      this.#useLevel();
      this.#drawAll();
    }

    #drawAll() {
      this.#findTiny();
      this.#drawLines();
      this.#drawFills();
      this.#drawMarks();
      this.#drawOverlay();
      this.dispatchEvent(new Event("drawn"));
    }

    // Places too small to be seen that lie apart: they are drawn as symbols.
    #findTiny() {
      const { scale } = this.#stack.view;
      const [box, group] = [this.#coarse.placeBox, this.#groupBox];
      this.#tiny = [];
      for (let i = 0, k = 0; i < this.places; i++, k += 4) {
        if (Math.max(box[k + 2] - box[k], box[k + 3] - box[k + 1]) * scale >= LEAST_PX) continue;
        if (Math.max(group[k + 2] - group[k], group[k + 3] - group[k + 1]) * scale < LONE_PX) this.#tiny.push(i);
      }
    }

    #isSeen(box, i) {
      const { scale, left, top, width, height } = this.#stack.view;
      const k = 4 * i;
      return box[k] * scale - left <= width && box[k + 1] * scale - top <= height
        && box[k + 2] * scale >= left && box[k + 3] * scale >= top;
    }

    #drawFills() {
      if (!this.#coverage || !this.#stack.view) return;
      const context = this.#stack.context("fills");
      const { scale, left, top } = this.#stack.view;
      const byLetter = new Map();
      for (let i = 0; i < this.places; i++) {
        if (!this.#isSeen(this.#coverage.placeBox, i)) continue;
        const letter = this.#letter(i);
        if (!byLetter.has(letter)) byLetter.set(letter, []);
        byLetter.get(letter).push(i);
      }
      for (const [letter, places] of byLetter) {
        context.fillStyle = this.#fill(context, letter);
        for (let first = 0; first < places.length; first += PLACES_A_PATH) {
          context.beginPath();
          for (const i of places.slice(first, first + PLACES_A_PATH)) {
            trace(context, this.#coverage, i, scale, left, top);
          }
          context.fill();
        }
      }
    }

    #letter(i) {
      if (!this.#values || this.#values.sizes) return "land";
      return this.#values.classes[i];
    }

    #fill(context, letter) {
      if (letter === NOT_SHOWN) return this.#hatch(context);
      if (letter === ZERO) return this.#colours.zero;
      if (letter === NO_DATA) return this.#colours["no-data"];
      if (letter === "land") return this.#colours.land;
      return this.#values.colours[LETTERS.indexOf(letter)] ?? this.#colours["no-data"];
    }

    // Slanted lines, fixed to the ground so that they do not swim when the map is moved.
    #hatch(context) {
      const side = 8 * this.#stack.ratio;
      const tile = document.createElement("canvas");
      tile.width = tile.height = Math.round(side);
      const ink = tile.getContext("2d");
      ink.fillStyle = this.#colours["hatch-ground"];
      ink.fillRect(0, 0, side, side);
      ink.strokeStyle = this.#colours.hatch;
      ink.lineWidth = 1.4 * this.#stack.ratio;
      for (const shift of [-side, 0, side]) {
        ink.moveTo(shift - 1, side + 1);
        ink.lineTo(shift + side + 1, -1);
      }
      ink.stroke();
      const pattern = context.createPattern(tile, "repeat");
      const { left, top } = this.#stack.view;
      pattern.setTransform(new DOMMatrix().translate(-(left % 8), -(top % 8)).scale(8 / tile.width));
      return pattern;
    }

    #drawLines() {
      const context = this.#stack.context("lines");
      const { scale, left, top } = this.#stack.view;
      const { arcBox, sides } = this.#coverage;
      const [inner, parent, coast] = [[], [], []];
      for (let a = 0; a < sides.length / 2; a++) {
        if (!this.#isSeen(arcBox, a)) continue;
        const [one, other] = [sides[2 * a], sides[2 * a + 1]];
        if (one === other) continue; // a seam inside a place
        if (other < 0) coast.push(a);
        else if (this.#parents && this.#parents[one] !== this.#parents[other]) parent.push(a);
        else inner.push(a);
      }
      const stroke = (arcs, colour, width) => {
        context.beginPath();
        for (const a of arcs) traceArc(context, this.#coverage, a, scale, left, top);
        context.strokeStyle = colour;
        context.lineWidth = width * this.#colours.lineScale;
        context.stroke();
      };
      stroke(inner, this.#colours.border, this.#isDense() ? 0.35 : 0.8);
      stroke(coast, this.#colours.coast, this.#isDense() ? 0.5 : 0.9);
      stroke(parent, this.#colours.parent, this.#isDense() ? 1 : 1.8);
    }

    // Whether places are so small on the screen that full borders would hide the colours.
    #isDense() {
      const { scale } = this.#stack.view;
      const [west, north, east, south] = wholeBox(this.#coarse.placeBox);
      return ((east - west) * (south - north) * scale * scale) / this.places < 400;
    }

    // Circles for amounts, largest first; and symbols for places too small to be seen.
    #drawMarks() {
      if (!this.#coverage || !this.#stack.view) return;
      const context = this.#stack.context("marks");
      const circles = this.#values?.sizes ? this.#circles() : [];
      if (!this.#values?.sizes) {
        for (const i of this.#tiny) this.#dot(context, i, LEAST_PX / 2, this.#fill(context, this.#letter(i)));
      }
      context.globalAlpha = 0.82;
      for (const { index, radius } of circles) {
        this.#dot(context, index, radius, this.#fill(context, this.#values.classes[index]));
      }
      context.globalAlpha = 1;
      this.#marks = circles.length
        ? circles.toReversed()
        : this.#tiny.map((index) => ({ index, radius: LEAST_PX / 2 }));
    }

    #circles() {
      const { classes, sizes, largestRadius } = this.#values;
      const circles = [];
      for (let index = 0; index < this.places; index++) {
        if (!LETTERS.includes(classes[index])) continue;
        const radius = (LETTERS.indexOf(sizes[index]) / (LETTERS.length - 1)) * largestRadius;
        circles.push({ index, radius: Math.max(radius, 1.5) });
      }
      return circles.sort((a, b) => b.radius - a.radius);
    }

    #dot(context, index, radius, fill) {
      const { scale, left, top } = this.#stack.view;
      context.beginPath();
      const [x, y] = [this.#coarse.centreX[index] * scale - left, this.#coarse.centreY[index] * scale - top];
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = fill;
      context.fill();
      context.strokeStyle = this.#colours.coast;
      context.lineWidth = this.#colours.lineScale;
      context.stroke();
    }

    #drawOverlay() {
      if (!this.#coverage || !this.#stack.view) return;
      const context = this.#stack.context("overlay");
      if (this.#hovered >= 0 && this.#hovered !== this.#selected) this.#outline(context, this.#hovered, this.#colours.hover, 2);
      if (this.#selected >= 0) this.#outline(context, this.#selected, this.#colours.select, 3);
    }

    #outline(context, index, colour, width) {
      const { scale, left, top } = this.#stack.view;
      const mark = this.#marks.find((item) => item.index === index);
      context.beginPath();
      if (mark) {
        const [x, y] = [this.#coarse.centreX[index] * scale - left, this.#coarse.centreY[index] * scale - top];
        context.arc(x, y, mark.radius + 1, 0, 2 * Math.PI);
      } else {
        trace(context, this.#coverage, index, scale, left, top);
      }
      for (const [style, line] of [[this.#colours.halo, width + 2], [colour, width]]) {
        context.strokeStyle = style;
        context.lineWidth = line * this.#colours.lineScale;
        context.stroke();
      }
    }

    #nearestMark(world, scale, reach) {
      for (const { index, radius } of this.#marks) {
        const distance = Math.hypot(
          this.#coarse.centreX[index] * scale - world.x, this.#coarse.centreY[index] * scale - world.y);
        if (distance <= radius + reach) return index;
      }
      return -1;
    }

    #nearestCentre(world, scale, reach) {
      let [best, least] = [-1, reach];
      for (let i = 0; i < this.places; i++) {
        const distance = Math.hypot(
          this.#coarse.centreX[i] * scale - world.x, this.#coarse.centreY[i] * scale - world.y);
        if (distance < least) [best, least] = [i, distance];
      }
      return best;
    }
  }

  function wholeBox(box) {
    return boxOf(box, Array.from({ length: box.length / 4 }, (_, i) => i));
  }

  function boxOf(box, indices) {
    const whole = [Infinity, Infinity, -Infinity, -Infinity];
    for (const i of indices) {
      for (let k = 0; k < 4; k++) {
        whole[k] = k < 2 ? Math.min(whole[k], box[4 * i + k]) : Math.max(whole[k], box[4 * i + k]);
      }
    }
    return whole;
  }

  function alike(one, other) {
    const size = Math.max(one[2] - one[0], one[3] - one[1]);
    return one.every((side, k) => Math.abs(side - other[k]) < size / 20);
  }

  // For each place the box around all places that it hangs together with.
  function groupBoxes(coverage) {
    const group = groups(coverage);
    const members = new Map();
    group.forEach((root, i) => {
      if (!members.has(root)) members.set(root, []);
      members.get(root).push(i);
    });
    const box = new Float64Array(coverage.places * 4);
    for (const places of members.values()) {
      const around = boxOf(coverage.placeBox, places);
      for (const i of places) box.set(around, 4 * i);
    }
    return box;
  }

  Object.assign(lmp, { CoverageMap, LETTERS, ZERO, NO_DATA, NOT_SHOWN });
})();
