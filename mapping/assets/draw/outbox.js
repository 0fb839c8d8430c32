// What was drawn and is not yet on the server's disk. It is written down here before it is sent, and
// crossed out when the server says that it has it; so a reload, a closed tab, a dead network or a
// killed server lose nothing. Sending twice does no harm: the server knows each operation by its id.
//
// Every operation has a storage key of its own, for two tabs share the storage and a list that both
// rewrite would lose entries. Keys sort in the order of drawing.
"use strict";

(() => {
  const { ask, storage, workshop } = lmpDraw;
  const PREFIX = `lmp-outbox:${workshop}:`;
  const AT_ONCE = 40;
  const FIRST_WAIT_MS = 500;
  const LONGEST_WAIT_MS = 4000;

  class Outbox extends EventTarget {
    #memory = new Map(); // what the storage did not take
    #last = 0;
    #wait = FIRST_WAIT_MS;
    #timer = 0;
    #sending = false;
    #again = false;
    reachable = true;

    constructor() {
      super();
      addEventListener("online", () => this.flush());
      document.addEventListener("visibilitychange", () => document.hidden || this.flush());
      addEventListener("pageshow", () => this.flush());
      addEventListener("storage", (event) => event.key?.startsWith(PREFIX) && this.#changed());
      addEventListener("beforeunload", (event) => this.size && event.preventDefault());
    }

    get size() { return this.entries().length; }
    get inMemory() { return this.#memory.size > 0; }

    // Operations in the order of drawing.
    operations() { return this.entries().map(([, operation]) => operation); }

    entries() {
      const stored = storage.keys(PREFIX).map((key) => [key, parsed(storage.get(key))]);
      const all = [...stored.filter(([, operation]) => operation), ...this.#memory];
      return all.sort(([one], [other]) => (one < other ? -1 : 1));
    }

    add(operation) {
      // The clock may be set back: what comes later must sort later all the same.
      const newest = this.entries().at(-1)?.[0].slice(PREFIX.length).split(":")[0];
      this.#last = Math.max(Date.now(), this.#last + 1, Number(newest ?? 0) + 1);
      const key = `${PREFIX}${String(this.#last).padStart(16, "0")}:${operation.op_id}`;
      if (!storage.set(key, JSON.stringify(operation))) this.#memory.set(key, operation);
      this.#changed();
      this.flush();
    }

    // What waits or was refused of a feature that was erased for good.
    forget(featureId) {
      for (const prefix of [PREFIX, `lmp-refused:${workshop}:`]) {
        for (const key of storage.keys(prefix)) {
          if (parsed(storage.get(key))?.feature_id === featureId) storage.remove(key);
        }
      }
      storage.remove(`lmp-mine:${workshop}:${featureId}`);
      this.#changed();
    }

    // Sends what waits; called again by itself until nothing does.
    async flush() {
      if (this.#sending) {
        this.#again = true;
        return;
      }
      clearTimeout(this.#timer);
      const entries = this.entries().slice(0, AT_ONCE);
      if (!entries.length) return;
      this.#sending = true;
      this.#again = false;
      const sent = await this.#send(entries);
      this.#sending = false;
      if (sent) this.#wait = FIRST_WAIT_MS;
      this.#changed();
      if (sent || this.#again) return void this.flush();
      this.#timer = setTimeout(() => this.flush(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    }

    async #send(entries) {
      try {
        const { acks } = await ask("operations", entries.map(([, operation]) => operation));
        this.reachable = true;
        const answers = new Map(acks.map((ack) => [ack.op_id, ack]));
        for (const [key, operation] of entries) this.#settle(key, operation, answers.get(operation.op_id));
        return acks.length > 0;
      } catch (error) {
        if (error.status === 413 && entries.length > 1) return this.#send(entries.slice(0, 1));
        if (error.status === 413) return this.#settle(...entries[0], { refused: { error: error.message } });
        this.reachable = error.status !== 0 && error.status < 500;
        this.dispatchEvent(new CustomEvent("failed", { detail: error }));
        return false;
      }
    }

    #settle(key, operation, ack) {
      if (!ack) return false;
      // First told, then crossed out: whoever paints has the operation from one or the other.
      this.dispatchEvent(new CustomEvent(ack.refused ? "refused" : "acked", { detail: { operation, ack } }));
      // A refused operation is not sent again, and not thrown away either.
      if (ack.refused) storage.set(`lmp-refused:${workshop}:${operation.op_id}`, JSON.stringify(operation));
      storage.remove(key);
      this.#memory.delete(key);
      return true;
    }

    #changed() { this.dispatchEvent(new Event("change")); }
  }

  function parsed(text) {
    try { return JSON.parse(text); } catch { return null; }
  }

  lmpDraw.Outbox = Outbox;
})();
