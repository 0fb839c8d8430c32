// The agenda on the wall and the time that is left for its step. The browser keeps where it stands, so
// that a reload goes on with it.
"use strict";

(() => {
  const { make, storage, word, workshop } = lmpDraw;
  const KEY = `lmp-agenda:${workshop}`;
  const MINUTE_MS = 60000;

  class Agenda {
    // `state`: {item, spent, since}: milliseconds that were spent, and when the clock was started.
    constructor(stage, { agenda, date, starts_at }) {
      Object.assign(this, { items: agenda, startsAt: starts_at, date });
      const kept = storage.get(KEY);
      this.state = kept ? JSON.parse(kept) : { item: 0, spent: 0, since: null };
      if (!agenda[this.state.item]) this.state = { item: 0, spent: 0, since: null };
      this.clock = stage.appendChild(make("p", "lmp-clock"));
      this.clock.setAttribute("role", "timer");
      this.show();
      setInterval(() => this.show(), 1000);
    }

    startOrStop() {
      const { since, spent } = this.state;
      const now = Date.now();
      this.#keep(since === null ? { since: now } : { since: null, spent: spent + Math.max(0, now - since) });
    }

    // The next step begins with its whole time; a clock that runs goes on running.
    go(by) {
      const item = Math.min(Math.max(this.state.item + by, 0), this.items.length - 1);
      this.#keep({ item, spent: 0, since: this.state.since === null ? null : Date.now() });
    }

    get leftMs() {
      const { item, spent, since } = this.state;
      const running = since === null ? 0 : Math.max(0, Date.now() - since);
      return (this.items[item]?.minutes ?? 0) * MINUTE_MS - spent - running;
    }

    show() {
      const { item, spent, since } = this.state;
      const isIdle = !this.items.length || (since === null && spent === 0);
      this.clock.hidden = isIdle;
      if (isIdle) return;
      const left = Math.round(this.leftMs / 1000);
      const time = `${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, "0")}`;
      this.clock.classList.toggle("lmp-over", left < 0);
      this.clock.replaceChildren(
        make("bdi", "", this.items[item].title),
        make("strong", "", left < 0 ? word("over", { time }) : time),
        ...(since === null ? [make("small", "", word("stopped"))] : []),
      );
    }

    // The whole agenda, with times of day where the plan has a beginning.
    list() {
      const list = make("ol", "lmp-agenda");
      let minute = this.startsAt ? Number(this.startsAt.slice(0, 2)) * 60 + Number(this.startsAt.slice(3, 5)) : null;
      for (const [row, { title, minutes }] of this.items.entries()) {
        const line = list.appendChild(make("li"));
        if (row === this.state.item) line.setAttribute("aria-current", "step");
        const at = minute === null ? "" : `${Math.floor(minute / 60) % 24}:${String(minute % 60).padStart(2, "0")}`;
        line.append(make("time", "", at), make("bdi", "", title), make("span", "", word("minutes", { count: minutes })));
        if (minute !== null) minute += minutes;
      }
      return list;
    }

    #keep(changes) {
      this.state = { ...this.state, ...changes };
      storage.set(KEY, JSON.stringify(this.state));
      this.show();
    }
  }

  lmpDraw.Agenda = Agenda;
})();
