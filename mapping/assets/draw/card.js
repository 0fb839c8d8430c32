// The card of one drawing: what it is, what was said of it, and what may be done with it.
"use strict";

(() => {
  const { button, make, word, Talk } = lmpDraw;
  const MAX_NOTE = 2000;

  class Card {
    // actions: {save, reshape, remove, merge, set, keep, close, label, comments, say, unsay, versions, photo, addPhoto}
    constructor(root, actions, categories) {
      Object.assign(this, { root, actions, categories, shown: null, seen: null });
      root.hidden = true;
    }

    get isOpen() { return !this.root.hidden; }

    // Note and answers as they stand in the fields, or null where there are no fields.
    get typed() {
      const note = this.root.querySelector("textarea")?.value.trim();
      if (note === undefined) return null;
      const answers = [...this.root.querySelectorAll(".lmp-answer")].map(({ value }) => value.trim());
      return { note, answers: answers.some(Boolean) ? answers : [] };
    }

    // `mayChange`: whether this reader may change it. `isNew`: just drawn, so the note comes first.
    // `leads`: whether it is the facilitator, who corrects with the group.
    show(feature, category, { mayChange, isNew = false, isMine = false, leads = false }) {
      this.shown = feature.feature_id;
      this.seen = feature; // what the person looks at, whatever others do meanwhile
      this.root.replaceChildren(this.#head(feature, category, isMine));
      if (feature.others?.length) this.root.append(this.#conflict(feature));
      if (!feature.deleted) this.root.append(this.#photo(feature, mayChange));
      if (mayChange && !feature.deleted) {
        this.root.append(this.#form(feature, category?.questions ?? []));
        if (!isNew) this.root.append(this.#category(feature), this.#actions(feature, leads));
      } else if (feature.note) {
        this.root.append(make("p", "lmp-note", feature.note));
      }
      if (!isNew && !feature.deleted) this.root.append(new Talk(feature, this.actions, { mayChange, leads }).root);
      this.root.hidden = false;
    }

    close() {
      this.root.hidden = true;
      this.root.replaceChildren();
      this.shown = this.seen = null;
    }

    focusNote() { this.root.querySelector("textarea")?.focus({ preventScroll: true }); }

    #head(feature, category, isMine) {
      const head = make("div", "lmp-card-head");
      const close = button("×", () => this.actions.close(), "lmp-quiet");
      close.setAttribute("aria-label", word("close"));
      const by = isMine ? word("mine") : feature.actor;
      const title = make("h2");
      title.append(make("bdi", "", category?.label ?? feature.category_id));
      if (by) title.append(" ", make("small", "", by));
      head.append(this.actions.swatch(category), title, close);
      return head;
    }

    #form(feature, questions) {
      const form = make("form");
      const label = make("label", "", word("note"));
      const area = make("textarea");
      Object.assign(area, { id: "lmp-note", maxLength: MAX_NOTE, rows: 2, value: feature.note ?? "" });
      Object.assign(area, { placeholder: word("noteHint"), dir: "auto" });
      label.htmlFor = area.id;
      const save = make("button", "lmp-primary", word("saveNote"));
      save.type = "submit";
      form.append(label, area, ...questions.flatMap((text, row) => this.#question(text, row, feature)), save);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.actions.save();
      });
      return form;
    }

    // The photo there is, and a way to take or choose one.
    #photo(feature, mayChange) {
      const box = make("div", "lmp-photo");
      const address = this.actions.photo(feature);
      if (address) box.append(Object.assign(make("img"), { src: address, alt: word("photo") }));
      if (!mayChange) return box;
      const label = make("label", "lmp-take-photo", word(address ? "otherPhoto" : "addPhoto"));
      const field = label.appendChild(Object.assign(make("input"), { type: "file", accept: "image/*" }));
      field.addEventListener("change", () => field.files[0] && this.actions.addPhoto(feature.feature_id, field.files[0]));
      box.append(label);
      if (feature.photo) box.append(button(word("removePhoto"), () => this.actions.set({ photo: "" }), "lmp-danger"));
      return box;
    }

    #question(text, row, feature) {
      const label = make("label", "", text);
      const field = make("input", "lmp-answer");
      Object.assign(field, { id: `lmp-answer-${row}`, maxLength: MAX_NOTE, dir: "auto", autocomplete: "off" });
      field.value = feature.answers?.[row] ?? "";
      label.htmlFor = field.id;
      return [label, field];
    }

    #actions(feature, leads) {
      const row = make("div", "lmp-row");
      row.append(
        button(word("changeShape"), () => this.actions.reshape(feature.feature_id)),
        button(word("merge"), () => this.actions.merge(feature.feature_id)),
        button(word("delete"), () => this.actions.remove(feature.feature_id), "lmp-danger"),
      );
      if (!leads) return row;
      const validated = button(word("validated"), () => this.actions.set({ validated: !feature.validated }));
      validated.setAttribute("aria-pressed", String(Boolean(feature.validated)));
      row.prepend(validated);
      return row;
    }

    // Only the categories that may be drawn as this kind of shape.
    #category(feature) {
      const kind = { Point: "point", LineString: "line", Polygon: "area" }[feature.geometry.type];
      const label = make("label", "", word("category"));
      const choice = label.appendChild(make("select", "lmp-change-category"));
      for (const line of this.categories.filter(({ kinds }) => kinds.includes(kind))) {
        const option = choice.appendChild(make("option", "", line.label));
        Object.assign(option, { value: line.id, selected: line.id === feature.category_id });
      }
      choice.addEventListener("change", () => this.actions.set({ category_id: choice.value }));
      return label;
    }

    // Both versions, and a choice between them.
    #conflict(feature) {
      const box = make("div", "lmp-conflict");
      box.append(make("p", "", word("conflict")));
      const versions = [
        [word("shownVersion"), feature.deleted ? null : feature],
        ...feature.others.map((other) => [word("otherVersion"), other.content]),
      ];
      for (const [name, content] of versions) {
        const line = make("div", "lmp-version");
        const what = make("span");
        what.append(make("b", "", content ? name : word("deletedVersion")));
        if (content) what.append(" ", make("bdi", "", this.actions.label(content)));
        line.append(what, button(word("keepThis"), () => this.actions.keep(feature, content)));
        box.append(line);
      }
      return box;
    }
  }

  lmpDraw.Card = Card;
})();
