// The board on the wall: the map fills while people draw. A clicker or the keyboard leads through
// the groups' maps, the agenda, votes and the register; a quiet bar of buttons does the same.
"use strict";

(() => {
  const { make, word } = lmpDraw;
  const { Agenda, Board, Ground, Sheets } = lmpDraw;
  const SCALE = 1.7;
  const BAR_SHOWN_MS = 3000;

  lmp.ready(async ({ map, coverage }) => {
    document.documentElement.dataset.theme = "projector";
    coverage.refresh();
    const info = await lmpDraw.loadInfo();
    lmpDraw.setWords(info.words);
    document.documentElement.lang = info.language;
    document.documentElement.dir = info.direction;
    document.title = word("title");
    new Wall(map, coverage, info);
  });

  class Wall {
    #hidden = new Set(); // categories put away
    #step = 0; // of the walk: 0 all, then group after group

    constructor(map, coverage, info) {
      Object.assign(this, { map, info });
      this.format = new Intl.NumberFormat(info.language);
      this.#layOut();
      map.zoomControl?.remove();
      const show = () => lmpDraw.showArea(map, info.workshop.bounds, {
        top: this.head.offsetHeight + 16, end: this.legend.offsetWidth + 48,
      });
      show();
      lmpDraw.showBackdrop(map, coverage, info.backdrop, info.language).then(show);
      this.board = new Board(map, info, { scale: SCALE, interactive: false });
      this.agenda = new Agenda(this.stage, info.workshop);
      this.sheets = new Sheets(this.stage, this.board, info, this.agenda);
      this.wayIn = lmpDraw.showWayIn(this.stage);
      this.ground = new Ground(map, coverage, { isPhone: false });
      this.stage.append(this.ground.key);
      this.#makeKeys();
      this.board.addEventListener("change", () => this.#count());
      this.board.addEventListener("reachable", ({ detail }) => {
        this.away.textContent = detail ? "" : word("unreachableIdle");
      });
      this.#show();
      window.lmpWall = this; // for the tests: nothing of ours reads it
    }

    #layOut() {
      const { workshop, backdrop } = this.info;
      document.body.classList.add("lmp-board");
      const container = this.map.getContainer();
      container.setAttribute("aria-label", word("map"));
      this.stage = make("main", "lmp-stage");
      this.head = make("header", "lmp-board-head");
      this.place = make("p", "lmp-place", backdrop.place_name);
      this.head.append(make("h1", "", workshop.title), this.place);
      this.legend = this.#makeLegend(workshop);
      this.away = make("p", "lmp-away");
      this.away.setAttribute("role", "status");
      this.stage.append(container, this.head, this.legend, this.away);
      document.body.append(this.stage);
      this.map.invalidateSize();
    }

    // A category with its count; pressing it hides and reveals what is drawn in it.
    #makeLegend({ legend, groups }) {
      const box = make("section", "lmp-board-legend");
      box.setAttribute("aria-label", word("legend"));
      const list = box.appendChild(make("ul"));
      this.lines = new Map(legend.map((line) => {
        const item = list.appendChild(make("li"));
        const name = make("span");
        name.append(make("bdi", "", line.label));
        if (line.other_label) name.append(make("small", "lmp-other", line.other_label));
        item.append(lmpDraw.swatch(line), name);
        return [line.id, { item, number: item.appendChild(make("output", "", "0")) }];
      }));
      this.total = box.appendChild(make("p", "lmp-total"));
      const table = box.appendChild(make("ul", "lmp-groups"));
      this.groups = new Map(groups.map((group) => {
        const item = table.appendChild(make("li"));
        item.append(make("bdi", "", group));
        return [group, { item, number: item.appendChild(make("output", "", "0")) }];
      }));
      table.hidden = !groups.length;
      return box;
    }

    // --- what is shown ----------------------------------------------------------------------------

    get group() { return this.info.workshop.groups[this.#step - 1] ?? null; }

    #show() {
      const { group } = this;
      this.place.textContent = group ?? this.info.backdrop.place_name;
      this.place.classList.toggle("lmp-walking", group !== null);
      this.wayIn.classList.toggle("lmp-walked", group !== null);
      for (const [id, { item }] of this.lines) item.classList.toggle("lmp-veiled", this.#hidden.has(id));
      for (const [name, { item }] of this.groups) item.classList.toggle("lmp-chosen", name === group);
      const inGroup = (feature) => group === null || feature.group === group;
      this.board.setFilter((feature) => inGroup(feature) && !this.#hidden.has(feature.category_id));
    }

    #count() {
      const { group } = this;
      const tally = (all, name) => {
        const counts = new Map();
        for (const feature of all) counts.set(feature[name], (counts.get(feature[name]) ?? 0) + 1);
        return counts;
      };
      const { drawn } = this.board;
      const shown = group === null ? drawn : drawn.filter((feature) => feature.group === group);
      const byCategory = tally(shown, "category_id");
      const byGroup = tally(drawn, "group");
      for (const [id, { number }] of this.lines) number.textContent = this.format.format(byCategory.get(id) ?? 0);
      for (const [name, { number }] of this.groups) number.textContent = this.format.format(byGroup.get(name) ?? 0);
      this.total.textContent = word("total", { count: this.format.format(shown.length) });
    }

    #walk(by) {
      if (this.sheets.isOpen) return this.sheets.close();
      const steps = this.info.workshop.groups.length + 1;
      this.#goTo((this.#step + by + steps) % steps);
    }

    #goTo(step) {
      this.#step = step;
      this.#show();
    }

    #veil(row) {
      const ids = this.info.workshop.legend.map(({ id }) => id);
      const wanted = row < 0 ? ids : ids.slice(row, row + 1);
      const hide = row < 0 ? !this.#hidden.size : !this.#hidden.has(wanted[0]);
      for (const id of wanted) this.#hidden[hide ? "add" : "delete"](id);
      this.#show();
    }

    // --- keys -------------------------------------------------------------------------------------

    // Presenters' clickers send Page Up, Page Down and a full stop.
    #makeKeys() {
      const toggle = (box) => () => box.classList.toggle("lmp-put-away");
      const sheet = (name) => () => this.sheets.toggle(name);
      const votes = () => { this.#goTo(0); this.sheets.toggle("votes"); }; // on marks of all groups
      const dark = () => document.body.classList.toggle("lmp-dark");
      const named = [
        ["←", "previous", () => this.#walk(-1)], ["→", "next", () => this.#walk(1)],
        ["L", "legend", toggle(this.legend)], ["C", "code", toggle(this.wayIn)],
        ["G", "ground", () => this.ground.next()], ["0", "layers", () => this.#veil(-1)], ["A", "agenda", sheet("agenda")],
        ["T", "timer", () => this.agenda.startOrStop()], ["N", "nextItem", () => this.agenda.go(1)],
        ["V", "vote", votes], ["P", "photos", sheet("photos")], ["R", "register", sheet("register")],
        [".", "dark", dark], ["F", "fullScreen", fullScreen],
        ["?", "help", sheet("help")],
      ];
      const others = {
        pagedown: () => this.#walk(1), arrowright: () => this.#walk(1), pageup: () => this.#walk(-1),
        arrowleft: () => this.#walk(-1), home: () => this.#goTo(0), b: dark,
        escape: () => this.sheets.close(),
      };
      const actions = { ...Object.fromEntries(named.map(([key, , action]) => [key.toLowerCase(), action])), ...others };
      addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const row = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : null;
        const action = row !== null ? () => this.#veil(row) : actions[event.key.toLowerCase()];
        if (!action) return;
        event.preventDefault();
        event.stopPropagation(); // the map behind moves by arrow keys too
        action();
      }, true);
      this.sheets.keys = named;
      this.stage.append(makeBar(named));
    }
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  // Buttons for whoever leads by mouse; they show when it moves and are not in the way otherwise.
  function makeBar(named) {
    const bar = make("nav", "lmp-wall-bar");
    bar.append(...named.map(([key, name, action]) => {
      const made = lmpDraw.button(word(name), () => { action(); made.blur(); });
      made.prepend(make("kbd", "", key));
      return made;
    }));
    let timer = 0;
    addEventListener("pointermove", () => {
      bar.classList.add("lmp-seen");
      clearTimeout(timer);
      timer = setTimeout(() => bar.classList.remove("lmp-seen"), BAR_SHOWN_MS);
    });
    return bar;
  }
})();
