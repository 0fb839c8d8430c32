// What lies behind the drawings: boundaries alone, or one of the base maps and indicators that the
// facilitator chose. Each device shows its own choice and remembers it.
"use strict";

(() => {
  const { ask, make, storage, word, workshop } = lmpDraw;
  const KEPT_AS = `lmp-ground:${workshop}`;

  class Ground {
    #shown = null; // the layer of a base map
    #wanted = "";
    #painted = false; // whether the places have had figures

    // The choice of a reader, and the key of the indicator that is shown; both hidden while there is none.
    // `isPhone`: not begun with the land of the world, which weighs as much as the page.
    constructor(map, coverage, { isPhone }) {
      Object.assign(this, { map, coverage, isPhone, choices: [] });
      this.root = make("label", "lmp-ground", word("ground"));
      this.picker = this.root.appendChild(make("select"));
      this.picker.addEventListener("change", () => this.#choose(this.picker.value));
      this.key = make("section", "lmp-ground-key");
      this.root.hidden = this.key.hidden = true;
      this.layerOf = lmp.baseLayers(map, coverage);
      this.#load();
    }

    async #load() {
      const { base_maps: bases, indicators } = await ask("grounds").catch(() => ({ base_maps: [], indicators: [] }));
      if (!bases.length && !indicators.length) return;
      const none = { code: "", name: word("groundNone") };
      const figures = indicators.map((one) => ({ ...one, code: `indicator:${one.code}`, indicator: one.code }));
      this.choices = [none, ...bases, ...figures];
      this.picker.append(...this.choices.map(({ code, name }) => Object.assign(make("option", "", name), { value: code })));
      this.root.hidden = false;
      const first = bases.find(({ kind }) => !this.isPhone || kind !== "land");
      const kept = storage.get(KEPT_AS) ?? first?.code ?? "";
      this.#show(this.choices.some(({ code }) => code === kept) ? kept : "");
    }

    // The next choice after the one that is shown, the first after the last.
    next() {
      if (!this.choices.length) return;
      const at = this.choices.findIndex(({ code }) => code === this.#wanted);
      this.#choose(this.choices[(at + 1) % this.choices.length].code);
    }

    #choose(wanted) {
      storage.set(KEPT_AS, wanted);
      this.#show(wanted);
    }

    async #show(wanted) {
      this.#wanted = this.picker.value = wanted;
      const choice = this.choices.find(({ code }) => code === wanted);
      this.#showBase(choice?.kind ? choice : null);
      await this.#showFigures(choice?.indicator ?? null).catch(() => {});
    }

    #showBase(base) {
      this.#shown?.remove();
      this.#shown = base ? this.layerOf(base).addTo(this.map) : null;
      document.body.classList.toggle("lmp-on-tiles", base !== null && base.kind !== "land");
      this.key.replaceChildren(...(base ? [make("p", "lmp-source", base.credit)] : []));
      this.key.hidden = base === null;
    }

    async #showFigures(code) {
      const wanted = this.#wanted;
      const message = code && await ask(`grounds/${encodeURIComponent(code)}`);
      if (wanted !== this.#wanted) return; // another was chosen meanwhile
      if (this.#painted) this.coverage.keep(message ? null : "");
      if (!message) return;
      await this.coverage.setGeometry(message.geo);
      this.#painted = true;
      lmp.paint(this.coverage, message);
      this.key.replaceChildren(...keyOf(message));
      this.key.hidden = false;
    }
  }

  function keyOf({ legend, source }) {
    const list = make("ul");
    const used = legend.marks.filter(({ label, count }) => label && count);
    for (const { label, colour, mark } of [...legend.classes, ...used]) {
      const item = list.appendChild(make("li"));
      const patch = item.appendChild(make("span", "lmp-patch"));
      if (colour) patch.style.backgroundColor = colour;
      else patch.classList.add(`lmp-patch-${mark}`);
      item.append(make("bdi", "", label));
    }
    const unit = [legend.unit, legend.period].filter(Boolean).join(", ");
    return [make("h2", "", legend.title), make("p", "", unit), list, make("p", "lmp-source", source)];
  }

  lmpDraw.Ground = Ground;
})();
