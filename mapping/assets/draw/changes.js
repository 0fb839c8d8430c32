// What a person does, as operations, and how it is undone. Undoing is an operation too: the log only grows.
"use strict";

(() => {
  const { newId, storage, workshop } = lmpDraw;
  const UNDO_STEPS = 100;

  class Changes extends EventTarget {
    #undo = [];
    #redo = [];

    // `actor` gives the name a person chose to say, or null.
    constructor(board, outbox, actor) {
      super();
      Object.assign(this, { board, outbox, actor });
    }

    get canUndo() { return this.#undo.length > 0; }
    get canRedo() { return this.#redo.length > 0; }
    isMine(id) { return storage.get(mineKey(id)) !== null; }

    // Something new, at once and without its note, which is a change of its own.
    put(content) {
      const feature = { feature_id: newId(), version: 0 };
      storage.set(mineKey(feature.feature_id), "1");
      this.#send("put", feature, content);
      this.#remember({ id: feature.feature_id, before: null, after: content });
      return feature.feature_id;
    }

    // A feature gets another content, or none. `seen`: the feature as the person saw it; whoever
    // changed it since is met, not overwritten.
    change(id, content, seen = null) {
      const now = seen ?? this.board.features.get(id);
      const before = now.deleted ? null : pick(now);
      if (before && content && sameContent(before, content)) return;
      this.#setTo(id, content, now);
      this.#remember({ id, before, after: content });
    }

    // Of the versions a person saw this one counts; one that came since is met, not overwritten.
    settle(seen, content) {
      this.#send(content ? "edit" : "delete", seen, content && pick(content));
    }

    undo() { return this.#step(this.#undo, this.#redo); }
    redo() { return this.#step(this.#redo, this.#undo); }

    #step(from, to) {
      const step = from.pop();
      if (!step) return false;
      this.#setTo(step.id, step.before);
      to.push({ id: step.id, before: step.after, after: step.before });
      this.dispatchEvent(new Event("change"));
      return true;
    }

    #setTo(id, content, now = this.board.features.get(id)) {
      if (!content) return this.#send("delete", now);
      if (!now.deleted) return this.#send("edit", now, content);
      this.#send("restore", now);
      const then = this.board.features.get(id);
      if (!sameContent(then, content)) this.#send("edit", then, content);
    }

    #send(kind, feature, content) {
      this.outbox.add({
        op_id: newId(), feature_id: feature.feature_id, kind, base_version: feature.version ?? 0,
        drawn_at: localTime(new Date()), actor: this.actor(), group: storage.get(`lmp-group:${workshop}`),
        ...(content && pick(content)),
      });
    }

    #remember(step) {
      this.#undo.push(step);
      this.#undo.splice(0, this.#undo.length - UNDO_STEPS);
      this.#redo = [];
      this.dispatchEvent(new Event("change"));
    }
  }

  const mineKey = (id) => `lmp-mine:${workshop}:${id}`;
  const pick = ({ geometry, category_id, note, answers }) => (
    { geometry, category_id, note: (note ?? "").trim(), answers: answers ?? [] }
  );
  const sameContent = (one, other) => JSON.stringify(pick(one)) === JSON.stringify(pick(other));

  // The device's own time and zone: 2026-05-04T10:20:30+05:45
  function localTime(now) {
    const offset = -now.getTimezoneOffset();
    const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
    const local = new Date(now.getTime() + offset * 60000).toISOString().slice(0, 19);
    return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
  }

  Object.assign(lmpDraw, { Changes, pick });
})();
