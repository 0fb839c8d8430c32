// Small pictures: the mark of a category and the icons on buttons.
"use strict";

(() => {
  const { button, make, shapes, word } = lmpDraw;

  // The colour and the icon or letter of a category, as on the map.
  function swatch(category) {
    const mark = make("span", "lmp-swatch", category?.icon || category?.letter || "?");
    mark.setAttribute("aria-hidden", "true");
    const colour = category?.colour ?? "#555555";
    Object.assign(mark.style, { backgroundColor: colour, color: shapes.inkOn(colour) });
    return mark;
  }

  function iconButton(name, action) {
    const made = button("", action, "lmp-icon-button");
    made.append(icon(name));
    made.title = word(name);
    made.setAttribute("aria-label", word(name));
    return made;
  }

  function icon(kind) {
    const drawing = {
      undo: "M6 3L3 6L6 9M3 6H10A3 3 0 0 1 10 12H7", redo: "M10 3L13 6L10 9M13 6H6A3 3 0 0 0 6 12H9",
      point: "M8 8m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", line: "M2 12L7 5L10 9L14 3", area: "M3 5L9 2L14 7L11 14L4 12Z",
    };
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("viewBox", "0 0 16 16");
    picture.setAttribute("aria-hidden", "true");
    picture.setAttribute("class", `lmp-icon lmp-icon-${kind}`);
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", drawing[kind]);
    picture.append(path);
    return picture;
  }

  Object.assign(lmpDraw, { icon, iconButton, swatch });
})();
