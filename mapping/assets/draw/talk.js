// What was said of one drawing, and how it came to be as it is: comments and earlier versions.
"use strict";

(() => {
  const { button, make, word } = lmpDraw;
  const MAX_COMMENT = 2000;

  class Talk {
    // actions: {comments, say, unsay, versions, back} of the card
    constructor(feature, actions, { mayChange, leads }) {
      Object.assign(this, { feature, actions, mayChange, leads });
      this.root = make("div", "lmp-talk");
      this.list = make("ul", "lmp-comments");
      this.root.append(this.list);
      if (mayChange) this.root.append(this.#form(), this.#history());
      this.#show();
    }

    #show() {
      const lines = this.actions.comments(this.feature.feature_id).map((comment) => {
        const line = make("li");
        line.append(make("span", "", comment.text));
        const by = comment.actor ?? comment.group;
        if (by) line.append(" ", make("small", "", by));
        if (this.leads || this.actions.isMine(comment.feature_id)) {
          const remove = button("×", () => { this.actions.unsay(comment.feature_id); this.#show(); }, "lmp-quiet");
          remove.setAttribute("aria-label", word("deleteComment"));
          line.append(remove);
        }
        return line;
      });
      this.list.replaceChildren(...lines);
      this.list.hidden = !lines.length;
    }

    #form() {
      const form = make("form", "lmp-comment");
      const label = make("label", "", word("comment"));
      const field = make("input");
      Object.assign(field, { id: "lmp-comment", maxLength: MAX_COMMENT, dir: "auto", autocomplete: "off" });
      label.htmlFor = field.id;
      const send = make("button", "", word("addComment"));
      send.type = "submit";
      form.append(label, field, send);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (!field.value.trim()) return;
        this.actions.say(this.feature.feature_id, field.value);
        field.value = "";
        this.#show();
      });
      return form;
    }

    // Earlier versions are asked for when somebody wants to see them.
    #history() {
      const box = make("details", "lmp-versions");
      box.append(make("summary", "", word("earlier")));
      const list = box.appendChild(make("ul"));
      box.addEventListener("toggle", async () => {
        if (!box.open) return;
        const { versions } = await this.actions.versions(this.feature.feature_id).catch(() => ({ versions: [] }));
        list.replaceChildren(...versions.reverse().map((one) => this.#version(one)));
      });
      return box;
    }

    #version(one) {
      const line = make("li");
      line.append(make("span", "", lmpDraw.inWords(one)));
      if (one.version !== this.feature.version) {
        line.append(button(word("makeThisCount"), () => this.actions.back(this.feature.feature_id, one.content)));
      }
      return line;
    }
  }

  // What was done, when and by whom, in one line.
  lmpDraw.inWords = ({ did, stored_at, group, actor }) => {
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    return [when.format(new Date(stored_at)), word(did), group, actor].filter(Boolean).join(" · ");
  };

  lmpDraw.Talk = Talk;
})();
