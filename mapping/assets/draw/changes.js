// What a person does, as operations, and how it is undone. Undoing is an operation too: the log only grows.
"use strict";

(() => {
  const { newId, storage, workshop } = lmpDraw;
  const UNDO_STEPS = 100;
  const MOST_MERGED = 50;
  const MOST_LETTERS = 2000;

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
      this.#remember([{ id: feature.feature_id, before: null, after: content }]);
      return feature.feature_id;
    }

    // Said once and not to be undone here, as a vote: another one takes its place.
    say(content) { this.#send("put", { feature_id: newId(), version: 0 }, content); }

    // A feature gets another content, or none. `seen`: the feature as the person saw it; whoever
    // changed it since is met, not overwritten.
    change(id, content, seen = null) {
      const step = this.#changed(id, content, seen);
      if (step) this.#remember([step]);
    }

    // Two marks of the same thing become one: the first stays and says what was said of both.
    merge(id, otherId) {
      const [kept, other] = [id, otherId].map((one) => this.board.features.get(one));
      const notes = [...new Set([kept.note, other.note].map((note) => (note ?? "").trim()).filter(Boolean))];
      const merged = [...(kept.merged ?? []), otherId, ...(other.merged ?? [])].slice(0, MOST_MERGED);
      const note = notes.join("\n").slice(0, MOST_LETTERS);
      const photo = kept.photo || other.photo;
      const steps = [this.#changed(id, { ...pick(kept), note, merged, photo }), this.#changed(otherId, null)];
      this.#remember(steps.filter(Boolean));
    }

    #changed(id, content, seen = null) {
      const now = seen ?? this.board.features.get(id);
      const before = now.deleted ? null : pick(now);
      if (before && content && sameContent(before, content)) return null;
      this.#setTo(id, content, now);
      return { id, before, after: content };
    }

    // Of the versions a person saw this one counts; one that came since is met, not overwritten.
    settle(seen, content) {
      this.#send(content ? "edit" : "delete", seen, content && pick(content));
    }

    undo() { return this.#step(this.#undo, this.#redo); }
    redo() { return this.#step(this.#redo, this.#undo); }

    #step(from, to) {
      const steps = from.pop();
      if (!steps) return false;
      for (const { id, before } of [...steps].reverse()) this.#setTo(id, before);
      to.push(steps.map(({ id, before, after }) => ({ id, before: after, after: before })).reverse());
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

    #remember(steps) {
      this.#undo.push(steps);
      this.#undo.splice(0, this.#undo.length - UNDO_STEPS);
      this.#redo = [];
      this.dispatchEvent(new Event("change"));
    }
  }

  const mineKey = (id) => `lmp-mine:${workshop}:${id}`;
  // What a feature holds, without who, when and which version.
  const FIELDS = {
    comment: ["remark", "about", "text"],
    round: ["remark", "title", "ballot", "marks", "dots", "is_open"],
    vote: ["remark", "round_id", "given"],
  };
  function pick(feature) {
    const names = FIELDS[feature.remark];
    if (names) return Object.fromEntries(names.map((name) => [name, feature[name]]));
    const { geometry, category_id, note, answers, photo, validated, merged } = feature;
    return {
      geometry, category_id, note: (note ?? "").trim(), answers: answers ?? [], photo: photo ?? "",
      validated: validated ?? false, merged: merged ?? [],
    };
  }
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
