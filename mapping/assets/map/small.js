// Small maps beside the large one. What each pixel belongs to is found once for a geometry and size.
"use strict";

(() => {
  const LEAST_PX = 3; // a place drawn smaller gets a square of this size
  let kept = {};

  function fitted(coarse, width, height) {
    const [west, north, east, south] = lmp.arcs.wholeBox(coarse.placeBox);
    const scale = Math.min((width - 4) / (east - west), (height - 4) / (south - north));
    const [left, top] = [((east + west) * scale - width) / 2, ((south + north) * scale - height) / 2];
    return { scale, left, top, width, height };
  }

  function ownersOf(coarse, width, height) {
    if (kept.coarse === coarse && kept.width === width && kept.height === height) return kept.owners;
    const view = fitted(coarse, width, height);
    const owners = lmp.pixels.ownersOf(coarse, view, 1);
    const { placeBox: box, centreX, centreY } = coarse;
    for (let i = 0, k = 0; i < coarse.places; i++, k += 4) {
      if (Math.max(box[k + 2] - box[k], box[k + 3] - box[k + 1]) * view.scale >= LEAST_PX) continue;
      const [x, y] = [centreX[i] * view.scale - view.left, centreY[i] * view.scale - view.top].map(
        (at) => Math.max(0, Math.round(at - LEAST_PX / 2)));
      for (let row = y; row < Math.min(y + LEAST_PX, height); row++) {
        owners.owner.fill(i, row * width + x, row * width + Math.min(x + LEAST_PX, width));
      }
    }
    kept = { coarse, width, height, owners };
    return owners;
  }

  // Colours are a pixel a place, as lmp.pixels.colourOf makes them.
  function paint(canvas, coarse, colours) {
    lmp.pixels.paint(canvas.getContext("2d"), ownersOf(coarse, canvas.width, canvas.height), colours, null);
  }

  lmp.small = { paint };
})();
