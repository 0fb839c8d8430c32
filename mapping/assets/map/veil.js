// What lies over the fills and under the borders: frames around insets, slanted lines over places whose figure needs care,
// and a veil over those that are context only.
"use strict";

(() => {
  const HATCH_PX = 7;

  // `focus` is an array of places or null, `hatched` an array of places.
  function drawVeil(stack, scene) {
    const { coverage, coarse, focus = null } = scene;
    const hatched = hatchedOf(scene);
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
      context.fillStyle = slants(context, style.getPropertyValue("--lmp-map-noise"), stack.ratio);
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

  // Where the lines are seen: not on places that the key leaves out, nor where amounts are circles.
  function hatchedOf({ hatched = [], kept, values }) {
    if (values?.radii) return [];
    return kept ? hatched.filter((place) => kept.has(values.classes[place])) : hatched;
  }

  function slants(context, colour, ratio) {
    const tile = document.createElement("canvas");
    const side = Math.round(HATCH_PX * ratio);
    tile.width = tile.height = side;
    const ink = tile.getContext("2d");
    ink.scale(side / HATCH_PX, side / HATCH_PX);
    for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
      ink.moveTo(shift - 1, -1);
      ink.lineTo(shift + HATCH_PX + 1, HATCH_PX + 1);
    }
    // A light edge, so that the lines are seen on dark colours, too.
    for (const [stroke, width] of [["rgb(255 255 255 / 70%)", 3], [colour, 1.3]]) {
      ink.strokeStyle = stroke;
      ink.lineWidth = width;
      ink.stroke();
    }
    const pattern = context.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().scale(HATCH_PX / side));
    return pattern;
  }

  Object.assign(lmp, { drawVeil, hatchedOf, slants });
})();
