/* The key of two rates: a square stood on its corner, high values of both at the top, the words of
   each rate along a lower edge; and a small map of each rate alone. */
"use strict";
(() => {
  const { make } = lmp;
  const SVG = "http://www.w3.org/2000/svg";
  const SIDE = 40; // of a square of the key
  const MARGIN = 18; // for words beside the square
  const LETTER = 5.4; // of the words along an edge, on average
  const LINE = 11;
  const SMALL = { width: 150, height: 96 }; // of a small map

  /** toggle(element, letter) makes an entry of the key pressable; thumbnail paints a small map. */
  lmp.square = (message, toggle, thumbnail) => {
    const box = make("div", "lmp-two");
    if (message.legend.classes.length) box.append(diamond(message, toggle)); // a rate may have no figure
    const classes = lmp.apart(message.pairs, message.axes.map((axis) => axis.classes.length));
    const small = box.appendChild(make("div", "lmp-smalls"));
    message.axes.forEach((axis, index) => small.append(smallMap(axis, classes[index], thumbnail)));
    return box;
  };

  function diamond({ axes, legend, words }, toggle) {
    const [columns, rows] = axes.map((axis) => axis.classes.length);
    const half = SIDE * Math.SQRT1_2;
    const reach = (columns + rows) * half;
    const svg = element("svg", {
      viewBox: `${-MARGIN} -2 ${reach + 2 * MARGIN} ${reach + MARGIN}`, role: "group", "aria-label": words.legend,
    });
    const turned = element("g", { transform: `translate(${rows * half} ${reach}) rotate(-45)` });
    const counts = element("g", { class: "lmp-cell-counts", "aria-hidden": "true" });
    legend.classes.forEach((entry, index) => {
      const [x, y] = [(index % columns) * SIDE, -(Math.floor(index / columns) + 1) * SIDE];
      turned.append(cell(entry, x, y, index, words, toggle));
      if (entry.count) counts.append(upright(entry, x + SIDE / 2, y + SIDE / 2));
    });
    turned.append(counts);
    svg.append(turned);
    // Along each lower edge what grows there, outwards from the lowest corner.
    svg.append(...along(axes[0].title, rows * half + (columns * half) / 2, reach - (columns * half) / 2, -45, columns));
    svg.append(...along(axes[1].title, (rows * half) / 2, reach - (rows * half) / 2, 45, rows));
    return svg;
  }

  function cell(entry, x, y, index, words, toggle) {
    const rect = element("rect", { x, y, width: SIDE, height: SIDE, class: "lmp-cell", role: "button", tabindex: 0 });
    rect.append(element("title", {}, `${entry.label} (${entry.count} ${words.placesInClass})`));
    toggle(rect, lmp.LETTERS[index]);
    return lmp.tint(rect, entry.colour, entry.dark);
  }

  // The number of places of a square, upright on it.
  function upright({ count }, x, y) {
    const group = element("g", { transform: `rotate(45 ${x} ${y})` });
    const text = element("text", { x, y, dy: "0.35em", "text-anchor": "middle" }, String(count));
    group.append(element("rect", { x: x - 10, y: y - 8, width: 20, height: 16, rx: 8 }), text);
    return group;
  }

  // Words along an edge, in two lines at most; the whole name stands under the small map.
  function along(title, x, y, degrees, squares) {
    const lines = folded(`${title} ${degrees < 0 ? "→" : ""}`.trim(), Math.floor((squares * SIDE) / LETTER));
    if (degrees > 0) lines[0] = `← ${lines[0]}`;
    return lines.map((line, i) => element("text", {
      x, y: y + LINE * (i + 1) * 1.1 + 3, class: "lmp-axis", "text-anchor": "middle", "aria-hidden": "true",
      transform: `rotate(${degrees} ${x} ${y})`,
    }, line));
  }

  function folded(text, longest) {
    const lines = [""];
    for (const word of text.split(" ")) {
      if (lines.at(-1) && lines.at(-1).length + word.length >= longest) lines.push("");
      lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
    }
    if (lines.length > 2) lines.splice(1, lines.length, `${lines[1].slice(0, longest - 1)}…`);
    return lines;
  }

  function smallMap(axis, classes, thumbnail) {
    const figure = make("figure", "lmp-small");
    const canvas = figure.appendChild(make("canvas"));
    const ratio = Math.min(devicePixelRatio || 1, 2);
    canvas.width = SMALL.width * ratio;
    canvas.height = SMALL.height * ratio;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", axis.title);
    const dark = document.documentElement.dataset.theme === "dark";
    const colours = axis.classes.map((entry) => (dark && entry.dark) || entry.colour);
    requestAnimationFrame(() => setTimeout(() => thumbnail(canvas, classes, colours))); // after the map itself
    const caption = figure.appendChild(make("figcaption", "", axis.title));
    caption.append(make("small", "", [axis.unit, axis.period].filter(Boolean).join(", ")));
    const list = figure.appendChild(make("ul", "lmp-steps"));
    for (const entry of axis.classes) {
      const item = list.appendChild(make("li"));
      item.append(lmp.tint(make("span", "lmp-swatch"), entry.colour, entry.dark), make("span", "", entry.label));
    }
    return figure;
  }

  function element(name, attributes, text) {
    const found = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
    if (text !== undefined) found.textContent = text;
    return found;
  }
})();
