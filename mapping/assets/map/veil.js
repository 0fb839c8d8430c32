// What lies over the fills and under the borders: frames around insets, slanted lines over places whose figure needs care,
// and a veil over those that are context only.
"use strict";

(() => {
  const HATCH_PX = 7;

  // `focus` is an array of places or null, `hatched` an array of places.
  function drawVeil(stack, { coverage, coarse, hatched = [], focus = null }) {
    const context = stack.context("veil");
    if (!hatched.length && !focus && !coarse.frames.length) return;
    const style = getComputedStyle(stack._container);
    const { scale, left, top, width, height } = stack.view;
    context.strokeStyle = style.getPropertyValue("--lmp-map-coast");
    for (const [west, north, east, south] of coarse.frames) {
      context.strokeRect(west * scale - left, north * scale - top, (east - west) * scale, (south - north) * scale);
    }
    const outline = (places) => {
      context.beginPath();
      for (const place of places) lmp.arcs.trace(context, coverage, place, scale, left, top);
    };
    if (hatched.length) {
      outline(hatched);
      context.fillStyle = slants(context, style.getPropertyValue("--lmp-map-noise"));
      context.fill();
    }
    if (!focus) return;
    context.fillStyle = style.getPropertyValue("--lmp-map-veil");
    context.fillRect(0, 0, width, height);
    context.globalCompositeOperation = "destination-out";
    outline(focus);
    context.fillStyle = "#000";
    context.fill();
    context.globalCompositeOperation = "source-over";
  }

  function slants(context, colour) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = HATCH_PX;
    const ink = tile.getContext("2d");
    ink.strokeStyle = colour;
    ink.lineWidth = 1.3;
    for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
      ink.moveTo(shift - 1, -1);
      ink.lineTo(shift + HATCH_PX + 1, HATCH_PX + 1);
    }
    ink.stroke();
    return context.createPattern(tile, "repeat");
  }

  Object.assign(lmp, { drawVeil });
})();
