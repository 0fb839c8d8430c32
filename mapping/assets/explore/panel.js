/* The panel beside the map: search, the selected place, legend and table.
   Every text from a table or a boundary file goes in with textContent. The panel knows nothing of
   the map: it is told what is selected or pointed at, and says what a person chose. */
"use strict";
(() => {
  const ROWS_AT_ONCE = 250;
  const BETWEEN = " · "; // the texts of two rates

  const { make, PlaceSearch } = lmp;

  const MINUS = /\u200e?\u2212(?=\d)/g; // and what holds it before its number from right to left

  // Spreadsheets read a number with a hyphen before it, and a text with a true minus.
  function copyFigures(event) {
    const text = getSelection().toString();
    const figures = text.replace(MINUS, "-");
    if (figures === text || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", figures);
    event.preventDefault();
  }

  class Panel {
    /** hooks: {select(index, {bringIntoView}), find({code, level}), point(index|null), openProfile(index)|null,
        values() -> Promise<{texts, numbers}|null>}, and those of Legend and StreamTable */
    constructor(root, hooks) {
      this.root = root;
      this.hooks = hooks;
      this.places = [];
      this.message = null;
      this.marks = [];
      this.#forgetValues();
      this.selected = -1;
      this.order = { by: "value", down: true };
      this.shown = ROWS_AT_ONCE;
      this.search = new PlaceSearch(root, hooks);
      this.card = root.appendChild(make("section", "lmp-card"));
      this.legend = new lmp.Legend(root, { ...hooks, drawStreams: (count) => this.#drawStreamsAgain(count) });
      this.table = root.appendChild(make("div", "lmp-table"));
      this.streams = new lmp.StreamTable(this.table, hooks);
      this.table.tabIndex = 0;
      root.addEventListener("copy", copyFigures);
    }

    /** places: [{code, level, names: [leading, …], parent: text}] in the order of the boundary set. */
    setPlaces(places) {
      this.places = places;
      this.search.setPlaces(places);
      this.selected = -1;
      this.#forgetValues();
    }

    /** The places are no longer on the map: nothing that was drawn of them may be pressed. */
    forgetPlaces() {
      this.places = [];
      this.message = null;
      this.selected = -1;
      this.#forgetValues();
      this.streams.forget();
      this.card.replaceChildren();
      this.table.replaceChildren();
    }

    // Where nobody goes from one place to another, the table is of the people who moved within one.
    #listsStreams() { return Boolean(this.message?.streams?.widths); }

    #forgetValues() { this.texts = this.numbers = this.loading = null; }

    /** A new indicator, period or class: legend and words at once, values when they are here. */
    setMessage(message, marks) {
      this.message = message;
      this.marks = marks;
      this.#forgetValues();
      this.shown = ROWS_AT_ONCE;
      const words = message.words;
      this.search.setWords(words);
      this.table.setAttribute("aria-label", words.table);
      this.legend.setMessage(message);
      this.#drawCard();
      if (this.#listsStreams()) {
        this.drawn = message.streams.drawn;
        this.#drawStreams();
        return;
      }
      this.tableOpen = this.places.length <= ROWS_AT_ONCE * 2;
      if (this.tableOpen) this.loadValues(); else this.#offerTable();
    }

    setSelected(index) {
      const isNew = this.selected !== index;
      this.selected = index;
      this.#drawCard();
      if (this.#listsStreams()) {
        if (isNew) this.#drawStreams();
        return;
      }
      for (const row of this.table.querySelectorAll("tbody tr")) {
        const here = Number(row.dataset.index) === index;
        row.setAttribute("aria-selected", String(here));
        if (here) this.#bringIntoView(row);
      }
    }

    // Scrolls the table alone: the panel and the page stay where they are.
    #bringIntoView(row) {
      const head = this.table.querySelector("thead")?.offsetHeight ?? 0;
      const above = row.offsetTop - head < this.table.scrollTop;
      const below = row.offsetTop + row.offsetHeight > this.table.scrollTop + this.table.clientHeight;
      if (above || below) this.table.scrollTop = row.offsetTop - this.table.clientHeight / 2;
    }

    setPointed(index) {
      for (const row of this.table.querySelectorAll("tr.lmp-hover")) row.classList.remove("lmp-hover");
      if (index >= 0) this.table.querySelector(`tr[data-index="${index}"]`)?.classList.add("lmp-hover");
    }

    /** What to say of a place: name and figure, for the tooltip and for screen readers. */
    describe(index) {
      const text = this.texts ? this.texts[index] : "";
      return { name: this.places[index].names[0], figure: text ? this.#withUnit(index, text) : "", period: this.message.legend.period };
    }

    #withUnit(index, text) {
      const { legend, words, kind } = this.message;
      const figure = this.#isFigure(index) && legend.unit ? `${text} ${legend.unit}` : text;
      return kind === "flows" ? `${words.sameEnds}: ${figure}` : figure;
    }

    /** Fetch the values of the map shown, once; they are asked for when someone wants to read them. */
    loadValues() {
      this.loading ??= this.#fetchValues(this.message);
      return this.loading;
    }

    async #fetchValues(message) {
      const values = await this.hooks.values();
      if (message !== this.message || !values) return;
      ({ texts: this.texts, numbers: this.numbers } = values);
      this.#drawCard();
      if (!this.tableOpen || this.#listsStreams()) return;
      this.#drawTable();
      const chosen = this.table.querySelector("tr[aria-selected=true]");
      if (chosen) this.#bringIntoView(chosen); // a link names a place, or its row is elsewhere now
    }

    #isFigure(index) { const mark = this.marks[index]; return mark === null || mark === "zero"; }

    #drawCard() {
      this.card.replaceChildren();
      const { words, legend } = this.message ?? {};
      if (!this.message) return;
      if (this.selected < 0) {
        this.card.append(make("p", "", words.pointOrClick));
        return;
      }
      const place = this.places[this.selected];
      this.card.append(make("h2", "", place.names[0]));
      this.card.append(make("p", "", place.names.slice(1).concat(place.parent || [], place.code).join(" · ")));
      const figure = this.card.appendChild(make("p", "lmp-figure", this.texts ? this.texts[this.selected] : "…"));
      figure.classList.toggle("lmp-words", this.message.kind === "bivariate" || this.message.kind === "clusters");
      if (this.#isFigure(this.selected)) figure.append(" ", make("small", "", legend.unit));
      if (this.message.kind === "flows") figure.prepend(make("small", "", `${words.sameEnds}: `));
      this.card.append(make("p", "", `${legend.title}, ${legend.period}`));
      if (this.hooks.openProfile && words.openProfile) {
        const open = this.card.appendChild(make("button", "", words.openProfile));
        open.type = "button";
        const index = this.selected;
        open.addEventListener("click", () => this.hooks.openProfile(index));
      }
      const parts = this.hooks.parts?.();
      if (parts) {
        const show = this.card.appendChild(make("button", "lmp-down", words.showParts.replace("{units}", parts.units)));
        show.type = "button";
        const index = this.selected;
        show.addEventListener("click", () => parts.show(index));
      }
      if (!this.texts) this.loadValues();
    }

    // The streams of the selected place, or of all, with what is not drawn of them.
    async #drawStreams() {
      const { message, selected, places } = this;
      if (!message) return;
      const name = (end) => (end < places.length ? places[end].names[0] : message.streams.groups[end - places.length].name);
      await this.streams.show(message, name, selected);
      const rest = await this.streams.rest(message, selected, this.drawn);
      if (this.message === message && this.selected === selected) this.legend.setRest(rest);
    }

    #drawStreamsAgain(count) {
      this.drawn = count;
      this.hooks.drawStreams(count);
      this.#drawStreams();
    }

    #offerTable() {
      const open = make("button", "lmp-more", this.message.words.showTable);
      open.type = "button";
      open.addEventListener("click", async () => {
        this.tableOpen = true;
        await this.loadValues();
        this.#drawTable();
      });
      this.table.replaceChildren(open);
    }

    // The places that are brought out come first, as the map shows the others as what lies around them.
    #sorted() {
      const broughtOut = new Set(this.message.focus ?? []);
      const order = this.#comparison();
      const indexes = this.places.map((_, index) => index);
      return indexes.sort((a, b) => broughtOut.has(b) - broughtOut.has(a) || order(a, b));
    }

    #comparison() {
      const { by, down } = this.order;
      const way = down ? -1 : 1;
      const compareNames = (a, b) => this.places[a].names[0].localeCompare(this.places[b].names[0], this.message.language);
      if (by === "name") return (a, b) => way * compareNames(a, b);
      // Places without a figure come last whichever way, in the order of their codes: the order of
      // protected places must tell nothing.
      const numbers = this.numbers;
      return (a, b) => {
        const has = [this.#isFigure(a), this.#isFigure(b)];
        if (has[0] !== has[1]) return has[0] ? -1 : 1;
        if (!has[0]) return this.places[a].code < this.places[b].code ? -1 : 1;
        return way * (numbers[a] - numbers[b]) || compareNames(a, b);
      };
    }

    #drawTable() {
      const { words, legend } = this.message;
      const table = make("table");
      table.append(make("caption", "", `${legend.title}, ${legend.period}`));
      const head = table.createTHead().insertRow();
      // Of two rates the first orders the table; each has a column.
      const [first, second] = this.message.axes?.map(({ title }) => title) ?? [legend.unit || words.value];
      for (const [by, label] of [["name", words.place], ["value", first]]) {
        const cell = head.appendChild(make("th", by === "value" ? "lmp-num" : ""));
        cell.scope = "col";
        if (this.order.by === by) cell.setAttribute("aria-sort", this.order.down ? "descending" : "ascending");
        const button = cell.appendChild(make("button", "", label));
        button.type = "button";
        button.addEventListener("click", () => {
          this.order = { by, down: this.order.by === by ? !this.order.down : by === "value" };
          this.#drawTable();
          this.table.querySelector(`th:nth-child(${by === "name" ? 1 : 2}) button`).focus();
        });
      }
      if (second) head.appendChild(make("th", "lmp-plain lmp-num", second)).scope = "col";
      const body = table.createTBody();
      const sorted = this.#sorted();
      for (const index of sorted.slice(0, this.shown)) body.append(this.#row(index));
      this.table.replaceChildren(table);
      if (sorted.length > this.shown) {
        const more = this.table.appendChild(make("button", "lmp-more", words.more));
        more.type = "button";
        more.addEventListener("click", () => { this.shown += ROWS_AT_ONCE; this.#drawTable(); });
      }
    }

    #row(index) {
      const row = make("tr");
      row.dataset.index = index;
      row.setAttribute("aria-selected", String(index === this.selected));
      const { focus } = this.message;
      row.classList.toggle("lmp-around", Boolean(focus?.length) && !focus.includes(index));
      const button = row.insertCell().appendChild(make("button", "", this.places[index].names[0]));
      button.type = "button";
      const texts = this.message.axes ? this.texts[index].split(BETWEEN) : [this.texts[index]];
      for (const text of texts) {
        const value = row.insertCell();
        value.className = "lmp-num" + (this.#isFigure(index) ? "" : " lmp-muted");
        value.textContent = text;
      }
      row.addEventListener("click", () => this.hooks.select(index, { bringIntoView: false }));
      row.addEventListener("pointerenter", () => this.hooks.point(index));
      row.addEventListener("pointerleave", () => this.hooks.point(null));
      return row;
    }
  }

  lmp.Panel = Panel;
})();
