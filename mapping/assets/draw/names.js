// The names of places on the map behind the drawings, as many as fit, so that people find themselves.
"use strict";

(() => {
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
      const labels = new lmp.Labels(map, coverage);
      labels.set(names.map((name) => ({ name })));
      labels.setOn(true);
    } catch {
      // People draw without boundaries rather than not at all.
    }
  }

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
