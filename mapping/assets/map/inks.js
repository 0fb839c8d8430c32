// The colours of a map: of borders and marks from the style sheet, so that a theme is one place, and of
// classes from the values that are drawn.
"use strict";

(() => {
  const { LETTERS, ZERO, NO_DATA, NOT_SHOWN } = lmp;
  const HATCH_PX = 8; // from one slanted line to the next
  const NAMES = ["sea", "border", "parent", "coast", "no-data", "zero", "hatch", "hatch-ground", "land",
    "select", "halo", "hover", "noise", "line-scale"];

  class Inks {
    // scene: the painter's; stack: its canvases.
    constructor(scene, stack) {
      this.scene = scene;
      this.stack = stack;
      this.colours = {};
    }

    read(style) {
      this.colours = Object.fromEntries(
        NAMES.map((name) => [name, style.getPropertyValue(`--lmp-map-${name}`).trim()]));
      this.colours.lineScale = Number(this.colours["line-scale"]) || 1;
      this.colours.isDark = document.documentElement.dataset.theme === "dark";
    }

    // What a place with a letter is filled with; "land" for one that nothing is said of.
    fill(context, letter) {
      if (letter === NOT_SHOWN) return this.#hatch(context);
      if (letter === ZERO) return this.colours.zero;
      if (letter === NO_DATA) return this.colours["no-data"];
      if (letter === "land") return this.colours.land;
      return this.#ofClass(LETTERS.indexOf(letter)) ?? this.colours["no-data"];
    }

    // The same as a pixel; 0 stands for the hatch. One function for many places: it looks once a letter.
    pixels(context) {
      const known = new Map([[NOT_SHOWN, 0]]);
      return (letter) => {
        if (!known.has(letter)) known.set(letter, lmp.pixels.colourOf(context, this.fill(context, letter)));
        return known.get(letter);
      };
    }

    #ofClass(index) {
      const { colours, dark = [] } = this.scene.values;
      return (this.colours.isDark && dark[index]) || colours[index];
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

    hatchPixels() {
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
      ink.fillStyle = this.colours["hatch-ground"];
      ink.fillRect(0, 0, side, side);
      ink.strokeStyle = this.colours.hatch;
      ink.lineWidth = 1.4 * this.stack.ratio;
      for (const shift of [-side, 0, side]) {
        ink.moveTo(shift - 1, side + 1);
        ink.lineTo(shift + side + 1, -1);
      }
      ink.stroke();
      return tile;
    }
  }

  Object.assign(lmp, { Inks });
})();
