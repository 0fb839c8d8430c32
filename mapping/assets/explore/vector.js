/* Vector tiles on canvas: the shapes of a Mapbox Vector Tile, a plain colour for each kind of layer.
   Read in a hundred lines: what lies behind a map of figures needs no style language and no labels.
   Format: https://github.com/mapbox/vector-tile-spec, version 2.1. */
"use strict";

(() => {
  const POLYGON = 3;
  const LINE = 2;
  // By words in the names of layers, in OpenMapTiles, Protomaps and Shortbread alike.
  const LOOKS = [
    [/water|ocean|river|stream|lake/i, "water"],
    [/building/i, "building"],
    [/road|street|transport|rail|highway|path/i, "road"],
    [/bound|admin/i, "boundary"],
    [/park|wood|forest|landcover|landuse|natural|green/i, "green"],
    [/earth|land/i, "land"],
  ];

  // Fields of a message of protocol buffers: calls field(number, value or bytes) for each.
  function read(bytes, field) {
    let at = 0;
    const varint = () => {
      let [value, weight, byte] = [0, 1, 0];
      do {
        byte = bytes[at++];
        value += (byte & 127) * weight;
        weight *= 128;
      } while (byte > 127 && at < bytes.length);
      return value;
    };
    while (at < bytes.length) {
      const tag = varint();
      const kind = tag & 7;
      if (kind === 0) field(tag >> 3, varint());
      else if (kind === 2) {
        const length = varint();
        field(tag >> 3, bytes.subarray(at, (at += length)));
      } else at += kind === 1 ? 8 : 4;
    }
  }

  function numbers(bytes) {
    const found = [];
    let [value, weight] = [0, 1];
    for (const byte of bytes) {
      value += (byte & 127) * weight;
      weight *= 128;
      if (byte > 127) continue;
      found.push(value);
      [value, weight] = [0, 1];
    }
    return found;
  }

  function readLayer(bytes) {
    const layer = { name: "", extent: 4096, features: [] };
    read(bytes, (number, value) => {
      if (number === 1) layer.name = new TextDecoder().decode(value);
      else if (number === 5) layer.extent = value || 4096;
      else if (number === 2) layer.features.push(readFeature(value));
    });
    return layer;
  }

  function readFeature(bytes) {
    const feature = { kind: 0, geometry: [] };
    read(bytes, (number, value) => {
      if (number === 3) feature.kind = value;
      else if (number === 4) feature.geometry = numbers(value);
    });
    return feature;
  }

  // Adds the commands of a geometry to the path of a canvas.
  function trace(context, geometry, scale) {
    let [x, y] = [0, 0];
    for (let at = 0; at < geometry.length;) {
      const [command, count] = [geometry[at] & 7, geometry[at] >> 3];
      at += 1;
      if (command === 7) { context.closePath(); continue; }
      for (let i = 0; i < count; i++, at += 2) {
        x += unfolded(geometry[at]);
        y += unfolded(geometry[at + 1]);
        if (command === 1) context.moveTo(x * scale, y * scale);
        else context.lineTo(x * scale, y * scale);
      }
    }
  }

  const unfolded = (folded) => (folded % 2 ? -(folded + 1) / 2 : folded / 2);

  function paint(context, bytes, side, style) {
    const layers = [];
    read(bytes, (number, value) => { if (number === 3) layers.push(readLayer(value)); });
    for (const { name, extent, features } of layers) {
      const look = LOOKS.find(([pattern]) => pattern.test(name))?.[1];
      if (!look) continue;
      const colour = style.getPropertyValue(`--lmp-base-${look}`);
      for (const kind of [POLYGON, LINE]) {
        context.beginPath();
        for (const feature of features) if (feature.kind === kind) trace(context, feature.geometry, side / extent);
        if (kind === POLYGON) { context.fillStyle = colour; context.fill(); }
        else { context.strokeStyle = colour; context.lineWidth = look === "road" ? 1.2 : 1; context.stroke(); }
      }
    }
  }

  lmp.VectorTiles = L.GridLayer.extend({
    initialize(address, options) {
      this.address = address;
      L.GridLayer.prototype.initialize.call(this, options);
    },
    createTile(coords, done) {
      const tile = document.createElement("canvas");
      const { x: side } = this.getTileSize();
      const ratio = Math.min(devicePixelRatio || 1, 2);
      tile.width = tile.height = side * ratio;
      fetch(L.Util.template(this.address, coords)).then(async (answer) => {
        if (answer.status === 200) {
          const context = tile.getContext("2d");
          context.scale(ratio, ratio);
          paint(context, new Uint8Array(await answer.arrayBuffer()), side, getComputedStyle(tile.ownerDocument.body));
        }
        done(null, tile);
      }).catch((error) => done(error, tile));
      return tile;
    },
  });
})();
