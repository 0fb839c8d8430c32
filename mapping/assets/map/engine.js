// Draws a coverage on a Leaflet map: one layer, four canvases, no element per place.
//
//   const coverage = new lmp.CoverageMap(map, { fetchGeometry });   // fetchGeometry(key) -> ArrayBuffer
//   await coverage.setGeometry([{ key, tolerance }, ...], values);  // coarse first; drawn with its values
//   coverage.setValues({ classes: "AB.~=", colours: ["#..."], radii: null });
//   coverage.select(3); coverage.highlight(5); coverage.fit([3, 4]); await coverage.toImage();
//   coverage.addEventListener("hover" | "select" | "drawn" | "geometry", ...)
//
// A place is known by its number in the boundary set; a number means nothing once "geometry" has
// told that other places are on the map. Classes are letters, as
// mapping/render/message.py writes them: one of LETTERS for a class, "=" a true zero, "." no data, "~" not shown.
"use strict";

(() => {
  const { decode, wholeBox, boxOf, groupBoxes } = lmp.arcs;
  const TILE = 256; // pixels of the world's width at zoom 0
  const COARSE_PX = 1; // a finer level of detail is wanted when the tolerance is seen
  const KEPT_GEOMETRIES = 6;

  // Without movement where a person asks for none; before any map is made.
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, inertia: false });
  }

  class CoverageMap extends EventTarget {
    #map;
    #painter;
    #scene; // the painter's: what there is to draw
    #fetchGeometry;
    #key = null; // of the coarsest level of the geometry that is asked for
    #arriving = Promise.resolve(); // until that is drawn
    #levels = [];
    #given = null; // the values that are drawn, as they were given
    #decoded = new Map(); // key -> coverage, or the promise of one
    #wanted = null; // key of the level of detail that this zoom asks for
    #fitted = null;
    #followsFit = true; // until a person moves the map
    #isLed;
    #resized; // the observer of the container's size; null when closed
    #size = ""; // of the container that the map is drawn in
    #gestures;
    isResizing = false;

    // isLed: the view is set from outside, as that of a second map which follows the first.
    constructor(map, { fetchGeometry, isLed = false }) {
      super();
      this.#map = map;
      this.#isLed = isLed;
      this.#fetchGeometry = fetchGeometry;
      this.#painter = new lmp.Painter(map, () => this.#draw());
      this.#scene = this.#painter.scene;
      this.#listen();
      this.#painter.stack.addTo(map);
    }

    get map() { return this.#map; }
    get places() { return this.#scene.coarse?.places ?? 0; }
    get selected() { return this.#scene.selected; }
    get hovered() { return this.#scene.hovered; }
    get focus() { return this.#scene.focus ?? null; } // the places that are brought out
    get key() { return this.#scene.key ?? null; } // of the geometry that is on the map

    // Geometry by level of detail, coarse first. Resolves when the first level is drawn, with the values
    // that are given. The view is kept when the new places cover the same ground, as another level of the
    // same country does.
    setGeometry(levels, values = null) {
      const key = levels[0]?.key ?? null;
      if (key !== this.#key) {
        this.#key = key;
        this.#levels = levels;
        this.#arriving = key ? this.#arrive(key, values) : Promise.resolve();
      }
      return this.#arriving;
    }

    // Fetches the coarsest level, unless it is here: it is going to be wanted.
    prefetch([coarsest]) {
      if (coarsest) this.#load(coarsest.key).catch(() => {}); // said when it is wanted
    }

    async #arrive(key, given) {
      const coarse = await this.#load(key).catch((error) => {
        if (this.#key === key) this.#key = null; // asked for again with the next message
        throw error;
      });
      if (this.#key !== key || !this.#resized) return; // another geometry was asked for meanwhile
      const scene = this.#scene;
      const before = scene.coarse && wholeBox(scene.coarse.placeBox);
      const groupBox = groupBoxes(coarse);
      // Nothing is drawn while the view is found, in several steps.
      Object.assign(scene, { key, coarse, coverage: null, groupBox, values: null, parents: null, points: null });
      scene.selected = scene.hovered = -1;
      this.#given = null;
      if (given?.classes.length === coarse.places) this.#take(given);
      if (!before || !alike(before, wholeBox(coarse.placeBox))) this.fit();
      scene.coverage = coarse;
      scene.focus = null;
      scene.hatched = [];
      this.#painter.stack._update();
      this.dispatchEvent(new CustomEvent("geometry", { detail: { places: coarse.places } }));
    }

    // One letter a place, the colours of the classes, for circles their radii, and for streams their
    // ends and widths: see lmp.drawing.
    setValues(values) {
      const { length } = values.classes;
      if (length !== this.places) throw new Error(`${length} of ${this.places} values`);
      if (values !== this.#given) {
        this.#take(values);
        this.#painter.drawValues();
      }
      this.dispatchEvent(new Event("drawn"));
    }

    #take(values) {
      this.#given = values;
      this.#scene.values = { radii: null, streams: null, ...values };
      this.#scene.kept = null;
    }

    // Shows the places of some letters alone, the others as bare land; null shows all.
    keep(letters) {
      this.#scene.kept = letters;
      this.#painter.drawValues();
      this.#drawVeil();
      this.dispatchEvent(new Event("drawn"));
    }

    // Draws so many of the streams, and one of them brought out (-1: none).
    setStreams({ drawn, pointed = -1 }) {
      const streams = this.#scene.values?.streams;
      if (!streams) return;
      drawn ??= streams.drawn;
      const isNew = drawn !== streams.drawn;
      Object.assign(streams, { drawn, pointed });
      if (isNew) this.#painter.drawMarks();
      this.#painter.drawOverlay();
    }

    // Points over everything, as lmp.points reads them; null for none.
    setPoints(points) {
      this.#scene.points = points;
      this.#painter.drawOverlay();
    }

    // A small map of other letters in other colours, on a canvas of its own.
    paintSmall(canvas, classes, colours) {
      this.#painter.paintSmall(canvas, classes, colours);
    }

    // A number a place, the same for places of one parent: borders between parents are drawn stronger.
    setParents(parents) {
      const draws = [parents, this.#scene.parents].some((list) => list?.some((one) => one !== list[0]));
      this.#scene.parents = parents;
      if (draws && this.#scene.coverage) this.#painter.drawLines();
    }

    select(index) {
      this.#scene.selected = this.#known(index);
      if (this.#scene.values?.streams) this.#painter.drawMarks(); // those of the place alone
      this.#painter.drawOverlay();
    }

    highlight(place, via = "code") {
      const index = this.#known(place);
      if (index === this.#scene.hovered) return;
      this.#scene.hovered = index;
      this.#painter.drawOverlay();
      this.dispatchEvent(new CustomEvent("hover", { detail: { index, via, point: this.pointOf(index) } }));
    }

    // Shows some places, or all; with what lies around them, as often as they are wide and high.
    fit(indices = null, { around = 0 } = {}) {
      if (!this.#scene.coarse) return;
      const { placeBox, frames } = this.#scene.coarse;
      // All frames of insets, the sea in them too.
      const [left, top, right, bottom] = indices ? boxOf(placeBox, indices) : wholeBox([...placeBox, ...frames.flat()]);
      const [beside, above] = [(right - left) * around, (bottom - top) * around];
      this.#show(this.#withCircles([left - beside, top - above, right + beside, bottom + above], indices));
    }

    // A box with room for the circles of its places, some of which reach beyond it.
    #withCircles(box, indices) {
      const { coarse: { centreX, centreY, places }, values } = this.#scene;
      const size = this.#map.getSize();
      const scale = Math.min(size.x / (box[2] - box[0]), size.y / (box[3] - box[1]));
      if (!values?.radii || !Number.isFinite(scale) || !scale) return box;
      const wide = [...box];
      for (const i of indices ?? Array(places).keys()) {
        const reach = values.radii[i] / scale;
        wide[0] = Math.min(wide[0], centreX[i] - reach);
        wide[1] = Math.min(wide[1], centreY[i] - reach);
        wide[2] = Math.max(wide[2], centreX[i] + reach);
        wide[3] = Math.max(wide[3], centreY[i] + reach);
      }
      return wide;
    }

    #show(box) {
      if (this.#isLed) return;
      this.#fitted = box;
      this.#followsFit = true;
      this.#gestures.forget();
      const size = this.#map.getSize();
      if (!size.x || !size.y) return; // hidden: done when there is room
      const corner = (x, y) => this.#map.unproject([x * TILE, y * TILE], 0);
      const bounds = L.latLngBounds(corner(box[0], box[3]), corner(box[2], box[1]));
      const pad = Math.min(24, size.x / 24, size.y / 24);
      const steps = this.#map.options.zoomSnap;
      this.#map.options.zoomSnap = 0; // as large as there is room, not the step of zoom below
      this.#map.fitBounds(bounds, { padding: [pad, pad], animate: false, maxZoom: 14 });
      this.#map.options.zoomSnap = steps;
    }

    // Points at a place without telling anybody, as what another map points at.
    mark(index) {
      this.#scene.hovered = this.#known(index);
      this.#painter.drawOverlay();
    }

    // The number of a place that is on the map, or -1.
    #known(index) {
      return index < this.places ? index : -1;
    }

    // Selects a place as a person does, and tells.
    choose(place, via = "code") {
      const index = this.#known(place);
      this.select(index);
      this.dispatchEvent(new CustomEvent("select", { detail: { index, via } }));
    }

    // Places to hatch over their colour; and places to bring out, the others under a veil (null: all).
    setVeil({ hatched = this.#scene.hatched, focus = this.#scene.focus }) {
      const before = this.#scene.hatched ?? [];
      Object.assign(this.#scene, { hatched, focus });
      this.#drawVeil();
      // Symbols of small places have the lines too.
      const isNew = before !== hatched && (before.length || hatched.length);
      if (isNew && this.#scene.coverage) this.#painter.drawMarks();
    }

    // Of the circle of a place, in pixels; 0 on a map without circles.
    radiusOf(index) { return this.#scene.values?.radii?.[index] ?? 0; }

    // Where a place's centre is on the map's container, in pixels; null for none.
    pointOf(index) {
      if (this.#known(index) < 0) return null;
      const point = [this.#scene.coarse.centreX[index] * TILE, this.#scene.coarse.centreY[index] * TILE];
      return this.#map.latLngToContainerPoint(this.#map.unproject(point, 0));
    }

    // Middles of frames that hold a part of a place whose own point is in another one.
    partsInFrames() {
      const { frames, centreX, centreY } = this.#scene.coarse;
      const isAlone = ([west, north, east, south]) => !centreX.some((x, index) => (
        x > west && x < east && centreY[index] > north && centreY[index] < south));
      return frames.filter(isAlone).map(([west, north, east, south]) => {
        const middle = [((west + east) / 2) * TILE, ((north + south) / 2) * TILE];
        const point = this.#map.latLngToContainerPoint(this.#map.unproject(middle, 0));
        return { point, index: this.placeAt(point) };
      }).filter(({ index }) => index >= 0);
    }

    // Width and height of the box around a place on the screen, in pixels.
    sizeOf(index) {
      const box = this.#scene.coarse.placeBox;
      const { scale } = this.#painter.view;
      return [(box[4 * index + 2] - box[4 * index]) * scale, (box[4 * index + 3] - box[4 * index + 1]) * scale];
    }

    // The place at a point of the container, or -1.
    placeAt(point, reach = 0) {
      if (!this.#scene.coverage) return -1;
      const world = this.#map.project(this.#map.containerPointToLatLng(point), this.#map.getZoom());
      return lmp.placeAt(this.#painter, world, reach);
    }

    // A picture of the map as it is seen, without what the pointer is on; resolves to a PNG blob.
    toImage(ratio) {
      return this.#painter.toImage(ratio);
    }

    // Colours come from the style sheet, so that a theme is one place; called when it changes.
    refresh() {
      this.#painter.readColours();
      this.#draw();
    }

    #listen() {
      this.#gestures = new lmp.Gestures(this, { onMoved: () => (this.#followsFit = false) });
      this.#resized = new ResizeObserver(() => this.measure());
      this.#resized.observe(this.#map.getContainer());
      this.#watchRatio();
    }

    // Lets go of the map, which is removed after.
    close() {
      this.#resized.disconnect();
      this.#resized = null;
    }

    // The room there is for the map, when it has changed; called where it is to be right at once.
    measure() {
      const { clientWidth, clientHeight } = this.#map.getContainer();
      const size = `${clientWidth} ${clientHeight}`;
      if (size !== this.#size) this.#resize();
      this.#size = size;
    }

    #resize() {
      const { coverage } = this.#scene;
      this.#scene.coverage = null; // nothing is drawn before the new view is found
      this.isResizing = true; // Leaflet tells of it as of a movement
      this.#map.invalidateSize({ pan: false, debounceMoveend: false });
      this.isResizing = false;
      if (this.#followsFit && this.#fitted) this.#show(this.#fitted);
      this.#scene.coverage = coverage;
      this.#painter.stack._update();
      if (this.#isLed) this.#map.fire("resized");
    }

    // Another screen, or the page's zoom: the canvases get as many pixels as it has.
    #watchRatio() {
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
        if (!this.#resized) return;
        this.#painter.stack._update();
        this.#watchRatio();
      }, { once: true });
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
      const { scale } = this.#painter.view;
      const fine = this.#levels.find(({ tolerance }) => tolerance * scale <= COARSE_PX);
      const wanted = (fine ?? this.#levels.at(-1)).key;
      if (this.#wanted === wanted) return;
      this.#wanted = wanted;
      this.#load(wanted).then((coverage) => {
        if (this.#wanted !== wanted || coverage.places !== this.places || coverage === this.#scene.coverage) return;
        this.#scene.coverage = coverage;
        this.#drawAll();
      }).catch((error) => this.dispatchEvent(new CustomEvent("failed", { detail: error })));
    }

    #draw() {
      if (!this.#resized || !this.#scene.coverage || !this.#painter.view?.width) return;
      this.#useLevel();
      this.#drawAll();
    }

    #drawAll() {
      this.#painter.drawAll();
      this.#drawVeil();
      this.dispatchEvent(new Event("drawn"));
    }

    #drawVeil() {
      if (this.#scene.coverage && this.#painter.view?.width) lmp.drawVeil(this.#painter.stack, this.#scene);
    }
  }

  function alike(one, other) {
    const size = Math.max(one[2] - one[0], one[3] - one[1]);
    return one.every((side, k) => Math.abs(side - other[k]) < size / 20);
  }

  Object.assign(lmp, { CoverageMap });
})();
