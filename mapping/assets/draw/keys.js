// Drawing by keyboard alone.
"use strict";

(() => {
  // page: {map, sketch, toolbar, legend, category, choose, useKind, place, step, escape}
  lmpDraw.listenToKeys = (page) => {
    document.addEventListener("keydown", (event) => onKey(page, event), true);
  };

  function onKey(page, event) {
    const { target, key } = event;
    const typing = target.matches?.("input, textarea, select");
    if (key === "Escape") {
      page.escape();
    } else if (typing) {
      return;
    } else if (event.ctrlKey || event.metaKey) {
      const name = key.toLowerCase();
      if (name === "z" && !event.shiftKey) page.step("undo");
      else if (name === "y" || name === "z") page.step("redo");
      else return;
    } else if (event.altKey || !drawKey(page, event)) {
      // The map behind has keys of its own for choosing places; here nothing is chosen.
      if (/^[[\]np0]$/.test(key)) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function drawKey(page, { key, target }) {
    const line = page.legend.find(({ letter }) => letter === key.toUpperCase());
    if (line && key.length === 1) {
      page.choose(line);
      page.map.getContainer().focus({ preventScroll: true }); // where the arrow keys move the map
      return true;
    }
    const { tool } = page.sketch;
    const kind = tool && page.category().kinds[Number(key) - 1];
    if (kind) return page.useKind(kind), true;
    if (!tool || target.matches?.("button, summary, a, [tabindex]:not(.leaflet-container)")) return false;
    const actions = {
      Enter: () => page.place(),
      " ": () => page.sketch.finish(),
      Backspace: () => page.sketch.removeLast(),
    };
    actions[key]?.();
    return key in actions;
  }
})();
