// How something drawn looks: its colour, and the letter of its category for readers who see no colour.
"use strict";

(() => {
  const TURN = 360;
  const LOOK = { point: 11, letter: 10, weight: 4, fill: 0.28 };

  // In the page's letters, which are a phone's own there.
  let family = "";
  function bold(pixels) {
    family ||= getComputedStyle(document.body).fontFamily;
    return `700 ${Math.round(pixels)}px ${family}`;
  }

  // A circle with a letter in it, drawn on the canvas with the rest.
  const LetterMark = L.CircleMarker.extend({
    // What is repainted when it goes: the sign beside it too.
    _updateBounds() {
      L.CircleMarker.prototype._updateBounds.call(this);
      if (!this.options.badge) return;
      const beside = L.point(this.options.radius, this.options.radius);
      this._pxBounds = L.bounds(this._pxBounds.min.subtract(beside), this._pxBounds.max.add(beside));
    },
    _updatePath() {
      L.CircleMarker.prototype._updatePath.call(this);
      const { letter, ink, radius } = this.options;
      const context = this._renderer._ctx;
      if (!letter || !this._renderer._drawing || !context || this._empty()) return;
      context.save();
      context.globalAlpha = this.options.opacity;
      context.fillStyle = ink;
      context.font = bold(radius * 1.15);
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(letter, this._point.x, this._point.y + 0.5);
      if (this.options.badge) drawBadge(context, this._point, radius, this.options.badge);
      context.restore();
    },
  });

  // A small sign at the upper right: a tick for what was validated, a number while people vote.
  function drawBadge(context, { x, y }, radius, badge) {
    const size = radius * (badge === "✓" ? 0.62 : 0.85);
    const [left, top] = [x + radius * 0.9, y - radius * 0.9];
    context.beginPath();
    context.arc(left, top, size, 0, 2 * Math.PI);
    context.fillStyle = "#000000";
    context.fill();
    context.fillStyle = "#ffffff";
    context.font = bold(size * 1.3);
    context.fillText(badge, left, top + 0.5);
  }

  // Black or white, whichever is read on a colour.
  function inkOn(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const share = parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#000000" : "#ffffff";
  }

  // The turn of the world that brings a shape next to a longitude.
  function turned(geometry, nearLongitude) {
    const first = flat(geometry.coordinates)[0];
    const shift = TURN * Math.round((nearLongitude - first[0]) / TURN);
    return shift ? { ...geometry, coordinates: shifted(geometry.coordinates, shift) } : geometry;
  }

  function shifted(coordinates, by) {
    return typeof coordinates[0] === "number"
      ? [coordinates[0] + by, coordinates[1]]
      : coordinates.map((part) => shifted(part, by));
  }

  function flat(coordinates) {
    return typeof coordinates[0] === "number" ? [coordinates] : coordinates.flatMap(flat);
  }

  const latLngs = (positions) => positions.map(([longitude, latitude]) => [latitude, longitude]);

  // The layers of one shape. `options`: {scale, dashed, faint, selected, renderer, pane}
  function layersOf(geometry, category, options) {
    const { scale = 1, dashed, faint, selected, renderer, halo, badge } = options;
    const colour = category?.colour ?? "#555555";
    const opacity = faint ? 0.55 : 1;
    const dashArray = dashed ? `${7 * scale} ${6 * scale}` : null;
    const mark = (latLng, radius) => new LetterMark(latLng, {
      renderer, radius: radius * scale, color: selected ? "#c2410c" : halo, weight: (selected ? 4 : 2) * scale,
      fillColor: colour, fillOpacity: opacity, opacity, letter: category?.icon || category?.letter || "?", ink: inkOn(colour),
      badge, dashArray: dashed ? `${3 * scale} ${3 * scale}` : null,
    });
    if (geometry.type === "Point") return [mark(latLngs([geometry.coordinates])[0], LOOK.point)];
    const isLine = geometry.type === "LineString";
    const points = isLine ? latLngs(geometry.coordinates) : geometry.coordinates.map(latLngs);
    const make = isLine ? L.polyline : L.polygon;
    const casing = L.polyline(isLine ? points : points.map((ring) => ring), {
      renderer, color: selected ? "#c2410c" : halo, weight: (LOOK.weight + (selected ? 6 : 3)) * scale,
      opacity: faint ? 0.4 : 0.9, fill: false, interactive: false, below: !isLine,
    });
    const body = make(points, {
      renderer, color: colour, weight: LOOK.weight * scale, opacity, dashArray,
      fill: !isLine, fillColor: colour, fillOpacity: faint ? 0.1 : LOOK.fill, below: !isLine,
    });
    return [casing, body, mark(middleOf(geometry, isLine), LOOK.letter * 0.85)];
  }

  // Where the letter of a line or an area stands.
  function middleOf(geometry, isLine) {
    if (isLine) {
      const [longitude, latitude] = geometry.coordinates[Math.floor((geometry.coordinates.length - 1) / 2)];
      const next = geometry.coordinates[Math.floor((geometry.coordinates.length - 1) / 2) + 1];
      return [(latitude + next[1]) / 2, (longitude + next[0]) / 2];
    }
    return centreOfArea(geometry.coordinates[0]);
  }

  function centreOfArea(ring) {
    let [area, x, y] = [0, 0, 0];
    const [left, top] = ring[0];
    for (let i = 0; i + 1 < ring.length; i++) {
      const [ax, ay, bx, by] = [ring[i][0] - left, ring[i][1] - top, ring[i + 1][0] - left, ring[i + 1][1] - top];
      const cross = ax * by - bx * ay;
      area += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
    if (Math.abs(area) < 1e-14) return [top, left];
    return [top + y / (3 * area), left + x / (3 * area)];
  }

  lmpDraw.shapes = { flat, inkOn, latLngs, layersOf, turned };
})();
