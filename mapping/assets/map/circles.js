// Circles for amounts, laid one over the other in pixels: tens of thousands of them are drawn in the time
// that a canvas takes for a few thousand.
//
//   const order = lmp.circles.order(radii, isDrawn);       numbers of places, the largest circle first
//   lmp.circles.draw(context, order, { x, y, radius, fill }, { alpha, rim, rimWidth, ratio });
//
// `x`, `y`, `radius` and `fill` are functions of a place's number, in CSS pixels; `fill` gives and `rim` is a
// colour as lmp.pixels.colourOf makes them. What the canvas held is gone.
"use strict";

(() => {
  const RIMMED_PX = 3; // circles smaller than this have no rim, which would hide their colour
  const EDGE = 0.5; // of a pixel to either side of a line is covered in part

  // There are few sizes, and sorting them is faster than sorting circles.
  function order(radii, isDrawn) {
    const byRadius = new Map();
    for (let i = 0; i < radii.length; i++) {
      if (!isDrawn(i)) continue;
      const alike = byRadius.get(radii[i]);
      if (alike) alike.push(i); else byRadius.set(radii[i], [i]);
    }
    return [...byRadius].sort(([one], [other]) => other - one).flatMap(([, places]) => places);
  }

  function draw(context, order, { x, y, radius, fill }, { alpha, rim, rimWidth, ratio }) {
    const { width, height } = context.canvas;
    const image = new ImageData(width, height);
    const pixels = new Int32Array(image.data.buffer);
    const rimInk = inkOf(rim, alpha);
    let colour, fillInk;
    for (const i of order) {
      if (fill(i) !== colour) fillInk = inkOf((colour = fill(i)), alpha);
      const half = radius(i) < RIMMED_PX ? 0 : (rimWidth * ratio) / 2;
      lay(pixels, width, height, x(i) * ratio, y(i) * ratio, radius(i) * ratio, half, fillInk, rimInk);
    }
    straighten(image.data, pixels);
    context.putImageData(image, 0, 0);
  }

  // By how much of a pixel is covered, of 255: what a colour adds to it, and how much of what lies below
  // is seen, of 256. That is rounded down, so that no sum passes 255.
  function inkOf(colour, alpha) {
    const ink = { added: new Int32Array(256), seen: new Uint16Array(256) };
    for (let covered = 0; covered < 256; covered++) {
      const share = (alpha * covered) / 255;
      const part = (shift) => Math.round(((colour >> shift) & 255) * share) << shift;
      ink.added[covered] = part(0) | part(8) | part(16) | (Math.round(255 * share) << 24);
      ink.seen[covered] = Math.floor(256 * (1 - share));
    }
    return ink;
  }

  // A disc with a rim of twice the half width along its edge. Pixels hold colours times opacity.
  function lay(pixels, width, height, x, y, radius, half, fill, rim) {
    const reach = radius + half + EDGE;
    const inside = Math.max(radius - half - EDGE, 0);
    const [inner, outer] = [inside * inside, reach * reach];
    const top = Math.max(Math.ceil(y - reach - EDGE), 0);
    const bottom = Math.min(Math.floor(y + reach - EDGE), height - 1);
    for (let row = top; row <= bottom; row++) {
      const dy = row + EDGE - y;
      const wide = Math.sqrt(Math.max(outer - dy * dy, 0));
      const first = Math.max(Math.ceil(x - wide - EDGE), 0);
      const last = Math.min(Math.floor(x + wide - EDGE), width - 1);
      for (let column = first; column <= last; column++) {
        const at = row * width + column;
        const dx = column + EDGE - x;
        const square = dx * dx + dy * dy;
        if (square < inner) {
          pixels[at] = over(fill, 255, pixels[at]);
          continue;
        }
        const distance = Math.sqrt(square);
        const disc = covered(radius - distance + EDGE);
        const line = half ? covered(half + EDGE - Math.abs(distance - radius)) : 0;
        if (disc) pixels[at] = over(fill, disc, pixels[at]);
        if (line) pixels[at] = over(rim, line, pixels[at]);
      }
    }
  }

  function covered(share) {
    return share <= 0 ? 0 : share >= 1 ? 255 : (share * 255 + 0.5) | 0;
  }

  // A colour over another, two parts at a time, in whole numbers of 32 bits.
  function over({ added, seen }, share, lower) {
    if (lower === 0) return added[share];
    const through = seen[share];
    const odd = (Math.imul(lower & 0xff00ff, through) >>> 8) & 0xff00ff;
    const even = Math.imul((lower >>> 8) & 0xff00ff, through) & 0xff00ff00;
    return (added[share] + odd + even) | 0;
  }

  // Canvases take colours that are not yet multiplied by their opacity.
  function straighten(data, pixels) {
    for (let i = 0, k = 0; i < pixels.length; i++, k += 4) {
      if (!pixels[i]) continue;
      const by = 255 / data[k + 3];
      data[k] *= by;
      data[k + 1] *= by;
      data[k + 2] *= by;
    }
  }

  lmp.circles = { order, draw };
})();
