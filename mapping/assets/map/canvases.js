// The canvases of a map, one over the other, with one view.
"use strict";

(() => {
  const TILE = 256; // pixels of the world's width at zoom 0
  const MOST_CANVAS_PX = 12e6;
  const LAYERS = ["fills", "veil", "lines", "marks", "overlay"];

  // Leaflet moves and scales them while the map moves, and asks for a drawing after.
  const CanvasStack = L.Renderer.extend({
    options: { padding: 0.12 },
    initialize(draw) {
      L.Renderer.prototype.initialize.call(this);
      this.draw = draw;
    },
    _initContainer() {
      this._container = L.DomUtil.create("div", "lmp-canvases");
      this.canvases = {};
      for (const name of LAYERS) {
        this.canvases[name] = L.DomUtil.create("canvas", `lmp-${name}`, this._container);
      }
    },
    _destroyContainer() {
      L.DomUtil.remove(this._container);
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return; // drawn once, when it has arrived
      L.Renderer.prototype._update.call(this);
      L.DomUtil.setPosition(this._container, this._bounds.min);
      const size = this._bounds.getSize();
      this.ratio = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_CANVAS_PX / (size.x * size.y || 1)));
      for (const canvas of Object.values(this.canvases)) {
        const [width, height] = [Math.round(size.x * this.ratio), Math.round(size.y * this.ratio)];
        if (canvas.width !== width) canvas.width = width;
        if (canvas.height !== height) canvas.height = height;
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      this.view = {
        scale: TILE * 2 ** this._map.getZoom(), left: origin.x, top: origin.y,
        width: size.x, height: size.y,
      };
      this.draw();
    },
    // An empty canvas of the name, ready to be drawn on in CSS pixels.
    context(name) {
      const context = this.canvases[name].getContext("2d");
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.lineJoin = "round";
      return context;
    },
  });

  Object.assign(lmp, { CanvasStack });
})();
