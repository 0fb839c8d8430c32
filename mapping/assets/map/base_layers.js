/* Layers behind the places: land and neighbours, tiles, pictures, as `base_maps` of the server names
   them. lmp.baseLayers(map, coverage) gives what makes a layer of one of these. */
"use strict";

lmp.baseLayers = (map, coverage) => {
  const { arcs } = lmp;
  const WORLD = "assets/basemap/world.arcs";
  let world = null; // the promise of the land
  map.createPane("lmp-base").style.zIndex = 150; // below the places

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
    const style = getComputedStyle(map.getContainer());
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

  return layerOf;
};
