/* What lies behind the places: nothing, land and neighbours, tiles of a file in the workspace, or
   tiles of another host where they are switched on. Which one is chosen stays on this machine. */
"use strict";

lmp.ready(({ map, coverage }) => {
  const { make, arcs } = lmp;
  const KEPT_AS = "lmp-basemap";
  const WORLD = "assets/basemap/world.arcs";
  const stage = map.getContainer();
  const picker = make("select", "lmp-base");
  const credit = stage.appendChild(make("div", "lmp-credit"));
  const pane = map.createPane("lmp-base");
  pane.style.zIndex = 150; // below the places
  credit.hidden = true;
  let layer = null;
  let shown = "";
  let world = null; // the promise of the land

  picker.addEventListener("change", () => {
    try { localStorage.setItem(KEPT_AS, picker.value); } catch { /* chosen for this once */ }
    // Only places where they lie have something behind them.
    if (picker.value && lmp.message()?.shape) lmp.views.choose({ shape: lmp.message().shapes.insets ? "map" : "" });
    draw();
  });
  const kept = () => {
    try { return localStorage.getItem(KEPT_AS) ?? ""; } catch { return ""; }
  };

  // The land as tiles of its own, without the country on the map, whose coast is finer.
  const Land = L.GridLayer.extend({
    createTile(coords, done) {
      const tile = document.createElement("canvas");
      const { x: side } = this.getTileSize();
      const ratio = Math.min(devicePixelRatio || 1, 2);
      tile.width = tile.height = side * ratio;
      this.options.land.then((land) => {
        const context = tile.getContext("2d");
        context.scale(ratio, ratio);
        paint(context, land, coords, side);
        done(null, tile);
      }, (error) => done(error, tile));
      return tile;
    },
  });

  function paint(context, { coverage: land, own }, { x, y, z }, side) {
    const scale = side * 2 ** z;
    const [west, north, span] = [x / 2 ** z, y / 2 ** z, 1 / 2 ** z];
    const box = land.placeBox;
    context.beginPath();
    for (let i = 0, k = 0; i < land.places; i++, k += 4) {
      if (i === own || box[k] > west + span || box[k + 2] < west || box[k + 1] > north + span || box[k + 3] < north) continue;
      arcs.trace(context, land, i, scale, west * scale, north * scale);
    }
    const style = getComputedStyle(stage);
    context.fillStyle = style.getPropertyValue("--lmp-map-neighbour");
    context.fill();
    context.strokeStyle = style.getPropertyValue("--lmp-map-neighbour-line");
    context.lineWidth = 0.8;
    context.stroke();
  }

  function readWorld() {
    world ??= fetch(`../${WORLD}`).then((answer) => answer.arrayBuffer()).then(arcs.decode);
    return world;
  }

  // The country on the map: the smallest that most of its places lie in or near.
  function ownCountry(land) {
    const found = new Map();
    for (let place = 0; place < coverage.places; place++) {
      const { lat, lng } = map.containerPointToLatLng(coverage.pointOf(place));
      const { x, y } = map.project([lat, ((((lng + 180) % 360) + 360) % 360) - 180], 0).divideBy(256);
      const best = nearest(land, x, y);
      found.set(best, (found.get(best) ?? 0) + 1);
    }
    return [...found].sort((a, b) => b[1] - a[1])[0]?.[0] ?? -1;
  }

  function nearest(land, x, y) {
    let [best, least] = [-1, Infinity];
    for (let i = 0; i < land.places; i++) {
      const [west, north, east, south] = land.placeBox.subarray(4 * i, 4 * i + 4);
      const away = Math.max(west - x, x - east, north - y, y - south, 0);
      const rank = away > 0.01 ? Infinity
        : arcs.contains(land, i, x, y) ? 0 : 1 + away * 1e4 + (east - west) * (south - north);
      if (rank < least) [best, least] = [i, rank];
    }
    return best;
  }

  function layerOf(base) {
    const bounds = base.bounds && L.latLngBounds([base.bounds[1], base.bounds[0]], [base.bounds[3], base.bounds[2]]);
    if (base.kind === "picture") return L.imageOverlay(base.address, bounds, { pane: "lmp-base" });
    const options = {
      pane: "lmp-base", minZoom: 0, maxZoom: 22, minNativeZoom: base.least_zoom, maxNativeZoom: base.deepest_zoom,
      bounds,
    };
    if (base.kind === "land") {
      const land = readWorld().then((decoded) => ({ coverage: decoded, own: ownCountry(decoded) }));
      return new Land({ pane: "lmp-base", land, updateWhenZooming: false });
    }
    if (base.kind === "vector") return new lmp.VectorTiles(base.address, options);
    return L.tileLayer(base.address, { ...options, referrerPolicy: "no-referrer" });
  }

  function draw() {
    const message = lmp.message();
    const bases = message?.bases ?? [];
    const { words } = message ?? {};
    picker.hidden = !bases.length;
    if (!bases.length) return;
    const wanted = bases.some(({ code }) => code === kept()) && !message.shape ? kept() : "";
    picker.setAttribute("aria-label", words.baseMap);
    picker.title = words.baseMap;
    picker.replaceChildren(...[{ code: "", name: words.baseNone }, ...bases].map(({ code, name }) => {
      const option = make("option", "", name);
      option.value = code;
      option.selected = code === kept();
      return option;
    }));
    document.querySelector(".lmp-time")?.append(picker);
    document.querySelector(".lmp-time").hidden = false;
    const key = `${wanted} ${message.boundaries}`;
    if (key === shown) return;
    shown = key;
    layer?.remove();
    const base = bases.find(({ code }) => code === wanted);
    layer = base ? layerOf(base).addTo(map) : null;
    document.body.classList.toggle("lmp-on-tiles", Boolean(base) && base.kind !== "land");
    document.body.classList.toggle("lmp-on-picture", base?.kind === "picture");
    credit.textContent = [base?.credit, base?.warning].filter(Boolean).join(" · ");
    credit.hidden = !credit.textContent;
  }

  lmp.on("message", draw);
  lmp.on("theme", () => { shown = ""; draw(); });
});
