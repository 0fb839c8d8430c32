// The buttons of the tool in hand: kinds of shape, place, finish, take back, crosshair, cancel.
"use strict";

(() => {
  const { button, icon, make, word } = lmpDraw;

  class Toolbar {
    // actions: {useKind, aim, cancel, endReshape}
    constructor(root, sketch, actions) {
      Object.assign(this, { root, sketch, actions });
    }

    show(category, aiming) {
      const { tool, editing } = this.sketch;
      // The buttons are made anew: whoever works by keyboard stays on the same one.
      const focused = this.root.contains(document.activeElement) && document.activeElement.dataset.tool;
      this.root.replaceChildren(...(editing ? this.#editTools() : tool ? this.#drawTools(tool, category, aiming) : []));
      if (focused) this.root.querySelector(`[data-tool="${focused}"]`)?.focus();
    }

    #editTools() {
      const row = make("div", "lmp-row");
      row.append(
        button(word("done"), () => this.actions.endReshape(true), "lmp-primary"),
        button(word("cancel"), () => this.actions.endReshape(false)),
      );
      return [row];
    }

    #drawTools({ kind }, category, aiming) {
      const kinds = make("div", "lmp-kinds");
      kinds.setAttribute("role", "group");
      for (const one of category.kinds) {
        const choice = button("", () => this.actions.useKind(one));
        choice.append(icon(one), make("span", "", word(one)));
        choice.setAttribute("aria-pressed", String(one === kind));
        choice.dataset.tool = one;
        kinds.append(choice);
      }
      const row = make("div", "lmp-row");
      const tool = (name, action, { when = true, primary = false } = {}) => {
        const choice = button(word(name), action, primary ? "lmp-primary" : "");
        Object.assign(choice, { disabled: !when });
        choice.dataset.tool = name;
        row.append(choice);
        return choice;
      };
      if (aiming) tool("addHere", () => this.sketch.addAtCentre(), { primary: true });
      if (kind !== "point") {
        tool("finish", () => this.sketch.finish(), { when: this.sketch.canFinish, primary: !aiming });
        tool("removePoint", () => this.sketch.removeLast(), { when: this.sketch.corners > 0 });
      }
      const aim = tool("crosshair", () => this.actions.aim(!aiming));
      aim.setAttribute("aria-pressed", String(aiming));
      tool("cancel", () => this.actions.cancel());
      return category.kinds.length > 1 ? [kinds, row] : [row];
    }
  }

  lmpDraw.Toolbar = Toolbar;
})();
