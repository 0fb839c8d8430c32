// Drawing and reshaping by mouse, finger and keyboard, one way for all three: corners are placed one
// by one, by a tap or under the crosshair in the middle of the map.
"use strict";

(() => {
  const { make } = lmpDraw;
  const { latLngs, turned } = lmpDraw.shapes;
  const SAME_PX = 12; // a tap this near a corner means the corner
  const STEP_PX = 8;
  const STEPS = {
    ArrowLeft: [-STEP_PX, 0], ArrowRight: [STEP_PX, 0], ArrowUp: [0, -STEP_PX], ArrowDown: [0, STEP_PX],
  };
  const MOST_CORNERS = 4998;
  const DIGITS = 7;
  const LEAST = { point: 1, line: 2, area: 3 };

  class Sketch extends EventTarget {
    #corners = [];
    #layers = L.layerGroup();
    #handles = L.layerGroup();
    #pointer = null;

    constructor(map) {
      super();
      this.map = map;
      this.tool = null; // {kind, colour}
      this.editing = null; // {kind, closed}
      this.#layers.addTo(map);
      this.#handles.addTo(map);
      map.createPane("lmp-sketch").style.zIndex = 620;
      map.on("click", ({ latlng }) => this.tool && this.add(latlng));
      map.on("mousemove", ({ latlng }) => this.#point(latlng));
      map.on("mouseout", () => this.#point(null));
    }

    get corners() { return this.#corners.length; }
    get canFinish() { return this.tool !== null && this.#corners.length >= LEAST[this.tool.kind]; }
    get active() { return this.tool !== null || this.editing !== null; }

    start(tool) {
      this.#reset();
      this.tool = tool;
      this.map.doubleClickZoom.disable();
      this.map.getContainer().classList.add("lmp-drawing");
      this.#changed();
    }

    cancel() {
      this.#reset();
      this.#changed();
    }

    #reset() {
      this.tool = this.editing = null;
      this.#corners = [];
      this.#handles.clearLayers();
      this.map.doubleClickZoom.enable();
      this.map.getContainer().classList.remove("lmp-drawing");
    }

    addAtCentre() { this.add(this.map.getCenter()); }

    add(latlng) {
      if (this.tool.kind === "point") {
        this.#corners = [latlng];
        return this.finish();
      }
      const closing = this.tool.kind === "area" ? this.#corners[0] : null;
      const last = this.#corners.at(-1);
      // The second tap of a double tap, or one on the corner that ends the shape.
      if ((last && this.#near(last, latlng)) || (closing && this.#near(closing, latlng))) {
        if (this.canFinish) this.finish();
        return;
      }
      if (this.#corners.length >= MOST_CORNERS) return;
      this.#corners.push(latlng);
      this.#changed();
    }

    removeLast() {
      this.#corners.pop();
      this.#changed();
    }

    // Hands the shape over and is ready for the next one of its kind.
    finish() {
      if (!this.canFinish) return false;
      const geometry = toGeometry(this.tool.kind, this.#corners);
      this.#corners = [];
      this.#changed();
      this.dispatchEvent(new CustomEvent("finished", { detail: geometry }));
      return true;
    }

    // Handles on the corners of a shape, until `geometry()` is taken or it is cancelled.
    edit(geometry, nearLongitude, colour) {
      this.#reset();
      const kind = { Point: "point", LineString: "line", Polygon: "area" }[geometry.type];
      const { coordinates } = turned(geometry, nearLongitude);
      const outer = kind === "point" ? [coordinates] : kind === "line" ? coordinates : coordinates[0].slice(0, -1);
      this.#corners = latLngs(outer).map((pair) => L.latLng(pair));
      this.editing = { kind, colour };
      this.#changed();
      this.#makeHandles();
    }

    geometry() { return toGeometry(this.editing.kind, this.#corners); }

    #near(one, other) {
      const place = (latlng) => this.map.latLngToContainerPoint(latlng);
      return place(one).distanceTo(place(other)) < SAME_PX;
    }

    #point(latlng) {
      this.#pointer = latlng;
      if (this.tool && this.#corners.length) this.#draw();
    }

    #changed() {
      this.#draw();
      this.dispatchEvent(new Event("change"));
    }

    #draw() {
      this.#layers.clearLayers();
      const { kind, colour } = this.tool ?? this.editing ?? {};
      if (!kind || !this.#corners.length) return;
      const look = { pane: "lmp-sketch", color: colour, weight: 4, interactive: false };
      if (kind !== "point") {
        const make = kind === "area" && this.#corners.length > 2 ? L.polygon : L.polyline;
        const svg = (this.svg ??= L.svg({ pane: "lmp-sketch" }));
        this.#layers.addLayer(make(this.#corners, { ...look, renderer: svg, fillOpacity: 0.2 }));
        if (this.tool && this.#pointer) {
          const thread = [this.#corners.at(-1), this.#pointer];
          this.#layers.addLayer(L.polyline(thread, { ...look, renderer: svg, weight: 2, dashArray: "4 6" }));
        }
        if (this.tool) {
          for (const corner of this.#corners) {
            this.#layers.addLayer(L.circleMarker(corner, {
              ...look, renderer: svg, radius: 6, weight: 3, fillColor: "#ffffff", fillOpacity: 1,
            }));
          }
        }
      }
    }

    #makeHandles() {
      this.#handles.clearLayers();
      this.#corners.forEach((corner, index) => this.#handles.addLayer(this.#cornerHandle(corner, index)));
      const { kind } = this.editing;
      const sides = kind === "area" ? this.#corners.length : kind === "line" ? this.#corners.length - 1 : 0;
      for (let index = 0; index < sides; index++) this.#handles.addLayer(this.#sideHandle(index));
      if (kind !== "point") this.#handles.addLayer(this.#wholeHandle());
    }

    // In the middle: takes all of the shape along.
    #wholeHandle() {
      const middle = L.latLngBounds(this.#corners).getCenter();
      const handle = marker(middle, "lmp-handle lmp-handle-whole");
      let [last, start] = [middle, this.#corners];
      const moveTo = ({ lat, lng }) => {
        this.#corners = start.map((corner) => L.latLng(corner.lat + lat - middle.lat, corner.lng + lng - middle.lng));
        this.#changed();
      };
      handle.on("drag", ({ latlng }) => moveTo(last = latlng));
      handle.on("dragend", () => this.#makeHandles());
      handle.on("add", () => handle.getElement().addEventListener("keydown", (event) => {
        const step = STEPS[event.key];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        moveTo(this.map.containerPointToLatLng(this.map.latLngToContainerPoint(last).add(step)));
        this.#makeHandles();
        this.map.getContainer().querySelector(".lmp-handle-whole")?.focus();
      }));
      return handle;
    }

    #cornerHandle(corner, index) {
      const handle = marker(corner, "lmp-handle");
      handle.on("drag", ({ latlng }) => this.#move(index, latlng));
      handle.on("dragend", () => this.#makeHandles());
      handle.on("click", () => this.#remove(index));
      handle.on("add", () => handle.getElement().addEventListener("keydown", (event) => this.#key(event, index)));
      return handle;
    }

    #sideHandle(index) {
      const next = this.#corners[(index + 1) % this.#corners.length];
      const middle = L.latLng((this.#corners[index].lat + next.lat) / 2, (this.#corners[index].lng + next.lng) / 2);
      const handle = marker(middle, "lmp-handle lmp-handle-side");
      const insert = (latlng) => this.#corners.splice(index + 1, 0, latlng);
      handle.on("dragstart", () => insert(handle.getLatLng()));
      handle.on("drag", ({ latlng }) => this.#move(index + 1, latlng));
      handle.on("dragend", () => this.#makeHandles());
      handle.on("click", () => { insert(middle); this.#changed(); this.#makeHandles(); });
      return handle;
    }

    #move(index, latlng) {
      this.#corners[index] = latlng;
      this.#changed();
    }

    #remove(index) {
      if (this.#corners.length <= LEAST[this.editing.kind]) return;
      this.#corners.splice(index, 1);
      this.#changed();
      this.#makeHandles();
    }

    #key(event, index) {
      const step = STEPS[event.key];
      if (!step && event.key !== "Delete") return;
      event.preventDefault();
      event.stopPropagation();
      if (!step) return this.#remove(index);
      const point = this.map.latLngToContainerPoint(this.#corners[index]).add(step);
      this.#move(index, this.map.containerPointToLatLng(point));
      this.#makeHandles();
      this.map.getContainer().querySelectorAll(".lmp-handle:not(.lmp-handle-side)")[index]?.focus();
    }
  }

  function marker(latlng, className) {
    const icon = L.divIcon({ className, iconSize: [28, 28], html: make("span") });
    return L.marker(latlng, { icon, draggable: true, autoPan: true, pane: "lmp-sketch", bubblingMouseEvents: false });
  }

  function toGeometry(kind, corners) {
    const round = (number) => Number(number.toFixed(DIGITS));
    const positions = corners.map(({ lng, lat }) => [round(lng), round(Math.max(-90, Math.min(90, lat)))]);
    if (kind === "point") return { type: "Point", coordinates: positions[0] };
    if (kind === "line") return { type: "LineString", coordinates: positions };
    return { type: "Polygon", coordinates: [[...positions, positions[0]]] };
  }

  lmpDraw.Sketch = Sketch;
})();
