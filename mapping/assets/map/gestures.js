// What a person does on a map with pointer, finger and keys: places are pointed at, chosen, stepped through.
//
//   const gestures = new lmp.Gestures(coverage, { onMoved });    // onMoved: the view is a person's now
//   gestures.forget();                                           // the next movement is not
"use strict";

(() => {
  const TOUCH_PX = 14; // how far beside a place a finger may come down

  class Gestures {
    #map;
    #coverage;
    #onMoved;
    #byHand = false; // whether the next movement is a person's

    constructor(coverage, { onMoved }) {
      this.#map = coverage.map;
      this.#coverage = coverage;
      this.#onMoved = onMoved;
      this.#point();
      this.#move();
      this.#map.getContainer().addEventListener("keydown", (event) => this.#onKey(event), true);
    }

    forget() { this.#byHand = false; }

    #point() {
      const coverage = this.#coverage;
      let frame = 0;
      this.#map.on("mousemove", ({ containerPoint }) => {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => coverage.highlight(coverage.placeAt(containerPoint), "pointer"));
      });
      this.#map.on("mouseout", () => {
        cancelAnimationFrame(frame);
        coverage.highlight(-1, "pointer");
      });
      this.#map.on("click", ({ containerPoint, originalEvent }) => {
        const reach = originalEvent.pointerType === "mouse" ? 0 : TOUCH_PX;
        coverage.choose(coverage.placeAt(containerPoint, reach), "pointer");
      });
    }

    #move() {
      this.#map.on("dragstart zoomstart", ({ type }) => {
        if (type === "dragstart" || this.#byHand) this.#onMoved();
      });
      const container = this.#map.getContainer();
      for (const type of ["wheel", "dblclick", "touchstart"]) {
        container.addEventListener(type, () => (this.#byHand = true), { passive: true, capture: true });
      }
      container.addEventListener("click", ({ target }) => {
        if (target.closest(".leaflet-control-zoom")) this.#byHand = true;
      }, true);
    }

    #onKey(event) {
      const coverage = this.#coverage;
      // The buttons that lie on the map have keys of their own.
      if (event.target !== this.#map.getContainer()) return;
      if (event.altKey || event.ctrlKey || event.metaKey || !coverage.places) return;
      const step = { "]": 1, n: 1, "[": -1, p: -1 }[event.key];
      if (step) {
        const next = this.#after(coverage.hovered >= 0 ? coverage.hovered : coverage.selected, step);
        this.#reveal(next);
        coverage.highlight(next, "keyboard");
      } else if (event.key === "Enter" && coverage.hovered >= 0) {
        coverage.choose(coverage.hovered, "keyboard");
      } else if (event.key === "Escape") {
        coverage.highlight(-1, "keyboard");
        return;
      } else if (event.key === "0") {
        coverage.fit();
      } else if (/^(Arrow|[+=_-]$)/.test(event.key)) {
        this.#byHand = true;
        this.#onMoved();
        return; // Leaflet pans and zooms
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }

    // The next place or the one before: of those that are brought out, where some are.
    #after(place, step) {
      const { focus, places } = this.#coverage;
      const among = focus ?? Array.from({ length: places }, (_, index) => index);
      const at = among.indexOf(place);
      return at < 0 ? among.at(step > 0 ? 0 : -1) : among.at((at + step) % among.length);
    }

    #reveal(index) {
      const point = this.#coverage.pointOf(index);
      const size = this.#map.getSize();
      if (point.x >= 0 && point.y >= 0 && point.x <= size.x && point.y <= size.y) return;
      this.#map.panTo(this.#map.containerPointToLatLng(point), { animate: false });
    }
  }

  Object.assign(lmp, { Gestures });
})();
