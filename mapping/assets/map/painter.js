// Puts a scene on canvases: fills, borders, symbols, and what is pointed at and selected.
//
// A scene holds `coverage` and `coarse` (see arcs.js; the second has the centres), `groupBox`,
// `values` (see kinds.js), `kept` (letters of the places that are not faded, or null), `parents`,
// `selected` and `hovered`.
"use strict";

(() => {
  const { trace, traceArc, wholeBox } = lmp.arcs;
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const ZERO = "=";
  const NO_DATA = ".";
  const NOT_SHOWN = "~";
  const MARKS = new Set([ZERO, NO_DATA, NOT_SHOWN]);
  const TILE = 256; // pixels of the world's width at zoom 0
  const LEAST_PX = 8; // a place that is drawn smaller gets a symbol of this size,
  const LEAST_OF_FEW_PX = 12; // or of this where there is room
  const LONE_PX = 28; // but not where it lies among others: a group larger than this needs none,
  const FEW = 60; // unless there are so few places that each has room for one
  const HATCH_PX = 8; // from one slanted line to the next
  const DENSE_PX2 = 400; // places smaller than this, on average, have thin borders
  const MOST_CANVAS_PX = 12e6;
  const ROUND_PX = 1.3;
  const OUTLINED_PX = 3; // circles smaller than this have no outline, which would hide their colour
  const LAYERS = ["fills", "veil", "lines", "marks", "overlay"];

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

  class Painter {
    #map;
    #colours = {};
    #tiny = [];
    #least = LEAST_PX;
    #owned = {}; // what each pixel of a view belongs to
    marks = []; // what can be pointed at before the places, smallest first

    // onView is called when the canvases have a new view and nothing on them yet.
    constructor(map, onView) {
      this.#map = map;
      const nothing = { coverage: null, coarse: null, groupBox: null, values: null, parents: null, kept: null };
      this.scene = { ...nothing, selected: -1, hovered: -1 };
      this.stack = new CanvasStack(onView);
      this.readColours();
    }

    get view() { return this.stack.view; }

    // Colours come from the style sheet, so that a theme is one place.
    readColours() {
      const style = getComputedStyle(this.#map.getContainer());
      const read = (name) => style.getPropertyValue(`--lmp-map-${name}`).trim();
      this.#colours = Object.fromEntries(
        ["sea", "border", "parent", "coast", "no-data", "zero", "hatch", "hatch-ground", "land",
          "select", "halo", "hover", "noise", "line-scale"].map((name) => [name, read(name)]));
      this.#colours.lineScale = Number(this.#colours["line-scale"]) || 1;
      this.#colours.isDark = document.documentElement.dataset.theme === "dark";
    }

    drawAll() {
      this.#findTiny();
      this.drawLines();
      this.drawValues();
    }

    drawValues() {
      this.drawFills();
      this.drawMarks();
      this.drawOverlay();
    }

    // The map as it is seen, without what the pointer is on.
    toImage(ratio = this.stack.ratio) {
      const size = this.#map.getSize();
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      const context = canvas.getContext("2d");
      context.fillStyle = this.#colours.sea;
      context.fillRect(0, 0, canvas.width, canvas.height);
      const hovered = this.scene.hovered;
      this.scene.hovered = -1;
      this.drawOverlay();
      const at = this.#map.layerPointToContainerPoint(this.stack._bounds.min).multiplyBy(ratio);
      const share = ratio / this.stack.ratio;
      for (const source of Object.values(this.stack.canvases)) {
        context.drawImage(source, at.x, at.y, source.width * share, source.height * share);
      }
      this.scene.hovered = hovered;
      this.drawOverlay();
      return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    }

    // Places too small to be seen that lie apart: they are drawn as symbols.
    #findTiny() {
      const { scale } = this.stack.view;
      const { partSize, places } = this.scene.coarse;
      const group = this.scene.groupBox;
      this.#least = (places <= FEW ? LEAST_OF_FEW_PX : LEAST_PX) * this.#colours.lineScale;
      this.#tiny = [];
      for (let i = 0, k = 0; i < places; i++, k += 4) {
        if (partSize[i] * scale >= this.#least) continue;
        const isLone = Math.max(group[k + 2] - group[k], group[k + 3] - group[k + 1]) * scale < LONE_PX;
        if (isLone || places <= FEW) this.#tiny.push(i);
      }
    }

    #isSeen(box, i) {
      const { scale, left, top, width, height } = this.stack.view;
      const k = 4 * i;
      return box[k] * scale - left <= width && box[k + 1] * scale - top <= height
        && box[k + 2] * scale >= left && box[k + 3] * scale >= top;
    }

    drawFills() {
      if (!this.scene.coverage || !this.stack.view) return;
      const context = this.stack.context("fills");
      const byLetter = new Map();
      const colours = Uint32Array.from({ length: this.scene.coarse.places }, (_, i) => {
        const letter = this.#letter(i);
        if (!byLetter.has(letter)) byLetter.set(letter, this.#colour(context, letter));
        return byLetter.get(letter);
      });
      lmp.pixels.paint(context, this.#pixelOwners(), colours, this.#hatchPixels());
    }

    // Found when the view or the level of detail has changed.
    #pixelOwners() {
      const [{ coverage }, { view, ratio }] = [this.scene, this.stack];
      if (this.#owned.view !== view || this.#owned.coverage !== coverage) {
        this.#owned = { view, coverage, owners: lmp.pixels.ownersOf(coverage, view, ratio) };
      }
      return this.#owned.owners;
    }

    #letter(i) {
      const { values, kept } = this.scene;
      if (!values || values.radii || (kept && !kept.has(values.classes[i]))) return "land";
      return values.classes[i];
    }

    // A map of other letters and colours on a canvas of its own, all places in it.
    paintSmall(canvas, classes, colours) {
      if (!this.scene.coarse) return;
      const context = canvas.getContext("2d");
      const byLetter = new Map();
      const colourOf = (letter) => {
        const fill = colours[LETTERS.indexOf(letter)] ?? this.#fill(context, letter === NOT_SHOWN ? NO_DATA : letter);
        return byLetter.get(letter) ?? byLetter.set(letter, lmp.pixels.colourOf(context, fill)).get(letter);
      };
      lmp.small.paint(canvas, this.scene.coarse, Uint32Array.from(classes, colourOf));
    }

    #colour(context, letter) {
      return letter === NOT_SHOWN ? 0 : lmp.pixels.colourOf(context, this.#fill(context, letter));
    }

    #fill(context, letter) {
      if (letter === NOT_SHOWN) return this.#hatch(context);
      if (letter === ZERO) return this.#colours.zero;
      if (letter === NO_DATA) return this.#colours["no-data"];
      if (letter === "land") return this.#colours.land;
      return this.#ofClass(LETTERS.indexOf(letter)) ?? this.#colours["no-data"];
    }

    #ofClass(index) {
      const { colours, dark = [] } = this.scene.values;
      return (this.#colours.isDark && dark[index]) || colours[index];
    }

    // Slanted lines, fixed to the ground so that they do not swim when the map is moved.
    #hatch(context) {
      const tile = this.#hatchTile();
      const pattern = context.createPattern(tile, "repeat");
      const { left, top } = this.stack.view;
      const side = HATCH_PX;
      pattern.setTransform(new DOMMatrix().translate(-(left % side), -(top % side)).scale(side / tile.width));
      return pattern;
    }

    #hatchPixels() {
      const tile = this.#hatchTile();
      const side = tile.width;
      const { data } = tile.getContext("2d").getImageData(0, 0, side, side);
      const start = (from) => Math.round((from % HATCH_PX) * this.stack.ratio + side) % side;
      const { left, top } = this.stack.view;
      return { tile: new Uint32Array(data.buffer), side, x: start(left), y: start(top) };
    }

    #hatchTile() {
      const side = HATCH_PX * this.stack.ratio;
      const tile = document.createElement("canvas");
      tile.width = tile.height = Math.round(side);
      const ink = tile.getContext("2d");
      ink.fillStyle = this.#colours["hatch-ground"];
      ink.fillRect(0, 0, side, side);
      ink.strokeStyle = this.#colours.hatch;
      ink.lineWidth = 1.4 * this.stack.ratio;
      for (const shift of [-side, 0, side]) {
        ink.moveTo(shift - 1, side + 1);
        ink.lineTo(shift + side + 1, -1);
      }
      ink.stroke();
      return tile;
    }

    drawLines() {
      const context = this.stack.context("lines");
      const { scale, left, top } = this.stack.view;
      const { arcBox, sides } = this.scene.coverage;
      const [inner, parent, coast] = [[], [], []];
      for (let a = 0; a < sides.length / 2; a++) {
        if (!this.#isSeen(arcBox, a)) continue;
        const [one, other] = [sides[2 * a], sides[2 * a + 1]];
        if (one === other) continue; // a seam inside a place
        if (other < 0) coast.push(a);
        else if (this.scene.parents && this.scene.parents[one] !== this.scene.parents[other]) parent.push(a);
        else inner.push(a);
      }
      const stroke = (arcs, colour, width) => {
        context.beginPath();
        for (const a of arcs) traceArc(context, this.scene.coverage, a, scale, left, top);
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
      const { scale } = this.stack.view;
      const [west, north, east, south] = wholeBox(this.scene.coarse.placeBox);
      return ((east - west) * (south - north) * scale * scale) / this.scene.coarse.places < DENSE_PX2;
    }

    // Circles for amounts, largest first; and symbols for places too small to be seen.
    drawMarks() {
      if (!this.scene.coverage || !this.stack.view) return;
      const context = this.stack.context("marks");
      const circles = this.scene.values?.radii ? this.#circles() : [];
      if (!this.scene.values?.radii) {
        for (const i of this.#tiny) this.#dot(context, i, this.#least / 2, this.#fill(context, this.#letter(i)));
        this.#hatchTiny(context);
      }
      const { streams } = this.scene.values ?? {};
      context.globalAlpha = streams ? 0.32 : 0.82; // streams are read over the circles
      if (circles.length) this.#drawCircles(context, circles);
      context.globalAlpha = 1;
      if (streams) lmp.streams.draw(context, this.scene, this.stack.view, this.#colours);
      this.marks = circles.length
        ? circles.toReversed()
        : this.#tiny.map((index) => ({ index, radius: this.#least / 2 }));
    }

    #hatchTiny(context) {
      const hatched = new Set(lmp.hatchedOf(this.scene));
      if (!hatched.size) return;
      const fill = lmp.slants(context, this.#colours.noise, this.stack.ratio);
      for (const i of this.#tiny) if (hatched.has(i)) this.#dot(context, i, this.#least / 2, fill);
    }

    // The largest first; there are few sizes, and sorting them is faster than sorting circles.
    #circles() {
      const { classes, radii } = this.scene.values;
      const { kept } = this.scene;
      const byRadius = new Map();
      for (let index = 0; index < radii.length; index++) {
        const letter = classes[index];
        if (MARKS.has(letter) || (kept && !kept.has(letter))) continue;
        const radius = radii[index];
        if (!byRadius.has(radius)) byRadius.set(radius, []);
        byRadius.get(radius).push({ index, radius });
      }
      return [...byRadius].sort(([one], [other]) => other - one).flatMap(([, circles]) => circles);
    }

    #drawCircles(context, circles) {
      const fills = new Map([...LETTERS].map((letter) => [letter, this.#fill(context, letter)]));
      const { classes } = this.scene.values;
      for (const { index, radius } of circles) this.#dot(context, index, radius, fills.get(classes[index]));
    }

    #dot(context, index, radius, fill) {
      const { scale, left, top } = this.stack.view;
      const { centreX, centreY } = this.scene.coarse;
      const [x, y] = [centreX[index] * scale - left, centreY[index] * scale - top];
      context.fillStyle = fill;
      if (radius < ROUND_PX) { // too small to be seen as round
        context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        return;
      }
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      if (radius < OUTLINED_PX) return;
      context.strokeStyle = this.#colours.coast;
      context.lineWidth = this.#colours.lineScale;
      context.stroke();
    }

    drawOverlay() {
      if (!this.scene.coverage || !this.stack.view) return;
      const context = this.stack.context("overlay");
      if (this.scene.points) lmp.points.draw(context, this.scene.points, this.stack.view, this.#colours);
      if (this.scene.hovered >= 0 && this.scene.hovered !== this.scene.selected) this.#outline(context, this.scene.hovered, this.#colours.hover, 2);
      if (this.scene.selected >= 0) this.#outline(context, this.scene.selected, this.#colours.select, 3);
      if (this.scene.values?.streams) lmp.streams.drawPointed(context, this.scene, this.stack.view, this.#colours);
    }

    #outline(context, index, colour, width) {
      const { scale, left, top } = this.stack.view;
      const mark = this.marks.find((item) => item.index === index);
      context.beginPath();
      if (mark) {
        const [x, y] = [this.scene.coarse.centreX[index] * scale - left, this.scene.coarse.centreY[index] * scale - top];
        context.arc(x, y, mark.radius + 1, 0, 2 * Math.PI);
      } else {
        trace(context, this.scene.coverage, index, scale, left, top);
      }
      for (const [style, line] of [[this.#colours.halo, width + 2], [colour, width]]) {
        context.strokeStyle = style;
        context.lineWidth = line * this.#colours.lineScale;
        context.stroke();
      }
    }
  }

  const letters = { LETTERS, ZERO, NO_DATA, NOT_SHOWN };
  Object.assign(lmp, letters, { Painter });
})();
