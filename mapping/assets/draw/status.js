// The line that says what is saved, what waits and what is wrong; and undo and redo beside it.
"use strict";

(() => {
  const { iconButton, make, word } = lmpDraw;

  class Status {
    #trouble = ""; // what the server says that it cannot do now, as to write on a full disk
    #refusal = "";

    // `page`: {outbox, photos, board, changes}, of which the last three come later. `step` undoes and redoes.
    constructor(page, step) {
      this.page = page;
      this.root = make("div", "lmp-bar");
      this.state = this.root.appendChild(make("p", "lmp-state"));
      this.state.setAttribute("role", "status");
      this.wayBack = this.root.appendChild(make("a", "lmp-way-back", word("codeEnded")));
      Object.assign(this.wayBack, { href: "../enter", hidden: true });
      this.undo = this.root.appendChild(iconButton("undo", () => step("undo")));
      this.redo = this.root.appendChild(iconButton("redo", () => step("redo")));
    }

    // Follows all that can change what is said.
    listen() {
      const { outbox, photos, board, changes } = this.page;
      const show = () => this.#show();
      outbox.addEventListener("change", show);
      outbox.addEventListener("acked", () => (this.#trouble = ""));
      outbox.addEventListener("failed", ({ detail }) => {
        this.#trouble = detail.status >= 500 ? detail.message : "";
        show();
      });
      outbox.addEventListener("refused", ({ detail }) => this.#refused(detail.ack.refused.error));
      photos.addEventListener("change", show);
      photos.addEventListener("refused", ({ detail }) => this.#refused(detail.message));
      board.addEventListener("reachable", show);
      changes.addEventListener("change", () => this.#showHistory());
      show();
      this.#showHistory();
    }

    #refused(reason) {
      this.#refusal = reason;
      this.#show();
    }

    #show() {
      const { outbox, photos, board } = this.page;
      const count = outbox.size + photos.size;
      const away = !outbox.reachable || board.reachable === false;
      const name = away ? (count ? "unreachable" : "unreachableIdle") : count ? "waiting" : "saved";
      const texts = [count && this.#trouble ? word("trouble", { reason: this.#trouble, count }) : word(name, { count })];
      if (this.#refusal) texts.push(word("refused", { reason: this.#refusal }));
      if (outbox.inMemory) texts.push(word("fullStorage"));
      const text = texts.join(" ");
      if (this.state.textContent !== text) this.state.textContent = text;
      this.state.dataset.state = this.#refusal ? "refused" : away ? "unreachable" : count ? "waiting" : "saved";
      this.state.dataset.waiting = count;
      this.wayBack.hidden = !board.ended;
    }

    #showHistory() {
      const { changes } = this.page;
      this.undo.disabled = !changes.canUndo;
      this.redo.disabled = !changes.canRedo;
    }
  }

  lmpDraw.Status = Status;
})();
