// Puts a scene on canvases: fills, borders, symbols, and what is pointed at and selected.
//
// A scene holds `coverage` and `coarse` (see arcs.js; the second has the centres), `groupBox`,
// `values` (see kinds.js), `kept` (letters of the places that are not faded, or null), `parents`,
// `selected` and `hovered`.
"use strict";

(() => {
  const { trace, traceArc, wholeBox } = lmp.arcs;
  const { LETTERS, ZERO, NO_DATA, NOT_SHOWN } = lmp;
  const MARKS = new Set([ZERO, NO_DATA, NOT_SHOWN]);
  const LEAST_PX = 8; // a place that is drawn smaller gets a symbol of this size,
  const LEAST_OF_FEW_PX = 12; // or of this where there is room
  const LONE_PX = 28; // but not where it lies among others: a group larger than this needs none,
  const FEW = 60; // unless there are so few places that each has room for one
  const DENSE_PX2 = 400; // places smaller than this, on average, have thin borders
  const CIRCLE_ALPHA = 0.82; // so that a circle is seen through another
  const STREAMED_ALPHA = 0.32; // streams are read over the circles

  class Painter {
    #map;
    #inks;
    #tiny = [];
    #least = LEAST_PX;
    #owned = {}; // what each pixel of a view belongs to
    #bareOn = null; // the same, where all of it is drawn as bare land
    #marked = []; // places with a circle or a symbol, the largest first

    // onView is called when the canvases have a new view and nothing on them yet.
    constructor(map, onView) {
      this.#map = map;
      const nothing = { coverage: null, coarse: null, groupBox: null, values: null, parents: null, kept: null };
      this.scene = { ...nothing, selected: -1, hovered: -1 };
      this.stack = new lmp.CanvasStack(onView);
      this.#inks = new lmp.Inks(this.scene, this.stack);
      this.readColours();
    }

    get view() { return this.stack.view; }
    get #colours() { return this.#inks.colours; }

    readColours() {
      this.#inks.read(getComputedStyle(this.#map.getContainer()));
      this.#bareOn = null;
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
      const owners = this.#pixelOwners();
      const { values, coarse } = this.scene;
      const isBare = !values || Boolean(values.radii);
      if (isBare && this.#bareOn === owners) return; // as it was under other circles
      this.#bareOn = isBare ? owners : null;
      const context = this.stack.context("fills");
      const colourOf = this.#inks.pixels(context);
      const colours = new Uint32Array(coarse.places).fill(colourOf("land"));
      if (!isBare) for (let i = 0; i < colours.length; i++) colours[i] = colourOf(this.#letter(i));
      lmp.pixels.paint(context, owners, colours, this.#inks.hatchPixels());
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
      return !values || (kept && !kept.has(values.classes[i])) ? "land" : values.classes[i];
    }

    // A map of other letters and colours on a canvas of its own, all places in it.
    paintSmall(canvas, classes, colours) {
      if (!this.scene.coarse) return;
      const context = canvas.getContext("2d");
      const byLetter = new Map();
      const colourOf = (letter) => {
        const fill = colours[LETTERS.indexOf(letter)] ?? this.#inks.fill(context, letter === NOT_SHOWN ? NO_DATA : letter);
        return byLetter.get(letter) ?? byLetter.set(letter, lmp.pixels.colourOf(context, fill)).get(letter);
      };
      lmp.small.paint(canvas, this.scene.coarse, Uint32Array.from(classes, colourOf));
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
      const { radii, streams } = this.scene.values ?? {};
      this.#marked = radii ? this.#drawCircles(context) : this.#tiny;
      if (!radii) this.#drawTiny(context);
      if (streams) lmp.streams.draw(context, this.scene, this.stack.view, this.#colours);
    }

    // What can be pointed at before the places, the smallest first.
    *marks() {
      for (let k = this.#marked.length - 1; k >= 0; k--) yield this.#marked[k];
    }

    // In pixels, of the circle or symbol of a place.
    radiusOf(index) { return this.scene.values?.radii?.[index] ?? this.#least / 2; }

    #drawCircles(context) {
      const { values: { classes, radii, losses, streams }, kept, coarse: { centreX, centreY } } = this.scene;
      const { scale, left, top } = this.stack.view;
      const order = lmp.circles.order(radii, (i) => !MARKS.has(classes[i]) && (!kept || kept.has(classes[i])));
      const colourOf = this.#inks.pixels(context);
      const loss = losses && lmp.pixels.colourOf(context, this.#colours.isDark ? losses.dark : losses.colour);
      lmp.circles.draw(context, order, {
        x: (i) => centreX[i] * scale - left,
        y: (i) => centreY[i] * scale - top,
        radius: (i) => radii[i],
        fill: (i) => (loss && losses.places.has(i) ? loss : colourOf(classes[i])),
      }, {
        alpha: streams?.count ? STREAMED_ALPHA : CIRCLE_ALPHA,
        rim: lmp.pixels.colourOf(context, this.#colours.coast),
        rimWidth: this.#colours.lineScale,
        ratio: this.stack.ratio,
      });
      return order;
    }

    #drawTiny(context) {
      for (const i of this.#tiny) this.#dot(context, i, this.#least / 2, this.#inks.fill(context, this.#letter(i)));
      this.#hatchTiny(context);
    }

    #hatchTiny(context) {
      const hatched = new Set(lmp.hatchedOf(this.scene));
      if (!hatched.size) return;
      const fill = lmp.slants(context, this.#colours.noise, this.stack.ratio);
      for (const i of this.#tiny) if (hatched.has(i)) this.#dot(context, i, this.#least / 2, fill);
    }

    #dot(context, index, radius, fill) {
      const { scale, left, top } = this.stack.view;
      const { centreX, centreY } = this.scene.coarse;
      const [x, y] = [centreX[index] * scale - left, centreY[index] * scale - top];
      context.fillStyle = fill;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
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
      context.beginPath();
      if (this.#marked.includes(index)) {
        const [x, y] = [this.scene.coarse.centreX[index] * scale - left, this.scene.coarse.centreY[index] * scale - top];
        context.arc(x, y, this.radiusOf(index) + 1, 0, 2 * Math.PI);
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

  Object.assign(lmp, { Painter });
})();
