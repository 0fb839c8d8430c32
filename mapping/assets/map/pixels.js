// Which place each pixel of a view belongs to. It is found once for a view; a change of values then
// only changes colours, however many places there are.
//
//   const owners = lmp.pixels.ownersOf(coverage, { scale, left, top, width, height }, ratio);
//   lmp.pixels.paint(context, owners, colours, hatch);
"use strict";

(() => {
  const NOBODY = -1;
  const FEW = 64; // up to so many crossings, sorting by insertion is faster than a call

  // A pixel belongs to the place that its centre lies in. The view is in CSS pixels, `ratio` says
  // how many pixels of the screen each has.
  function ownersOf(coverage, view, ratio) {
    const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
    const frame = {
      scale: view.scale * ratio, left: view.left * ratio, top: view.top * ratio + 0.5,
      width, height, stride: width + 2,
    };
    const owner = new Int32Array(width * height).fill(NOBODY);
    const crossings = { at: new Float64Array(4096), count: 0 };
    for (let place = 0; place < coverage.places; place++) {
      if (!isSeen(coverage.placeBox, place, frame)) continue;
      cross(coverage, place, frame, crossings);
      fill(owner, place, frame, crossings);
    }
    return { owner, width, height };
  }

  function isSeen(box, place, { scale, left, top, width, height }) {
    const k = 4 * place;
    return box[k] * scale - left <= width && box[k + 1] * scale - top <= height
      && box[k + 2] * scale >= left && box[k + 3] * scale >= top;
  }

  // Where a place's rings cross the middle of each row of pixels: row * stride + x, unsorted.
  function cross({ x, y, arcStart, arc, ringStart, placeStart }, place, frame, crossings) {
    const { scale, left, top, width, height, stride } = frame;
    crossings.count = 0;
    for (let i = ringStart[placeStart[place]]; i < ringStart[placeStart[place + 1]]; i++) {
      const a = arc[i] < 0 ? ~arc[i] : arc[i];
      let x0 = x[arcStart[a]] * scale - left;
      let y0 = y[arcStart[a]] * scale - top;
      for (let k = arcStart[a] + 1; k < arcStart[a + 1]; k++) {
        const x1 = x[k] * scale - left;
        const y1 = y[k] * scale - top;
        const first = Math.max(Math.ceil(Math.min(y0, y1)), 0);
        const end = Math.min(Math.ceil(Math.max(y0, y1)), height);
        if (first < end) {
          makeRoom(crossings, end - first);
          const slope = (x1 - x0) / (y1 - y0);
          for (let row = first; row < end; row++) {
            const at = x0 + (row - y0) * slope;
            crossings.at[crossings.count++] = row * stride + Math.min(Math.max(at, 0), width);
          }
        }
        x0 = x1;
        y0 = y1;
      }
    }
  }

  function makeRoom(crossings, more) {
    if (crossings.count + more <= crossings.at.length) return;
    const larger = new Float64Array(2 * (crossings.count + more));
    larger.set(crossings.at);
    crossings.at = larger;
  }

  // Between an odd crossing and the next of its row lies the place, holes left out.
  function fill(owner, place, { width, stride }, { at, count }) {
    sort(at, count);
    for (let k = 0; k + 1 < count; k += 2) {
      const row = Math.floor(at[k] / stride);
      const from = Math.ceil(at[k] - row * stride - 0.5);
      const to = Math.ceil(at[k + 1] - row * stride - 0.5);
      owner.fill(place, row * width + from, row * width + to);
    }
  }

  function sort(at, count) {
    if (count > FEW) return at.subarray(0, count).sort();
    for (let i = 1; i < count; i++) {
      const value = at[i];
      let j = i - 1;
      for (; j >= 0 && at[j] > value; j--) at[j + 1] = at[j];
      at[j + 1] = value;
    }
    return at;
  }

  // Colours are opaque, one a place as `colourOf` makes them; 0 stands for the hatch, whose tile
  // begins at `hatch.x` and `hatch.y`.
  function paint(context, { owner, width, height }, colours, hatch) {
    const image = new ImageData(width, height);
    const pixel = new Uint32Array(image.data.buffer);
    for (let i = 0; i < pixel.length; i++) {
      if (owner[i] !== NOBODY) pixel[i] = colours[owner[i]] || hatched(hatch, i % width, Math.floor(i / width));
    }
    context.putImageData(image, 0, 0);
  }

  function hatched({ tile, side, x, y }, column, row) {
    return tile[((row + y) % side) * side + ((column + x) % side)];
  }

  // A CSS colour without transparency as a pixel's four bytes, red the least.
  function colourOf(context, css) {
    context.fillStyle = css;
    const [red, green, blue] = [1, 3, 5].map((k) => parseInt(context.fillStyle.slice(k, k + 2), 16));
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }

  lmp.pixels = { ownersOf, paint, colourOf };
})();
