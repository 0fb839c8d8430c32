/* Chooses what lies behind the places: nothing, land and neighbours, tiles of a file in the workspace,
   or tiles of another host where they are switched on. Which one is chosen stays on this machine. */
"use strict";

lmp.ready(({ map, coverage }) => {
  const { make } = lmp;
  const KEPT_AS = "lmp-basemap";
  const stage = map.getContainer();
  const picker = make("select", "lmp-base");
  const credit = stage.appendChild(make("div", "lmp-credit"));
  const layerOf = lmp.baseLayers(map, coverage);
  credit.hidden = true;
  let layer = null;
  let shown = "";

  picker.addEventListener("change", () => {
    try { localStorage.setItem(KEPT_AS, picker.value); } catch { /* chosen for this once */ }
    // Only places where they lie have something behind them.
    if (picker.value && lmp.message()?.shape) lmp.views.choose({ shape: lmp.message().shapes.insets ? "map" : "" });
    draw(lmp.message());
  });
  const kept = () => {
    try { return localStorage.getItem(KEPT_AS) ?? ""; } catch { return ""; }
  };

  function offer({ bases = [], words }) {
    picker.hidden = !bases.length;
    if (!bases.length) return;
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
  }

  function draw(message) {
    if (!message) return;
    const { bases = [] } = message;
    offer(message);
    if (!bases.length) return;
    const wanted = bases.some(({ code }) => code === kept()) && !message.shape ? kept() : "";
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

  lmp.on("coming", offer);
  lmp.on("message", draw);
  lmp.on("theme", () => { shown = ""; draw(lmp.message()); });
});
