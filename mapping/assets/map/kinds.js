// What the map is to draw of a message: one shape for every kind of map.
//
//   { classes, colours, dark, radii, losses, streams }
//
// `classes` is a letter a place, `colours` and `dark` the colours of the letters on a light and on a
// dark ground, `radii` pixels a place where amounts are circles, `losses` the places whose amount is below zero
// with the colours of their circles. `streams` holds for each stream its
// ends, as numbers of places or of groups behind them, and its width in pixels.
"use strict";

(() => {
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const values = new Map([...LETTERS].map((letter, index) => [letter, index]));
  const END = 3; // letters of an end
  const FULL_PX = 720; // on a map narrower than this, circles and lines are smaller
  const LEAST_SCALE = 0.5;
  const LEAST_SHARE = 0.1; // of the largest radius: a circle that is still seen

  // By how much circles and lines are smaller than the message says, on the map and in its key.
  lmp.sizeScale = () => {
    const width = lmp.coverage?.map.getSize().x || FULL_PX;
    return Math.min(1, Math.max(LEAST_SCALE, width / FULL_PX));
  };

  lmp.drawing = (message) => ({
    classes: message.classes,
    colours: message.legend.classes.map(({ colour }) => colour),
    dark: message.legend.classes.map(({ colour, dark }) => dark ?? colour),
    radii: radii(message),
    losses: message.losses ? { ...message.losses, places: new Set(placesIn(message.losses.places)) } : null,
    streams: message.streams ? unpacked(message.streams) : null,
  });

  // Null where nothing is a circle; all of them as small as can be where there are no amounts.
  function radii({ classes, sizes, largest_radius }) {
    if (typeof sizes !== "string") return null;
    const largest = largest_radius * lmp.sizeScale();
    const ofLetter = [...LETTERS].map((_, index) => largest * Math.max(index / (LETTERS.length - 1), LEAST_SHARE));
    const found = new Float32Array(classes.length).fill(ofLetter[0]);
    for (let i = 0; i < sizes.length; i++) found[i] = ofLetter[values.get(sizes[i])];
    return found;
  }

  function unpacked({ origins, destinations, widths, groups, largest_width, drawn, colours, dark }) {
    const [count, scale] = [widths.length, lmp.sizeScale()];
    return {
      count, drawn, groups, colours, dark, pointed: -1,
      origins: ends(origins, count),
      destinations: ends(destinations, count),
      widths: Float32Array.from(widths, (letter) => (values.get(letter) / (LETTERS.length - 1)) * largest_width * scale),
    };
  }

  function ends(text, count) {
    return Int32Array.from({ length: count }, (_, i) => {
      let end = 0;
      for (let k = i * END; k < (i + 1) * END; k++) end = end * LETTERS.length + values.get(text[k]);
      return end;
    });
  }

  // The places that lie under slanted lines.
  lmp.hatched = ({ hatch }) => placesIn(hatch?.places ?? "");

  // Some of the places: six a letter, as mapping/render/message.py writes them.
  function placesIn(text) {
    const found = [];
    [...text].forEach((letter, at) => {
      for (let bit = 0; bit < 6; bit++) if (values.get(letter) & (1 << bit)) found.push(6 * at + bit);
    });
    return found;
  }

  // For each letter of a place with two rates: the letters of each alone.
  lmp.apart = (pairs, sizes) => {
    const marks = ["=", ".", "~"];
    const alone = (state, size) => (state < size ? LETTERS[state] : marks[state - size]);
    const states = sizes[1] + marks.length;
    const both = [...pairs].map((letter) => values.get(letter));
    return [
      both.map((state) => alone(Math.floor(state / states), sizes[0])).join(""),
      both.map((state) => alone(state % states, sizes[1])).join(""),
    ];
  };

  Object.assign(lmp, { LETTERS, ZERO: "=", NO_DATA: ".", NOT_SHOWN: "~" });
})();
