/* The key of the map: a bar for each class with the number of its places. An entry that is pressed
   leaves its places alone on the map; several may be. */
"use strict";
(() => {
  const { make } = lmp;
  const DRAWN = [10, 25, 50, 100];

  class Legend {
    /** hooks: {keep(letters|null), canEdit, drawStreams(count), thumbnail(canvas, classes, colours)} */
    constructor(root, hooks) {
      this.hooks = hooks;
      this.box = root.appendChild(make("section", "lmp-legend"));
      this.editor = hooks.canEdit ? new lmp.LegendEditor() : null;
      this.kept = new Set();
    }

    setMessage(message) {
      this.message = message;
      const { legend, words, kind } = message;
      const classes = JSON.stringify([kind, legend.title, legend.unit, legend.classes.map(({ label }) => label)]);
      const wasFiltered = this.kept.size > 0;
      if (classes !== this.classes) this.kept.clear(); // of the same classes, what is pressed stays: a place was selected
      this.classes = classes;
      const focused = this.box.contains(document.activeElement) ? document.activeElement.name : "";
      const head = make("div", "lmp-legend-head");
      head.append(make("h2", "", legend.title));
      this.box.replaceChildren(head, make("p", "lmp-unit", [legend.unit, legend.period].filter(Boolean).join(", ")));
      if (this.editor && message.editor) this.editor.show(head, this.box, message, focused);
      this.all = make("button", "lmp-all", words.showAll);
      this.all.type = "button";
      this.all.hidden = true;
      this.all.addEventListener("click", () => { this.kept.clear(); this.#filter(); });
      if (kind === "bivariate") this.box.append(lmp.square(message, this.#toggles(), this.hooks.thumbnail));
      else if (kind === "flows") this.#drawStreams();
      else this.#drawClasses(legend.classes, kind);
      if (message.losses) this.#drawSigns(message);
      if (kind !== "flows") this.#drawMarks();
      if (message.hatch) this.#drawHatch(message.hatch);
      this.box.append(this.all);
      if (message.points) this.#drawPoints(message.points);
      this.#markPressed();
      if (wasFiltered) this.#keep(); // the map was drawn anew, whole
    }

    // What an entry of the key does, for keys that are no list.
    #toggles() { return (button, letter) => this.#pressable(button, letter); }

    #drawClasses(classes, kind) {
      const list = this.#list(this.message.words.legend);
      const most = this.#most();
      classes.forEach((entry, index) => {
        const row = this.#row(list, this.#swatch(entry, kind), entry, most);
        if (kind === "symbols") row.parentElement.classList.add("lmp-with-circle");
        this.#pressable(row, lmp.LETTERS[index]);
      });
    }

    #drawMarks() {
      const list = this.#list(this.message.words.legendMarks, "lmp-marks");
      const most = this.#most();
      const { legend, kind } = this.message;
      // Among two rates and in clusters a zero is a value like any other.
      const isValue = ({ mark }) => mark === "zero" && (kind === "bivariate" || kind === "clusters");
      for (const entry of legend.marks.filter((mark) => mark.label && !isValue(mark))) {
        const row = this.#row(list, make("span", `lmp-swatch ${entry.mark}`), entry, most);
        this.#pressable(row, entry.letter);
      }
    }

    // The colours of circles above and below zero: nothing to press, as each size has both.
    #drawSigns({ legend, losses, words }) {
      const list = this.#list(words.colours);
      const [{ colour, dark }] = legend.classes;
      const gains = legend.classes.reduce((sum, { count }) => sum + (count ?? 0), 0) - losses.count;
      for (const [name, count, light, night] of [
        [words.aboveZero, gains, colour, dark], [words.belowZero, losses.count, losses.colour, losses.dark],
      ]) list.append(this.#plain(lmp.tint(make("span", "lmp-swatch"), light, night), name, count));
    }

    // Lines over the colour of places: no class of its own, and nothing to press.
    #drawHatch({ label, count }) {
      const list = this.#list(this.message.words.legendHatch, "lmp-hatch");
      list.append(this.#plain(make("span", "lmp-swatch hatched"), label, count));
    }

    // An entry that cannot be pressed.
    #plain(swatch, label, count) {
      const item = make("li", "lmp-key lmp-plain-key");
      const amount = make("span", "lmp-count", lmp.grouped(count, this.message.words));
      amount.append(make("span", "lmp-unseen", ` ${this.message.words.placesInClass}`));
      item.append(swatch, make("span", "", label), amount);
      return item;
    }

    #drawPoints({ title, categories, source }) {
      this.box.append(make("h3", "", title));
      const list = this.#list(title);
      categories.forEach((entry, index) => {
        const item = list.appendChild(make("li", "lmp-key"));
        item.append(lmp.points.mark(index, entry.colour), make("span", "", `${entry.label} (${lmp.grouped(entry.count, this.message.words)})`));
      });
      this.box.append(make("p", "lmp-unit", source));
    }

    #drawStreams() {
      const { legend, words, streams } = this.message;
      const list = this.#list(words.legendStreams);
      for (const entry of legend.classes) {
        const line = make("span", "lmp-stream");
        line.style.height = `${Math.max((entry.upper / streams.top) * streams.largest_width * lmp.sizeScale(), 1)}px`;
        const item = list.appendChild(make("li", "lmp-key"));
        item.append(line, make("span", "", entry.label));
      }
      const hasAny = streams.widths.length > 0;
      const sides = !hasAny ? [] : streams.both_ways ? [0, 1] : [0];
      for (const side of sides) {
        const item = list.appendChild(make("li", "lmp-key"));
        const swatch = item.appendChild(make("span", "lmp-swatch"));
        lmp.tint(swatch, streams.colours[side], streams.dark[side]);
        item.append(make("span", "", side ? words.leaving : words.coming));
      }
      if (streams.circles) this.box.append(make("p", "lmp-unit", streams.circles));
      this.rest = null;
      if (!hasAny) return this.box.append(make("p", "lmp-rest", words.noStreamAtAll));
      this.box.append(this.#countPicker());
      this.rest = this.box.appendChild(make("p", "lmp-rest"));
      this.rest.setAttribute("role", "status");
    }

    #countPicker() {
      const { words, streams } = this.message;
      const label = make("label", "lmp-drawn", words.streamsDrawn);
      const box = label.appendChild(make("select"));
      const total = streams.widths.length;
      for (const count of [...DRAWN.filter((count) => count < total), total]) {
        const option = box.appendChild(make("option", "", count === total ? words.all : String(count)));
        option.value = count;
        option.selected = count === streams.drawn;
      }
      box.addEventListener("change", () => this.hooks.drawStreams(Number(box.value)));
      return label;
    }

    /** What is not drawn, in words; of the selected place or of all. */
    setRest(text) { if (this.rest) this.rest.textContent = text; }

    #list(name, className = "") {
      const list = this.box.appendChild(make("ul", className));
      list.setAttribute("aria-label", name);
      return list;
    }

    #most() {
      const { classes, marks } = this.message.legend;
      return Math.max(1, ...classes.map(({ count }) => count ?? 0), ...marks.map(({ count }) => count ?? 0));
    }

    #swatch(entry, kind) {
      if (kind !== "symbols") return lmp.tint(make("span", "lmp-swatch"), entry.colour, entry.dark);
      const { largest, largest_radius: radius } = this.message;
      const circle = make("span", "lmp-circle");
      circle.style.width = circle.style.height = `${2 * radius * lmp.sizeScale() * Math.sqrt(Math.abs(entry.upper) / largest)}px`;
      return circle;
    }

    #row(list, swatch, entry, most) {
      const row = list.appendChild(make("li")).appendChild(make("button", "lmp-entry"));
      row.type = "button";
      const bar = make("span", "lmp-bar");
      bar.style.width = `${(100 * (entry.count ?? 0)) / most}%`;
      bar.classList.toggle("lmp-none", entry.count === null);
      bar.setAttribute("aria-hidden", "true");
      swatch.setAttribute("aria-hidden", "true");
      const { words } = this.message;
      const count = make("span", "lmp-count", entry.count === null ? "" : lmp.grouped(entry.count, words));
      if (entry.count !== null) count.append(make("span", "lmp-unseen", ` ${words.placesInClass}`));
      row.append(swatch, make("span", "", entry.label), bar, count);
      return row;
    }

    #pressable(button, letter) {
      button.dataset.letter = letter;
      button.setAttribute("aria-pressed", "false");
      const press = () => {
        if (!this.kept.delete(letter)) this.kept.add(letter);
        this.#filter();
      };
      button.addEventListener("click", press);
      if (button instanceof HTMLButtonElement) return;
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        press();
      });
    }

    #filter() {
      this.#markPressed();
      this.#keep();
    }

    #keep() { this.hooks.keep(this.kept.size ? new Set(this.kept) : null); }

    #markPressed() {
      for (const button of this.box.querySelectorAll("[data-letter]")) {
        button.setAttribute("aria-pressed", String(this.kept.has(button.dataset.letter)));
      }
      this.box.classList.toggle("lmp-filtered", this.kept.size > 0);
      this.all.hidden = !this.kept.size;
    }
  }

  /** Gives an element a colour for a light ground and one for a dark ground. */
  lmp.tint = (element, light, dark) => {
    element.classList.add("lmp-tint");
    element.style.setProperty("--lmp-light", light);
    element.style.setProperty("--lmp-dark", dark ?? light);
    return element;
  };
  Object.assign(lmp, { Legend });
})();
