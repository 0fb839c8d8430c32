// The facilitator's side of voting: begins and ends a round. The wall shows what comes out.
"use strict";

(() => {
  const { button, make, word } = lmpDraw;
  const MOST_MARKS = 60;
  const MOST_DOTS = 20;

  class Rounds {
    // actions: {begin, end}
    constructor(board, legend, actions) {
      Object.assign(this, { board, legend, actions });
      this.root = make("details", "lmp-rounds");
      this.root.append(make("summary", "", word("vote")));
      this.body = this.root.appendChild(make("div", "lmp-talk"));
      board.addEventListener("change", () => this.#look());
    }

    #shown;

    #look() {
      const open = this.board.rounds.filter(({ is_open }) => is_open).at(-1);
      if (this.#shown === (open?.feature_id ?? null)) return;
      this.#shown = open?.feature_id ?? null;
      this.body.replaceChildren(...(open ? this.#running(open) : this.#form()));
    }

    #running(round) {
      return [
        make("p", "", word("voting", { title: round.title })),
        button(word("endVote"), () => this.actions.end(round), "lmp-primary"),
      ];
    }

    #form() {
      const form = make("form", "lmp-talk");
      const title = field(word("voteTitle"), Object.assign(make("input"), { maxLength: 80, required: true, dir: "auto" }));
      const ballot = make("select");
      for (const name of ["dots", "agree"]) {
        ballot.append(Object.assign(make("option", "", word(`${name}Ballot`)), { value: name }));
      }
      const dots = Object.assign(make("input"), { type: "number", min: 1, max: MOST_DOTS, value: 3 });
      const dotsField = field(word("dotsEach"), dots);
      ballot.addEventListener("change", () => { dotsField.hidden = ballot.value !== "dots"; });
      const lines = make("fieldset");
      lines.append(make("legend", "", word("voteOn")));
      for (const line of this.legend) {
        const label = lines.appendChild(make("label", "lmp-check"));
        label.append(Object.assign(make("input"), { type: "checkbox", value: line.id, checked: true }), make("bdi", "", line.label));
      }
      const begin = Object.assign(make("button", "lmp-primary", word("beginVote")), { type: "submit" });
      const problem = make("p");
      problem.setAttribute("role", "alert");
      form.append(title, field(word("ballot"), ballot), dotsField, lines, make("p", "lmp-source", word("voteShows")), problem, begin);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const wanted = [...lines.querySelectorAll("input:checked")].map(({ value }) => value);
        const marks = this.board.drawn.filter(({ category_id }) => wanted.includes(category_id)).slice(0, MOST_MARKS);
        if (!marks.length) return void (problem.textContent = word("nothing"));
        this.actions.begin({
          remark: "round", title: title.querySelector("input").value, ballot: ballot.value,
          dots: Number(dots.value), is_open: true, marks: marks.map(({ feature_id }) => feature_id),
        });
      });
      return [form];
    }
  }

  function field(text, input) {
    const label = make("label", "", text);
    label.append(input);
    return label;
  }

  lmpDraw.Rounds = Rounds;
})();
