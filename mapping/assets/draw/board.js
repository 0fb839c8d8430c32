// What stands on the map: what the server has, and over it what this device has drawn meanwhile.
"use strict";

(() => {
  const { ask, make, word } = lmpDraw;
  const { layersOf, turned } = lmpDraw.shapes;
  const PHONE_POLL_MS = 2000;
  const WALL_POLL_MS = 1000; // one in a hall, and all look at it
  const LONGEST_POLL_MS = 8000;

  class Board extends EventTarget {
    #server = new Map(); // feature_id -> as the server sent it
    #acked = []; // operations the server has, but has not sent back yet
    #seq = 0;
    #layers = new Map(); // feature_id -> {group, look}
    #timer = 0;
    #polling = false;
    #features = new Map();

    constructor(map, info, { outbox = null, scale = 1, interactive = true }) {
      super();
      Object.assign(this, { map, outbox, scale, interactive, selected: null });
      this.categories = new Map(info.workshop.legend.map((line) => [line.id, line]));
      const [west, , east] = info.workshop.bounds;
      this.nearLongitude = (west + east) / 2;
      map.createPane("lmp-drawn").style.zIndex = 450;
      this.renderer = L.canvas({ pane: "lmp-drawn", padding: 0.3, tolerance: 8 }).addTo(map);
      outbox?.addEventListener("change", () => this.refresh());
      outbox?.addEventListener("acked", ({ detail }) => this.#acked.push(detail));
      outbox?.addEventListener("acked", () => this.pollSoon());
      addEventListener("online", () => this.pollSoon());
      document.addEventListener("visibilitychange", () => document.hidden || this.pollSoon());
      this.refresh();
      this.poll();
    }

    get features() { return this.#features; }
    get drawn() { return this.#standing((feature) => !feature.remark); }
    get rounds() { return this.#standing(({ remark }) => remark === "round"); }
    comments(id) { return this.#standing(({ remark, about }) => remark === "comment" && about === id); }
    category(id) { return this.categories.get(id); }

    #standing(wanted) {
      return [...this.#features.values()].filter((feature) => !feature.deleted && wanted(feature));
    }

    pollSoon() {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.poll(), 30);
    }

    async poll() {
      if (this.#polling) return;
      this.#polling = true;
      clearTimeout(this.#timer);
      let wait = this.interactive ? PHONE_POLL_MS : WALL_POLL_MS;
      try {
        this.#take(await ask(`features?since=${this.#seq}`));
        this.#report(true);
      } catch (error) {
        wait = LONGEST_POLL_MS / 2;
        this.#report(error.status !== 0 && error.status < 500, error.status === 403);
      }
      this.#polling = false;
      // A page nobody looks at asks less often; what it draws itself does not wait for this.
      this.#timer = setTimeout(() => this.poll(), document.hidden ? LONGEST_POLL_MS : wait);
    }

    // Whether the server answers, and whether the code that opened it has ended.
    #report(reachable, ended = false) {
      if (this.reachable === reachable && this.ended === ended) return;
      Object.assign(this, { reachable, ended });
      this.dispatchEvent(new CustomEvent("reachable", { detail: reachable }));
      if (reachable) this.outbox?.flush();
    }

    #take({ seq, features, redacted }) {
      if (seq < this.#seq) { // an earlier backup was restored: begin again
        this.#server.clear();
        this.#acked = [];
        this.#seq = 0;
        return this.pollSoon();
      }
      this.#seq = seq;
      for (const feature of features) this.#server.set(feature.feature_id, feature);
      for (const id of redacted) this.#forget(id);
      this.#acked = this.#acked.filter(({ ack }) => ack.seq > seq);
      if (features.length || redacted.length || !this.loaded) this.refresh();
      this.loaded = true;
    }

    // Erased for good by an administrator: this device keeps nothing of it either.
    #forget(id) {
      this.#server.delete(id);
      this.#acked = this.#acked.filter(({ operation }) => operation.feature_id !== id);
      this.outbox?.forget(id);
    }

    // Works out what stands now and repaints what changed.
    refresh() {
      const features = new Map(this.#server);
      for (const { operation, ack } of this.#acked) apply(features, operation, ack);
      for (const operation of this.outbox?.operations() ?? []) apply(features, operation, null);
      this.#features = features;
      for (const id of this.#layers.keys()) if (!features.has(id)) this.#erase(id);
      for (const feature of features.values()) this.#paint(feature);
      this.dispatchEvent(new Event("change"));
    }

    select(id) {
      const before = this.selected;
      this.selected = id;
      for (const one of [before, id]) if (this.#features.has(one)) this.#paint(this.#features.get(one));
    }

    // While a shape is being changed, its old form would be in the way.
    hide(id) {
      this.hidden = id;
      this.refresh();
    }

    setHalo(colour) {
      this.halo = colour;
      this.refresh();
    }

    // Shows only some features; `null` shows all.
    setFilter(wanted) {
      this.filter = wanted;
      this.refresh();
    }

    // Short texts beside marks, as the numbers of a vote; a Map by feature, or null.
    setBadges(badges) {
      this.badges = badges;
      this.refresh();
    }

    #badge(feature) { return this.badges ? this.badges.get(feature.feature_id) ?? "" : feature.validated ? "✓" : ""; }

    #paint(feature) {
      if (feature.remark) return;
      const id = feature.feature_id;
      const isShown = this.hidden !== id && (this.filter?.(feature) ?? true);
      const isSelected = id === this.selected;
      const look = JSON.stringify([
        feature.geometry, feature.category_id, feature.deleted, feature.waiting, isSelected, isShown, this.#badge(feature),
        feature.others?.map(({ version }) => version), this.halo,
      ]);
      if (this.#layers.get(id)?.look === look) return;
      this.#erase(id);
      const group = L.layerGroup();
      if (isShown) {
        if (!feature.deleted) this.#add(group, feature, feature, { selected: isSelected });
        for (const { content } of feature.others ?? []) {
          if (content) this.#add(group, feature, content, { dashed: true, faint: true, selected: isSelected });
        }
      }
      this.#layers.set(id, { group: group.addTo(this.map), look });
      // Areas lie below what is drawn in them, whichever came first.
      for (const layer of group.getLayers().reverse()) if (layer.options.below) layer.bringToBack();
    }

    #add(group, feature, content, options) {
      const geometry = turned(content.geometry, this.nearLongitude);
      const category = this.category(content.category_id);
      const halo = this.halo ?? "#ffffff";
      const all = { ...options, scale: this.scale, renderer: this.renderer, halo, badge: this.#badge(feature) };
      for (const layer of layersOf(geometry, category, all)) {
        if (this.interactive && layer.options.interactive) {
          layer.on("click", (event) => this.#clicked(event, feature.feature_id));
          layer.bindTooltip(() => this.#tip(feature), { sticky: true, direction: "top", className: "lmp-tip" });
        }
        group.addLayer(layer);
      }
    }

    #clicked(event, id) {
      if (this.busy?.()) return; // a corner is being placed on top of this shape
      L.DomEvent.stopPropagation(event);
      this.dispatchEvent(new CustomEvent("select", { detail: id }));
    }

    // Leaflet takes an element here and text as HTML: always an element.
    #tip(feature) {
      const tip = make("span");
      tip.append(make("strong", "", this.category(feature.category_id)?.label ?? ""));
      if (feature.note) tip.append(make("span", "lmp-tip-note", feature.note));
      if (feature.others?.length) tip.append(make("em", "", word("conflict")));
      return tip;
    }

    #erase(id) {
      this.#layers.get(id)?.group.remove();
      this.#layers.delete(id);
    }
  }

  // An operation of this device on what the server sent, as the server will see it.
  function apply(features, operation, ack) {
    const before = features.get(operation.feature_id);
    if (ack && before?.version >= ack.version) return;
    const { op_id, kind, base_version, drawn_at, feature_id, actor, group, ...content } = operation;
    const version = ack?.version ?? base_version + 1;
    const hasContent = kind === "put" || kind === "edit";
    if (ack?.conflict && before) {
      const other = { version, kind, content: hasContent ? content : null };
      features.set(feature_id, { ...before, version, others: [...(before.others ?? []), other] });
      return;
    }
    if (!before && !hasContent) return;
    features.set(feature_id, {
      feature_id, others: [], group, ...before, ...content, version, waiting: !ack, actor, deleted: kind === "delete",
    });
  }

  lmpDraw.Board = Board;
})();
