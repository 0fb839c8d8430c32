// People between places: curved lines, broad where they begin and pointed where they end. The two
// directions of a pair bend to opposite sides, so that both are seen.
"use strict";

(() => {
  const BEND = 0.18; // of the distance
  const LEAST_PX = 1; // of a line's width
  const OUTLINED_PX = 2; // thinner lines have no outline, which would hide their colour,
  const [BROAD, THIN] = [0.78, 0.5]; // and are paler: how much is seen of lines
  const [COMING, LEAVING, ANY] = [0, 1, 2];

  // Numbers of the streams to draw, the largest first: of the selected place, or of all.
  function chosen({ values: { streams }, selected }) {
    const found = [];
    for (let i = 0; i < streams.count && found.length < streams.drawn; i++) {
      if (selected < 0 || sideOf(streams, i, selected) !== ANY) found.push(i);
    }
    return found;
  }

  // Whether a stream comes to a place or leaves it. A group that holds the place does neither.
  function sideOf(streams, i, place) {
    if (streams.destinations[i] === place) return COMING;
    return streams.origins[i] === place ? LEAVING : ANY;
  }

  function draw(context, scene, view, colours) {
    const { streams } = scene.values;
    const inks = colours.isDark ? streams.dark : streams.colours;
    for (const i of chosen(scene).reverse()) {
      const isThin = streams.widths[i] < OUTLINED_PX;
      context.globalAlpha = isThin ? THIN : BROAD;
      shape(context, scene, i, view, colours.lineScale);
      context.fillStyle = inks[scene.selected < 0 ? ANY : sideOf(streams, i, scene.selected)];
      context.fill();
      if (isThin) continue;
      context.strokeStyle = colours.halo;
      context.lineWidth = 0.6;
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  // The stream that a person points at in the table.
  function drawPointed(context, scene, view, colours) {
    const { streams } = scene.values;
    if (streams.pointed < 0) return;
    shape(context, scene, streams.pointed, view, colours.lineScale);
    context.fillStyle = colours.select;
    context.fill();
  }

  // A line as an outline that narrows from both sides of the origin to the destination.
  function shape(context, scene, i, { scale, left, top }, lineScale) {
    const { streams } = scene.values;
    const [from, to] = [pointOf(scene, streams.origins[i]), pointOf(scene, streams.destinations[i])];
    const [x0, y0, x1, y1] = [from[0] * scale - left, from[1] * scale - top, to[0] * scale - left, to[1] * scale - top];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const [bendX, bendY] = [(x0 + x1) / 2 - dy * BEND, (y0 + y1) / 2 + dx * BEND];
    const half = (Math.max(streams.widths[i], LEAST_PX) * lineScale) / 2;
    const [startX, startY] = [bendX - x0, bendY - y0];
    const atStart = half / (Math.hypot(startX, startY) || 1);
    const inMiddle = half / 2 / (Math.hypot(dx, dy) || 1);
    context.beginPath();
    context.moveTo(x0 - startY * atStart, y0 + startX * atStart);
    context.quadraticCurveTo(bendX - dy * inMiddle, bendY + dx * inMiddle, x1, y1);
    context.quadraticCurveTo(bendX + dy * inMiddle, bendY - dx * inMiddle, x0 + startY * atStart, y0 - startX * atStart);
    context.closePath();
  }

  // A place's centre, or the mean of the centres of a group.
  function pointOf({ coarse, values: { streams } }, end) {
    if (end < coarse.places) return [coarse.centreX[end], coarse.centreY[end]];
    const group = streams.groups[end - coarse.places];
    group.point ??= [coarse.centreX, coarse.centreY].map(
      (at) => group.members.reduce((sum, place) => sum + at[place], 0) / group.members.length);
    return group.point;
  }

  lmp.streams = { draw, drawPointed, chosen, sideOf, COMING, LEAVING, ANY };
})();
