// Names on the map, as many as fit: the selected place first, then the larger before the smaller. No
// name covers another or is cut off.
//
//   const labels = new lmp.Labels(map, coverage);
//   labels.set([{ name, value: "", ink: "" }, ...]);     in the order of the boundary set
//   labels.setOn(true, { inside: false });                inside: wrapped, within each place
"use strict";

(() => {
  const MOST = 120; // names at once; more cannot be read
  const TRIED = 600; // places that are looked at, the largest in view first
  const GAP_PX = 3;
  const HIDDEN_PX = 14; // about the height of a name

  class Labels {
    #map;
    #coverage;
    #pane;
    #texts = [];
    #spans = new Map(); // place, or the number of a part of one after all places -> its element
    #on = false;
    #inside = false;

    constructor(map, coverage) {
      this.#map = map;
      this.#coverage = coverage;
      // A pane moves with the map; names are placed anew when the map rests.
      this.#pane = map.createPane("lmp-names");
      this.#pane.classList.add("lmp-names");
      this.#pane.setAttribute("aria-hidden", "true");
      map.on("zoomstart", () => this.#pane.classList.add("lmp-fading"));
      coverage.addEventListener("drawn", () => this.place());
      map.on("moveend zoomend resize", () => this.place());
    }

    set(texts) {
      this.#texts = texts;
      this.#clear();
      this.place();
    }

    setOn(on, { inside = false } = {}) {
      if (on === this.#on && inside === this.#inside) return;
      this.#on = on;
      this.#inside = inside;
      this.#clear();
      this.place();
    }

    #clear() {
      this.#spans.clear();
      this.#pane.replaceChildren();
    }

    place() {
      cancelAnimationFrame(this.waiting);
      this.waiting = requestAnimationFrame(() => this.#place());
    }

    #place() {
      this.#pane.classList.remove("lmp-fading");
      for (const span of this.#spans.values()) span.hidden = true;
      if (!this.#on || this.#texts.length !== this.#coverage.places) return;
      const candidates = this.#candidates();
      for (const candidate of candidates) this.#dress(candidate);
      // Measured all at once: a layout for each would take long.
      const sizes = candidates.map(({ key }) => {
        const span = this.#spans.get(key);
        return [span.offsetWidth, span.offsetHeight, span.scrollWidth];
      });
      const { x, y } = this.#map.getSize();
      const taken = [];
      candidates.forEach(({ key, point, width, height }, k) => {
        const [wide, high, needed] = sizes[k];
        const box = [point.x - wide / 2, point.y - high / 2, point.x + wide / 2, point.y + high / 2];
        const isWhole = box[0] >= 0 && box[1] >= 0 && box[2] <= x && box[3] <= y;
        const fits = this.#inside ? needed <= width + 1 && high <= height : taken.length < MOST && isFree(box, taken);
        this.#spans.get(key).hidden = !isWhole || !fits;
        if (isWhole && fits) taken.push(box);
      });
    }

    // Places in view, the selected first, then by size.
    #candidates() {
      const size = this.#map.getSize();
      const found = [];
      for (let index = 0; index < this.#coverage.places; index++) {
        const point = this.#coverage.pointOf(index);
        if (point.x < 0 || point.y < 0 || point.x > size.x || point.y > size.y) continue;
        const [width, height] = this.#coverage.sizeOf(index);
        // A name stands below a circle that it would hide.
        const radius = this.#inside ? 0 : this.#coverage.radiusOf(index);
        if (radius && radius < HIDDEN_PX) point.y += radius + HIDDEN_PX / 2 + 1;
        found.push({ key: index, index, point, width, height, rank: index === this.#coverage.selected ? Infinity : width * height });
      }
      // Parts of a place in frames of their own; last, for the place has its name.
      const parts = this.#inside ? [] : this.#coverage.partsInFrames();
      parts.forEach((part, k) => found.push({ ...part, key: this.#coverage.places + k, rank: 0 }));
      return found.sort((a, b) => b.rank - a.rank).slice(0, TRIED);
    }

    #dress({ key, index, point, width }) {
      let span = this.#spans.get(key);
      if (!span) {
        span = document.createElement("span");
        const { name, value, ink } = this.#texts[index];
        const bold = span.appendChild(document.createElement("bdi"));
        bold.textContent = this.#inside ? breakable(name) : name;
        if (value && this.#inside) span.appendChild(document.createElement("small")).textContent = value;
        if (ink && this.#inside) span.style.color = ink;
        span.classList.toggle("lmp-inside", this.#inside);
        span.classList.toggle("lmp-on-colour", Boolean(ink && this.#inside)); // elsewhere a halo keeps it readable
        this.#spans.set(key, span);
        this.#pane.append(span);
      }
      span.hidden = false;
      if (this.#inside) span.style.width = `${Math.max(width - 4, 0)}px`;
      const at = this.#map.containerPointToLayerPoint(point).round();
      span.style.transform = `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)`;
    }
  }

  // With soft hyphens in long words, four letters from their start and three from their end. Other
  // scripts than Latin are not cut: their signs belong together.
  function breakable(name) {
    return name.replace(/\p{Script=Latin}{9,}/gu, (word) => (
      `${word.slice(0, 3)}${[...word.slice(3, -2)].join("\u00AD")}${word.slice(-2)}`));
  }

  function isFree([left, top, right, bottom], taken) {
    return !taken.some((other) => left < other[2] + GAP_PX && other[0] < right + GAP_PX
      && top < other[3] + GAP_PX && other[1] < bottom + GAP_PX);
  }

  // Black or white, whichever is read better on a colour "#rrggbb": each is four and a half times as
  // light or dark as the colours that it is taken for (WCAG 2.2, 1.4.3).
  function inkOn(colour) {
    const [red, green, blue] = [1, 3, 5]
      .map((k) => parseInt(colour.slice(k, k + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
  }

  Object.assign(lmp, { Labels, inkOn });
})();
