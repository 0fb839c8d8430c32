// The drawing view: what a person does on it, and what it shows of that.
"use strict";

(() => {
  const { ask, button, make, pick, shapes, storage, swatch, word } = lmpDraw;
  const { Board, Card, Changes, Correcting, DrawnList, Ground, Legend, Log, Outbox, Photos, Rounds, Sketch, Status, Toolbar, VoteSheet } = lmpDraw;
  const HINTS = { point: "pointHint", line: "lineHint", area: "areaHint" };
  // The facilitator's link: offers changing what others drew. A convenience, no protection.
  const changesAll = location.hash === "#facilitator";

  lmp.ready(async ({ map, coverage }) => {
    const info = await lmpDraw.loadInfo();
    lmpDraw.setWords(info.words);
    document.documentElement.lang = info.language;
    document.documentElement.dir = info.direction;
    document.title = word("title");
    await lmpDraw.welcome(info.workshop);
    new Page(map, coverage, info);
  });

  class Page {
    #crosshair = false;

    constructor(map, coverage, info) {
      Object.assign(this, { map, info });
      this.outbox = new Outbox();
      this.sketch = new Sketch(map);
      this.ground = new Ground(map, coverage, { isPhone: !changesAll });
      this.#layOut();
      coverage.refresh();
      lmpDraw.showBackdrop(map, coverage, info.backdrop, info.language)
        .then(() => lmpDraw.showArea(map, info.workshop.bounds));
      lmpDraw.showArea(map, info.workshop.bounds);
      this.board = new Board(map, info, { outbox: this.outbox });
      this.board.busy = () => this.sketch.active;
      this.changes = new Changes(this.board, this.outbox, () => this.name.value.trim() || null);
      this.correcting = new Correcting(this);
      this.#makeVoting();
      this.photos = new Photos((id, photo) => this.#namePhoto(id, photo));
      this.#listen();
      this.#showTool();
      this.outbox.flush();
      window.lmpPage = this; // for the tests: nothing of ours reads it
    }

    #layOut() {
      const { workshop: event, backdrop } = this.info;
      const stage = make("main", "lmp-stage");
      const container = this.map.getContainer();
      container.setAttribute("aria-label", word("map"));
      stage.append(container, make("div", "lmp-crosshair"));
      const panel = make("aside", "lmp-panel");
      const head = make("header");
      head.append(make("h1", "", event.title), make("p", "lmp-place", backdrop.place_name));
      this.status = new Status(this, (name) => this.#step(name));
      this.hint = make("p", "lmp-hint");
      this.hint.setAttribute("aria-live", "polite");
      this.legend = new Legend(event.legend, (line) => this.#choose(line));
      this.tools = make("div", "lmp-tools");
      this.toolbar = new Toolbar(this.tools, this.sketch, {
        useKind: (kind) => this.#useKind(kind),
        aim: (on) => { this.#crosshair = on; this.#showTool(); },
        cancel: () => this.#cancel(),
        endReshape: (keep) => this.correcting.endReshape(keep),
      });
      this.card = this.#makeCard(event.legend);
      panel.append(head, this.status.root, this.card.root, this.hint, this.legend.root, this.tools, this.#makeMore());
      stage.append(this.ground.key);
      document.body.append(stage, panel);
      document.body.classList.add("lmp-draw");
      this.panel = panel;
      this.map.invalidateSize();
    }

    #makeCard(legend) {
      return new Card(make("section", "lmp-card"), {
        save: () => this.#select(null),
        reshape: (id) => this.#reshape(id),
        remove: (id) => this.#remove(id),
        merge: (id) => this.#beginMerge(id),
        set: (facts) => this.#set(facts),
        comments: (id) => this.board.comments(id),
        say: (about, text) => this.changes.put({ remark: "comment", about, text: text.trim() }),
        unsay: (id) => this.changes.change(id, null),
        isMine: (id) => this.changes.isMine(id),
        photo: (feature) => this.photos.address(feature),
        addPhoto: (id, file) => this.#addPhoto(id, file),
        versions: (id) => ask(`versions?feature=${id}`),
        back: (id, content) => this.#back(id, content),
        keep: (seen, content) => { this.#select(null); this.changes.settle(seen, content); },
        close: () => this.#select(null),
        label: (content) => [this.board.category(content.category_id)?.label, content.note].filter(Boolean).join(": "),
        swatch: (category) => swatch(category),
      }, legend);
    }

    #makeMore() {
      const more = make("div", "lmp-more");
      this.list = new DrawnList((id) => this.#find(id));
      const name = make("label", "lmp-name", word("yourName"));
      this.name = name.appendChild(make("input"));
      Object.assign(this.name, { maxLength: 80, autocomplete: "off", dir: "auto", value: storage.get("lmp-name") ?? "" });
      this.name.addEventListener("change", () => storage.set("lmp-name", this.name.value));
      const keys = make("details");
      keys.append(make("summary", "", word("keysTitle")), make("p", "", word("keys")));
      this.log = new Log({
        find: (id) => this.board.features.get(id)?.geometry && this.#find(id),
        back: (id, content) => this.#back(id, content),
        category: (id) => this.board.category(id),
        versions: (id) => ask(`versions?feature=${id}`),
      });
      more.append(this.ground.root, this.list.root, this.log.root, name, keys, make("p", "lmp-source", this.info.backdrop.attribution));
      return more;
    }

    // The facilitator begins votes, everybody else votes.
    #makeVoting() {
      if (changesAll) {
        this.rounds = new Rounds(this.board, this.info.workshop.legend, {
          begin: (round) => this.changes.put(round),
          end: (round) => this.changes.change(round.feature_id, { ...pick(round), is_open: false }),
        });
        this.log.root.after(this.rounds.root);
        return;
      }
      this.votes = new VoteSheet(this.board, (vote) => this.changes.say(vote));
      this.status.root.after(this.votes.opener);
      document.body.append(this.votes.root);
    }

    #listen() {
      addEventListener("pagehide", () => this.#keepTyped());
      this.status.listen();
      this.sketch.addEventListener("finished", ({ detail }) => this.#put(detail));
      this.sketch.addEventListener("change", () => this.#showTool());
      this.board.addEventListener("select", ({ detail }) => this.#select(detail));
      this.board.addEventListener("change", () => this.#showChange());
      lmpDraw.listenToKeys({
        map: this.map, sketch: this.sketch, toolbar: this.toolbar, legend: this.info.workshop.legend,
        category: () => this.category,
        choose: (line) => { this.#crosshair = true; this.#choose(line); },
        useKind: (kind) => this.#useKind(kind),
        place: () => (this.#crosshair ? this.sketch.addAtCentre() : this.toolbar.actions.aim(true)),
        step: (name) => this.#step(name),
        escape: () => (this.card.isOpen ? this.#select(null) : this.#cancel()),
      });
      this.map.on("click", () => this.sketch.active || this.#select(null));
    }

    // --- what is done -----------------------------------------------------------------------------

    #put(drawn) {
      const geometry = shapes.turned(drawn, this.board.nearLongitude);
      const id = this.changes.put({ geometry, category_id: this.category.id, note: "" });
      this.#select(id, { isNew: true });
    }

    #step(name) {
      this.#select(null);
      if (this.changes[name]()) this.hint.textContent = word(`${name}ne`);
    }

    // What was typed counts, whichever way a person leaves the card.
    #keepTyped() {
      const { shown, seen, typed } = this.card;
      if (!shown || typed === null) return;
      this.card.close();
      this.changes.change(shown, { ...pick(seen), ...typed }, seen);
    }

    #remove(id) {
      this.#select(null);
      this.changes.change(id, null);
      this.hint.textContent = word("deleted");
    }

    async #addPhoto(id, file) {
      await this.photos.add(id, file);
      if (this.card.shown === id) this.#select(id);
    }

    // Once the server has a photo, its drawing says so; not before the drawing itself is known.
    #namePhoto(id, photo) {
      const feature = this.board.features.get(id);
      if (!feature) return this.board.loaded !== true ? false : null;
      if (!feature.deleted) this.changes.change(id, { ...pick(feature), photo });
      // What is being typed there now goes with this version, and meets nobody.
      if (this.card.shown === id) this.card.seen = this.board.features.get(id);
      return true;
    }

    // Category, validation: at once, with what was typed so far.
    #set(facts) {
      const { seen, typed } = this.card;
      this.card.close();
      // Answers belong to the questions of a category.
      const answers = facts.category_id ? { answers: [] } : {};
      this.changes.change(seen.feature_id, { ...pick(seen), ...typed, ...answers, ...facts }, seen);
      this.#select(seen.feature_id);
    }

    #back(id, content) {
      this.#select(null);
      if (!this.board.features.has(id)) return;
      this.changes.change(id, content);
      this.hint.textContent = word("wentBack");
    }

    // The next mark that is chosen means the same as this one.
    #beginMerge(id) {
      this.#select(null);
      this.correcting.merging = id;
      this.board.select(id);
      this.hint.textContent = word("mergeHint");
      this.tools.replaceChildren(button(word("cancel"), () => this.#cancel()));
    }

    #merge(otherId) {
      const [id, isMerged] = this.correcting.merge(otherId);
      this.#showTool();
      this.#select(id);
      this.hint.textContent = word(isMerged ? "mergedHint" : "chooseHint");
    }

    #reshape(id) {
      this.#select(null);
      this.correcting.reshape(id);
    }

    // --- what is shown ----------------------------------------------------------------------------

    #choose(line) {
      if (this.correcting?.reshapes) this.correcting.endReshape(false);
      this.#select(null);
      const again = this.category?.id === line.id;
      this.category = again ? null : line;
      if (again) this.sketch.cancel();
      else this.#useKind(line.kinds[0]);
    }

    #useKind(kind) {
      this.sketch.start({ kind, colour: this.category.colour });
      this.#showTool();
    }

    #select(id, { isNew = false } = {}) {
      const isMine = id !== null && this.changes.isMine(id);
      const mayChange = isMine || changesAll;
      if (this.correcting.merging && id !== null && mayChange) return this.#merge(id);
      this.#keepTyped();
      this.board.select(id);
      if (id === null) return this.card.close();
      const feature = this.board.features.get(id);
      this.card.show(feature, this.board.category(feature.category_id), { mayChange, isNew, isMine, leads: changesAll });
      this.panel.scrollTo({ top: 0 });
    }

    #showTool() {
      const { tool, editing } = this.sketch;
      if (!tool && !editing && !this.correcting?.reshapes) this.category = null;
      this.legend.show(this.category);
      document.body.classList.toggle("lmp-active", this.sketch.active);
      document.body.classList.toggle("lmp-aiming", this.#crosshair && tool !== null);
      this.hint.textContent = word(editing ? "editHint" : tool ? HINTS[tool.kind] : "chooseHint");
      this.toolbar.show(this.category, this.#crosshair);
    }

    #cancel() {
      if (this.correcting.merging) {
        this.correcting.merging = null;
        this.#showTool();
        return this.#select(null);
      }
      if (this.correcting?.reshapes) return this.correcting.endReshape(false);
      if (this.sketch.corners) return this.sketch.start(this.sketch.tool);
      this.sketch.cancel();
      this.#select(null);
    }

    #showChange() {
      const open = this.card.shown && this.board.features.get(this.card.shown);
      if (open?.deleted && !open.others?.length) this.#select(null);
      this.log.refreshSoon();
      this.list.show(this.board.drawn, (id) => this.board.category(id));
    }

    #find(id) {
      const geometry = shapes.turned(this.board.features.get(id).geometry, this.board.nearLongitude);
      const bounds = L.latLngBounds(shapes.latLngs(shapes.flat(geometry.coordinates)));
      if (!this.map.getBounds().contains(bounds)) this.map.panTo(bounds.getCenter());
      this.#select(id);
      this.card.focusNote();
    }
  }

})();
