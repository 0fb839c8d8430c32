// Everything drawn, as a list: for those who do not find it on the map, or see no map.
"use strict";

(() => {
  const { button, make, swatch, word } = lmpDraw;

  class DrawnList {
    #features = [];

    // `choose` is told the feature a person wants to see.
    constructor(choose) {
      this.choose = choose;
      this.root = make("details", "lmp-list");
      this.summary = this.root.appendChild(make("summary"));
      this.lines = this.root.appendChild(make("ul"));
      this.root.addEventListener("toggle", () => this.#draw());
    }

    // `category` gives the line of the legend of an identifier.
    show(features, category) {
      this.#features = features;
      this.category = category;
      this.summary.textContent = `${word("drawn")} (${features.length})`;
      this.#draw();
    }

    #draw() {
      if (!this.root.open) return;
      const lines = this.#features.map((feature) => {
        const category = this.category(feature.category_id);
        const line = button("", () => this.choose(feature.feature_id));
        line.append(swatch(category), make("bdi", "", feature.note || (category?.label ?? "")));
        const item = make("li");
        item.append(line);
        return item;
      });
      this.lines.replaceChildren(...(lines.length ? lines : [make("li", "", word("nothing"))]));
    }
  }

  lmpDraw.DrawnList = DrawnList;
})();
