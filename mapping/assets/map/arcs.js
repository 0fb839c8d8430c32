// Reads coverages written by mapping/render/arcs.py; the format is in docs/decisions/0002.
//
// A coverage is kept as flat arrays, for one with 40,000 places has millions of vertices:
//   x, y            of every arc's points, in widths of the world, west and north being 0
//   arcStart        where each arc's points begin; one more entry than there are arcs
//   arc             arcs of the rings; ~arc where it is walked backwards
//   ringStart       where each ring's arcs begin
//   placeStart      where each place's rings begin
//   placeBox        west, north, east, south of each place;  arcBox  the same of each arc
//   partSize        the longer side of the box around the largest ring of each place
//   frames          west, north, east, south of frames to draw, as around insets; mostly none
//   sides           the places on the two sides of each arc; -1 for the open sea
//   centreX, centreY  a point inside each place; null in the finer levels of detail
"use strict";
window.lmp = window.lmp ?? {};

(() => {
  const MAGIC = 0x41504d4c; // "LMPA", the least byte first

  function decode(buffer) {
    const view = new DataView(buffer);
    if (view.getUint32(0, true) !== MAGIC) throw new Error("not a coverage of arcs");
    const headerLength = view.getUint32(4, true);
    const bytes = new Uint8Array(buffer);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
    if (header.version !== 1) throw new Error(`arcs of version ${header.version}`);
    const next = reader(bytes, 8 + headerLength);

    const arcStart = starts(header.arcs, () => next() + 2);
    const { x, y } = points(header, next);
    const placeStart = starts(header.places, () => next() + 1);
    const ringStart = starts(header.rings, () => next() + 1);
    const arc = references(header.references, next);
    const centres = header.centres ? centrePoints(header, next) : { centreX: null, centreY: null };

    const coverage = {
      places: header.places, tolerance: header.tolerance,
      x, y, arcStart, arc, ringStart, placeStart, ...centres, frames: header.frames ?? [],
    };
    return Object.assign(coverage, boxes(coverage), { sides: sides(coverage) });
  }

  // Unsigned numbers of seven bits a byte. Multiplied, not shifted: some need more than 32 bits.
  function reader(bytes, position) {
    return () => {
      let byte = bytes[position++];
      if (byte < 128) return byte;
      let value = byte & 127;
      let weight = 128;
      do {
        byte = bytes[position++];
        value += (byte & 127) * weight;
        weight *= 128;
      } while (byte > 127);
      return value;
    };
  }

  const signed = (folded) => (folded % 2 ? -(folded + 1) / 2 : folded / 2);

  function starts(count, size) {
    const start = new Int32Array(count + 1);
    for (let i = 0; i < count; i++) start[i + 1] = start[i] + size();
    return start;
  }

  function running(count, next, origin, step) {
    const values = new Float64Array(count);
    for (let i = 0, cell = 0; i < count; i++) values[i] = origin + (cell += signed(next())) * step;
    return values;
  }

  function points(header, next) {
    const x = running(header.points, next, header.west, header.step);
    return { x, y: running(header.points, next, header.north, header.step) };
  }

  function centrePoints(header, next) {
    const centreX = running(header.places, next, header.west, header.step);
    return { centreX, centreY: running(header.places, next, header.north, header.step) };
  }

  function references(count, next) {
    const arc = new Int32Array(count);
    for (let i = 0, fresh = 0; i < count; i++) {
      const token = next();
      if (token === 0) arc[i] = fresh++;
      else arc[i] = token % 2 ? ~(fresh - (token + 1) / 2) : fresh - token / 2;
    }
    return arc;
  }

  function boxes({ places, x, y, arcStart, arc, ringStart, placeStart }) {
    const arcBox = emptyBoxes(arcStart.length - 1);
    for (let a = 0; a < arcStart.length - 1; a++) {
      for (let k = arcStart[a]; k < arcStart[a + 1]; k++) extend(arcBox, a, x[k], y[k], x[k], y[k]);
    }
    const ringBox = emptyBoxes(ringStart.length - 1);
    for (let ring = 0; ring < ringStart.length - 1; ring++) {
      for (let i = ringStart[ring]; i < ringStart[ring + 1]; i++) include(ringBox, ring, arcBox, arc[i] < 0 ? ~arc[i] : arc[i]);
    }
    const placeBox = emptyBoxes(places);
    const partSize = new Float64Array(places);
    for (let place = 0; place < places; place++) {
      for (let ring = placeStart[place], k = 4 * ring; ring < placeStart[place + 1]; ring++, k += 4) {
        include(placeBox, place, ringBox, ring);
        partSize[place] = Math.max(partSize[place], ringBox[k + 2] - ringBox[k], ringBox[k + 3] - ringBox[k + 1]);
      }
    }
    return { arcBox, placeBox, partSize };
  }

  function emptyBoxes(count) {
    const box = new Float64Array(count * 4);
    for (let i = 0; i < box.length; i++) box[i] = i % 4 < 2 ? Infinity : -Infinity;
    return box;
  }

  function include(box, i, other, j) {
    extend(box, i, other[4 * j], other[4 * j + 1], other[4 * j + 2], other[4 * j + 3]);
  }

  function extend(box, i, west, north, east, south) {
    const k = 4 * i;
    if (west < box[k]) box[k] = west;
    if (north < box[k + 1]) box[k + 1] = north;
    if (east > box[k + 2]) box[k + 2] = east;
    if (south > box[k + 3]) box[k + 3] = south;
  }

  function sides({ places, arcStart, arc, ringStart, placeStart }) {
    const side = new Int32Array(2 * (arcStart.length - 1)).fill(-1);
    for (let place = 0; place < places; place++) {
      for (let i = ringStart[placeStart[place]]; i < ringStart[placeStart[place + 1]]; i++) {
        const k = 2 * (arc[i] < 0 ? ~arc[i] : arc[i]);
        side[side[k] === -1 ? k : k + 1] = place;
      }
    }
    return side;
  }

  // Adds a place's rings to the current path of a canvas; a point is at (x * scale - left, ...).
  function trace(context, coverage, place, scale, left, top) {
    const { x, y, arcStart, arc, ringStart, placeStart } = coverage;
    for (let ring = placeStart[place]; ring < placeStart[place + 1]; ring++) {
      let isFirst = true;
      for (let i = ringStart[ring]; i < ringStart[ring + 1]; i++) {
        const backwards = arc[i] < 0;
        const a = backwards ? ~arc[i] : arc[i];
        const step = backwards ? -1 : 1;
        let k = backwards ? arcStart[a + 1] - 1 : arcStart[a];
        for (let left_ = arcStart[a + 1] - arcStart[a] - 1; left_ > 0; left_--, k += step) {
          if (isFirst) context.moveTo(x[k] * scale - left, y[k] * scale - top);
          else context.lineTo(x[k] * scale - left, y[k] * scale - top);
          isFirst = false;
        }
      }
      context.closePath();
    }
  }

  function traceArc(context, { x, y, arcStart }, a, scale, left, top) {
    let k = arcStart[a];
    context.moveTo(x[k] * scale - left, y[k] * scale - top);
    for (k++; k < arcStart[a + 1]; k++) context.lineTo(x[k] * scale - left, y[k] * scale - top);
  }

  // Whether a point lies in a place: how often a line from it to the east crosses the rings.
  function contains({ x, y, arcStart, arc, ringStart, placeStart }, place, px, py) {
    let inside = false;
    for (let i = ringStart[placeStart[place]]; i < ringStart[placeStart[place + 1]]; i++) {
      const a = arc[i] < 0 ? ~arc[i] : arc[i];
      for (let k = arcStart[a] + 1; k < arcStart[a + 1]; k++) {
        if (y[k] > py === y[k - 1] > py) continue;
        if (px < ((x[k - 1] - x[k]) * (py - y[k])) / (y[k - 1] - y[k]) + x[k]) inside = !inside;
      }
    }
    return inside;
  }

  // Groups of places that touch one another: the number of its group for each place.
  function groups({ places, sides: side }) {
    const parent = Int32Array.from({ length: places }, (_, i) => i);
    const root = (i) => {
      while (parent[i] !== i) i = parent[i] = parent[parent[i]];
      return i;
    };
    for (let k = 0; k < side.length; k += 2) {
      if (side[k] >= 0 && side[k + 1] >= 0) parent[root(side[k])] = root(side[k + 1]);
    }
    return parent.map((_, i) => root(i));
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

  const arcs = { decode, trace, traceArc, contains, wholeBox, boxOf, groupBoxes };
  Object.assign(window.lmp, { arcs });
})();
