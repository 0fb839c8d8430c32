// The log of the workshop: everything that was done, the newest first, each to be taken back.
"use strict";

(() => {
  const { ask, button, make, swatch, word } = lmpDraw;
  const AT_ONCE = 60;
  const AFTER_MS = 300;

  class Log {
    // actions: {find, back, category, versions}
    constructor(actions) {
      this.actions = actions;
      this.root = make("details", "lmp-log");
      this.root.append(make("summary", "", word("log")));
      this.list = this.root.appendChild(make("ul"));
      this.root.addEventListener("toggle", () => this.refresh());
    }

    async refresh() {
      if (!this.root.open) return;
      const { entries } = await ask("log").catch(() => ({ entries: [] }));
      const lines = entries.slice(0, AT_ONCE).map((entry) => this.#line(entry));
      this.list.replaceChildren(...(lines.length ? lines : [make("li", "", word("nothing"))]));
    }

    // While it is open it follows what is done; many changes at once are asked for once.
    refreshSoon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.refresh(), AFTER_MS);
    }

    #line(entry) {
      const line = make("li");
      const what = button("", () => this.actions.find(entry.feature_id), "lmp-log-entry");
      if (entry.category_id) what.append(swatch(this.actions.category(entry.category_id)));
      const words = make("span");
      words.append(make("span", "", lmpDraw.inWords(entry)));
      if (entry.text) words.append(make("small", "", entry.text));
      if (entry.conflict) words.append(make("em", "", word("met")));
      what.append(words);
      line.append(what);
      if (entry.undoable) line.append(button(word("takeBack"), () => this.#takeBack(entry), "lmp-take-back"));
      return line;
    }

    // As it was before this: what came after it stays in the log.
    async #takeBack({ feature_id, version }) {
      const { versions } = await this.actions.versions(feature_id).catch(() => ({ versions: [] }));
      const before = versions.filter((one) => one.version < version && !one.conflict).at(-1);
      if (versions.length) this.actions.back(feature_id, before?.content ?? null);
      this.refresh();
    }
  }

  lmpDraw.Log = Log;
})();
