// Points over a map, each category with a shape of its own, so that a grey printer tells them apart.
//
//   lmp.points = { read(message), draw(context, points, view, colours), mark(category, colour) }
"use strict";

(() => {
  const RADIUS = 5;
  const SHAPES = [ // corners around a middle, for a radius of one; none: a circle
    [],
    [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
    [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]],
    [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
    [[0, 1.2], [1.1, -0.8], [-1.1, -0.8]],
    [[-0.4, -1.2], [0.4, -1.2], [1.2, 1.2], [-1.2, 1.2]],
  ];

  // Where the points of a message lie, in widths of the world; null where it has none.
  async function read({ points }) {
    const found = points && (await lmp.resource(`values/${points.key}`));
    if (!found) return null;
    const spots = found.texts.map((text, i) => {
      const [longitude, latitude, category] = found.numbers.slice(3 * i, 3 * i + 3);
      const sine = Math.sin((latitude * Math.PI) / 180);
      const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
      return { x: longitude / 360 + 0.5, y, category, text };
    });
    return { spots, colours: points.categories.map(({ colour }) => colour) };
  }

  function draw(context, { spots, colours }, { scale, left, top, width, height }, { halo, lineScale }) {
    for (const { x, y, category } of spots) {
      const [atX, atY] = [x * scale - left, y * scale - top];
      if (atX < 0 || atY < 0 || atX > width || atY > height) continue;
      shape(context, category, atX, atY, RADIUS * lineScale);
      context.strokeStyle = halo;
      context.lineWidth = 2 * lineScale;
      context.stroke();
      context.fillStyle = colours[category];
      context.fill();
    }
  }

  function shape(context, category, x, y, radius) {
    const corners = SHAPES[category % SHAPES.length];
    context.beginPath();
    if (!corners.length) context.arc(x, y, radius, 0, 2 * Math.PI);
    for (const [dx, dy] of corners) context.lineTo(x + dx * radius, y + dy * radius);
    context.closePath();
  }

  // The mark of a category for a key, as a canvas.
  function mark(category, colour) {
    const canvas = document.createElement("canvas");
    const side = 18;
    const ratio = devicePixelRatio || 1;
    canvas.width = canvas.height = side * ratio;
    canvas.className = "lmp-point";
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    shape(context, category, side / 2, side / 2, RADIUS);
    context.fillStyle = colour;
    context.fill();
    return canvas;
  }

  lmp.points = { read, draw, mark };
})();
