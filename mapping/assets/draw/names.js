// The names of places on the map behind the drawings, as many as fit, so that people find themselves.
"use strict";

(() => {
  const { make } = lmpDraw;
  const MOST = 80;
  const GAP_PX = 6;

  // Draws the boundaries of the backdrop and keeps its names in place.
  async function showBackdrop(map, coverage, backdrop, language) {
    // The places are no choice here: nothing lights up under a finger that draws.
    coverage.highlight = coverage.select = () => {};
    if (!backdrop.geo.length) return;
    try {
      await coverage.setGeometry(backdrop.geo);
      const answer = await fetch(`../places/${backdrop.places}`);
      const places = await answer.json();
      if (places.parents) {
        const codes = [...new Set(places.parents)];
        coverage.setParents(Int32Array.from(places.parents, (code) => codes.indexOf(code)));
      }
      const names = places.name.map((name, index) => places.names[language]?.[index] ?? name);
      keepNames(map, coverage, names);
    } catch {
      // People draw without boundaries rather than not at all.
    }
  }

  function keepNames(map, coverage, names) {
    // A pane below the drawings; it moves with the map and is laid out anew when the map rests.
    const pane = map.createPane("lmp-names");
    pane.classList.add("lmp-names");
    pane.setAttribute("aria-hidden", "true");
    const labels = names.map((name) => {
      const label = make("span", "", name);
      label.hidden = true;
      pane.append(label);
      return label;
    });
    const place = () => {
      const size = map.getSize();
      const taken = [];
      let shown = 0;
      const sizes = labels.map((label) => label.size ?? { x: label.textContent.length * 7 + 4, y: 16 });
      labels.forEach((label, index) => {
        const point = coverage.pointOf(index);
        const box = point && boxAround(point, sizes[index]);
        const fits = box && shown < MOST && box[0] > 0 && box[1] > 0 && box[2] < size.x && box[3] < size.y
          && !taken.some((other) => overlap(other, box));
        label.hidden = !fits;
        if (!fits) return;
        shown += 1;
        taken.push(box);
        const at = map.containerPointToLayerPoint(point).round();
        label.style.transform = `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)`;
      });
    };
    const fade = (hidden) => () => pane.classList.toggle("lmp-fading", hidden);
    map.on("zoomstart", fade(true));
    map.on("moveend zoomend resize", () => { place(); fade(false)(); });
    place();
  }

  const boxAround = ({ x, y }, size) => [x - size.x / 2 - GAP_PX, y - size.y / 2 - 2, x + size.x / 2 + GAP_PX, y + size.y / 2 + 2];
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  // Shows the workshop's area; from then on the view is the reader's, and a turned phone keeps it.
  function showArea(map, bounds, { top = 16, end = 16 } = {}) {
    const [west, south, east, north] = bounds;
    const isRightToLeft = document.documentElement.dir === "rtl";
    map.fitBounds([[south, west], [north, east]], {
      paddingTopLeft: [isRightToLeft ? end : 16, top], paddingBottomRight: [isRightToLeft ? 16 : end, 16],
      animate: false, maxZoom: 16,
    });
    map.fire("dragstart"); // tells the coverage not to go back to the whole country by itself
  }

  Object.assign(lmpDraw, { showArea, showBackdrop });
})();
