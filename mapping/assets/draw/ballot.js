// Voting on a phone: the numbers that stand on the wall, and dots or a yes and a no for each. A phone
// is told what the marks are, not where. Each change is one vote more; the last one counts.
"use strict";

(() => {
  const { ask, button, make, storage, swatch, word, workshop } = lmpDraw;
  const SEND_AFTER_MS = 400;

  class VoteSheet {
    #given = new Map();
    #timer = 0;
    #round = null;

    // `vote` takes {round_id, given} to the log.
    constructor(board, vote) {
      Object.assign(this, { board, vote });
      this.opener = button("", () => this.#open(), "lmp-primary lmp-vote-now");
      this.opener.hidden = true;
      this.root = make("section", "lmp-welcome lmp-ballot");
      this.root.hidden = true;
      addEventListener("pagehide", () => this.#send());
      board.addEventListener("change", () => this.#look());
    }

    #look() {
      const open = this.board.rounds.filter(({ is_open }) => is_open).at(-1);
      this.opener.hidden = !open;
      this.opener.textContent = open ? word("voteNow", { title: open.title }) : "";
      if (open?.feature_id === this.#round) return;
      this.#round = open?.feature_id ?? null;
      this.root.hidden = true;
      if (open && storage.get(voteKey(open.feature_id)) === null) this.#open();
    }

    async #open() {
      const { ballot } = await ask("ballot").catch(() => ({ ballot: null }));
      if (!ballot || ballot.round_id !== this.#round) return;
      const kept = storage.get(voteKey(ballot.round_id));
      this.#given = new Map(Object.entries(kept ? JSON.parse(kept) : ballot.mine?.given ?? {}));
      this.ballot = ballot;
      this.#draw();
      this.root.hidden = false;
    }

    get #left() { return this.ballot.dots - [...this.#given.values()].reduce((sum, dots) => sum + dots, 0); }

    #draw() {
      const { title, marks, ballot } = this.ballot;
      const isDots = ballot === "dots";
      this.left = make("p", "lmp-said", isDots ? word("dotsLeft", { count: this.#left }) : word("agreeHint"));
      this.left.setAttribute("role", "status");
      const list = make("ul", "lmp-ballot-marks");
      list.append(...marks.map((mark) => this.#mark(mark, isDots)));
      this.root.replaceChildren(make("h1", "", title), this.left, list, button(word("done"), () => this.#close()));
    }

    #mark({ feature_id, number, category_id, note }, isDots) {
      const category = this.board.category(category_id);
      const line = make("li");
      const what = make("span");
      what.append(make("b", "", String(number)), " ", make("bdi", "", note || (category?.label ?? "")));
      const row = make("div", "lmp-row");
      const now = this.#given.get(feature_id) ?? 0;
      const choice = (text, name, value, { pressed = false, when = true } = {}) => {
        const made = button(text, () => this.#give(feature_id, value));
        made.setAttribute("aria-label", `${number}: ${word(name)}`);
        if (!isDots) made.setAttribute("aria-pressed", String(pressed));
        made.disabled = !when;
        return made;
      };
      if (isDots) {
        row.append(
          choice("−", "dotLess", now - 1, { when: now > 0 }),
          make("span", "lmp-given", "●".repeat(now) || "0"),
          choice("+", "dotMore", now + 1, { when: this.#left > 0 }),
        );
      } else {
        row.append(
          choice(word("yes"), "yes", now === 1 ? 0 : 1, { pressed: now === 1 }),
          choice(word("no"), "no", now === -1 ? 0 : -1, { pressed: now === -1 }),
        );
      }
      line.append(swatch(category), what, row);
      return line;
    }

    #give(id, value) {
      const at = [...this.root.querySelectorAll("button")].indexOf(document.activeElement);
      if (value) this.#given.set(id, value);
      else this.#given.delete(id);
      storage.set(voteKey(this.#round), JSON.stringify(Object.fromEntries(this.#given)));
      this.#draw();
      this.root.querySelectorAll("button")[at]?.focus();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#send(), SEND_AFTER_MS);
    }

    #send() {
      if (!this.#timer) return;
      clearTimeout(this.#timer);
      this.#timer = 0;
      this.vote({ remark: "vote", round_id: this.#round, given: Object.fromEntries(this.#given) });
    }

    #close() {
      this.#send();
      storage.set(voteKey(this.#round), JSON.stringify(Object.fromEntries(this.#given)));
      this.root.hidden = true;
    }
  }

  const voteKey = (round) => `lmp-vote:${workshop}:${round}`;

  lmpDraw.VoteSheet = VoteSheet;
})();
