// What is laid over the map on the wall: agenda, votes, register, keys.
"use strict";

(() => {
  const { ask, make, swatch, word, workshop } = lmpDraw;
  const EVERY_MS = 1500;
  const MOST_PHOTOS = 12;

  class Sheets {
    #open = null;
    #timer = 0;
    #pictures = new Map(); // fetched once, however often the sheet is drawn
    keys = []; // [key, word, action]

    constructor(stage, board, info, agenda) {
      Object.assign(this, { board, info, agenda });
      this.root = stage.appendChild(make("section", "lmp-sheet"));
      this.root.hidden = true;
      this.root.tabIndex = -1;
    }

    get isOpen() { return this.#open !== null; }

    toggle(name) {
      if (this.#open === name) return this.close();
      this.#open = name;
      this.root.hidden = false;
      this.#draw();
    }

    close() {
      this.#open = null;
      this.root.hidden = true;
      clearTimeout(this.#timer);
      this.board.setBadges(null);
    }

    // Drawn anew while it is open: votes and marks go on arriving.
    async #draw() {
      clearTimeout(this.#timer);
      const name = this.#open;
      const parts = await this[`_${name}`]().catch(() => null);
      if (this.#open !== name) return;
      this.root.classList.toggle("lmp-beside", name === "votes");
      if (parts) this.root.replaceChildren(...parts);
      this.#timer = setTimeout(() => this.#draw(), EVERY_MS);
    }

    async _help() {
      const list = make("dl", "lmp-keys");
      for (const [key, name] of [...this.keys, ["1–9", "oneLayer"]]) {
        list.append(make("dt", "", key), make("dd", "", word(name)));
      }
      return [make("h2", "", word("help")), list];
    }

    async _agenda() {
      return [make("h2", "", word("agenda")), this.agenda.list()];
    }

    // The last round beside the map, its marks numbered on both.
    async _votes() {
      const { rounds } = await ask("results");
      const round = rounds.at(-1);
      if (!round) return [make("h2", "", word("vote")), make("p", "", word("noVote"))];
      this.board.setBadges(new Map(round.marks.map(({ feature_id, number }) => [feature_id, String(number)])));
      const isDots = round.ballot === "dots";
      const weight = (mark) => (isDots ? mark.dots : mark.yes - mark.no);
      const most = Math.max(1, ...round.marks.map((mark) => (isDots ? mark.dots : mark.yes + mark.no)));
      const list = make("ol", "lmp-results");
      for (const mark of [...round.marks].sort((one, other) => weight(other) - weight(one) || one.number - other.number)) {
        const feature = this.board.features.get(mark.feature_id);
        if (feature && !feature.deleted) list.append(this.#result(mark, feature, isDots, most));
      }
      const voters = make("p", "", word("voters", { count: round.voters }));
      return [make("h2", "", round.title), voters, list];
    }

    #result(mark, feature, isDots, most) {
      const line = make("li");
      const category = this.board.category(feature.category_id);
      const name = make("span");
      name.append(make("b", "", String(mark.number)), " ", make("bdi", "", category?.label ?? ""));
      const bar = make("span", "lmp-bars");
      const parts = isDots ? [["dots", mark.dots]] : [["yes", mark.yes], ["no", mark.no]];
      for (const [kind, count] of parts) {
        const meter = bar.appendChild(make("meter", `lmp-meter-${kind}`));
        Object.assign(meter, { max: most, value: count });
        meter.setAttribute("aria-label", isDots ? word("dots", { count }) : `${word(kind)}: ${count}`);
        bar.append(make("span", "lmp-given", isDots ? String(count) : `${word(kind)} ${count}`));
      }
      line.append(swatch(category), name, bar);
      return line;
    }

    // The photos of what is shown, the newest first.
    async _photos() {
      const shown = this.board.drawn.filter((feature) => feature.photo && (this.board.filter?.(feature) ?? true));
      const grid = make("div", "lmp-photos");
      for (const feature of shown.reverse().slice(0, MOST_PHOTOS)) {
        const figure = grid.appendChild(make("figure"));
        const label = this.board.category(feature.category_id)?.label ?? "";
        const address = `../workshops/${encodeURIComponent(workshop)}/photos/${feature.photo}`;
        const kept = this.#pictures.get(feature.photo) ?? Object.assign(make("img"), { src: address, alt: label });
        this.#pictures.set(feature.photo, kept);
        figure.append(kept, make("figcaption", "", [label, feature.note].filter(Boolean).join(": ")));
      }
      return [make("h2", "", word("photos")), shown.length ? grid : make("p", "", word("noPhotos"))];
    }

    // Who recorded what for which group.
    async _register() {
      const { lines } = await ask("register");
      const table = make("table");
      const head = table.createTHead().insertRow();
      for (const name of ["group", "recorder", "category", "marks"]) head.append(cell("th", word(name)));
      const body = table.createTBody();
      for (const { group, recorder, category_id, marks } of lines) {
        const row = body.insertRow();
        const label = this.board.category(category_id)?.label ?? category_id;
        row.append(...[group || "–", recorder || "–", label, marks].map((text) => cell("td", String(text))));
      }
      return [make("h2", "", word("register")), table];
    }
  }

  const cell = (tag, text) => make(tag, "", text);

  lmpDraw.Sheets = Sheets;
})();
