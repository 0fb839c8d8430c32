// Which place lies at a point of a map. Circles and symbols come before the places, small ones before large.
//
//   lmp.placeAt(painter, world, reach);   the number of a place, or -1; `world` in pixels at the painter's
//                                         scale, `reach` how far beside a place it may lie
"use strict";

(() => {
  lmp.placeAt = (painter, world, reach) => {
    const { scene: { coverage, coarse }, view: { scale } } = painter;
    if (!coverage) return -1;
    const away = (index) => Math.hypot(coarse.centreX[index] * scale - world.x, coarse.centreY[index] * scale - world.y);
    for (const index of painter.marks()) {
      if (away(index) <= painter.radiusOf(index) + Math.max(reach, 1)) return index;
    }
    const [x, y] = [world.x / scale, world.y / scale];
    const box = coverage.placeBox;
    for (let i = 0, k = 0; i < coverage.places; i++, k += 4) {
      if (x < box[k] || y < box[k + 1] || x > box[k + 2] || y > box[k + 3]) continue;
      if (lmp.arcs.contains(coverage, i, x, y)) return i;
    }
    return reach ? nearest(coverage.places, away, reach) : -1;
  };

  function nearest(places, away, reach) {
    let [best, least] = [-1, reach];
    for (let i = 0; i < places; i++) if (away(i) < least) [best, least] = [i, away(i)];
    return best;
  }
})();
