/* The table of streams beside a map of them: who went where, the largest first; those of the selected
   place alone while there is one. */
"use strict";
(() => {
  const { make } = lmp;
  const ROWS_AT_ONCE = 250;

  class StreamTable {
    /** hooks: {streams() -> Promise<{texts, numbers}|null>, pointStream(index|-1)} */
    constructor(root, hooks) {
      this.root = root;
      this.hooks = hooks;
    }

    /** What is on its way is not shown any more. */
    forget() { this.shownFor = []; }

    /** names: of places and, behind them, of groups. */
    async show(message, names, selected) {
      this.shownFor = [message, selected];
      this.drawing = lmp.drawing(message).streams;
      const found = await this.hooks.streams(message);
      if (this.shownFor[0] !== message || this.shownFor[1] !== selected || !found) return;
      const among = this.#of(selected);
      const { words, legend } = message;
      const table = make("table");
      table.append(make("caption", "", `${legend.title}, ${legend.period}`));
      const head = table.createTHead().insertRow();
      for (const label of [words.origin, words.destination, legend.unit]) {
        const cell = head.appendChild(make("th", label === legend.unit ? "lmp-plain lmp-num" : "lmp-plain", label));
        cell.scope = "col";
      }
      const body = table.createTBody();
      const more = make("button", "lmp-more", words.more);
      more.type = "button";
      let shown = 0;
      const add = () => {
        for (const i of among.slice(shown, shown + ROWS_AT_ONCE)) body.append(this.#row(i, names, found.texts[i], selected));
        shown += ROWS_AT_ONCE;
        more.hidden = shown >= among.length;
      };
      more.addEventListener("click", add);
      add();
      this.root.replaceChildren(table, ...(among.length ? [more] : [make("p", "lmp-empty", words.noStreams)]));
    }

    // Numbers of the streams of a place, or of all.
    #of(selected) {
      const every = Array.from({ length: this.drawing.count }, (_, i) => i);
      const { sideOf, ANY } = lmp.streams;
      return selected < 0 ? every : every.filter((i) => sideOf(this.drawing, i, selected) !== ANY);
    }

    #row(i, names, text, selected) {
      const { origins, destinations } = this.drawing;
      const row = make("tr");
      for (const end of [origins[i], destinations[i]]) {
        const cell = row.appendChild(make("td", "", names(end)));
        if (end === selected) cell.className = "lmp-own";
      }
      row.append(make("td", "lmp-num", text));
      row.addEventListener("pointerenter", () => this.hooks.pointStream(i));
      row.addEventListener("pointerleave", () => this.hooks.pointStream(-1));
      return row;
    }

    /** What is not drawn of the streams that a person looks at: how many, and of how many people. */
    async rest(message, selected, drawn) {
      const found = await this.hooks.streams(message);
      if (!found || !this.drawing) return "";
      const left = this.#of(selected).slice(drawn);
      if (!left.length) return "";
      if (selected < 0 && drawn === message.streams.drawn) return message.streams.rest;
      const number = (value) => lmp.grouped(value, message.words);
      const people = left.reduce((sum, i) => sum + found.numbers[i], 0);
      return message.words.restOfStreams.replace("{count}", number(left.length)).replace("{people}", number(people));
    }
  }

  Object.assign(lmp, { StreamTable });
})();
