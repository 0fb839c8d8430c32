// The legend as buttons: what can be drawn, and which of it is in hand.
"use strict";

(() => {
  const { button, make, swatch, word } = lmpDraw;

  class Legend {
    // `choose` is told the line that was pressed.
    constructor(lines, choose) {
      this.root = make("div", "lmp-legend");
      this.root.setAttribute("role", "group");
      this.root.setAttribute("aria-label", word("legend"));
      this.buttons = new Map(lines.map((line) => [line.id, this.#button(line, choose)]));
      this.root.append(...this.buttons.values());
    }

    show(category) {
      for (const [id, choice] of this.buttons) choice.setAttribute("aria-pressed", String(category?.id === id));
    }

    #button(line, choose) {
      const choice = button("", () => choose(line), "lmp-category");
      const name = make("span");
      name.append(make("bdi", "", line.label));
      if (line.other_label) name.append(make("small", "lmp-other", line.other_label));
      choice.append(swatch(line), name);
      choice.setAttribute("aria-keyshortcuts", line.letter);
      choice.setAttribute("aria-pressed", "false");
      return choice;
    }
  }

  lmpDraw.Legend = Legend;
})();
