/* The wall: one key gives large type and high contrast and hides what can be pressed. There a clicker's
   page keys step through the saved views, and L or the clicker's key for a blank screen hides the legend,
   so that a group can guess first, and shows it again. A view that was seen is shown again at once, and
   the page is told a moment later. */
"use strict";

lmp.ready(({ map, coverage }) => {
  const { make } = lmp;
  const TELL_AFTER_MS = 700;
  const seen = new Map(); // messages of the saved views, by their place in the list
  let seenOf = ""; // which list, and in which language
  let telling = null; // a timer
  const root = document.documentElement;
  const stage = map.getContainer();
  const title = document.body.appendChild(make("h1", "lmp-wall-title"));
  const wall = stage.appendChild(make("button", "lmp-wall"));
  wall.type = "button";
  wall.title = "Alt+P";
  wall.setAttribute("aria-keyshortcuts", "Alt+P");
  wall.addEventListener("click", (event) => {
    event.stopPropagation();
    toggle();
  });
  L.DomEvent.disableClickPropagation(wall);

  function toggle(on = !lmp.onWall) {
    lmp.onWall = on;
    root.dataset.theme = on ? "projector" : lmp.pageTheme ?? "light";
    document.body.classList.remove("lmp-no-legend");
    if (on) root.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen();
    coverage.refresh();
    lmp.emit("theme", root.dataset.theme);
    if (on) stage.focus({ preventScroll: true });
    name();
  }

  const name = () => {
    const message = lmp.message();
    wall.textContent = (lmp.onWall ? message?.words.leaveWall : message?.words.wall) ?? "";
    wall.hidden = !wall.textContent;
    title.textContent = message?.title ?? "";
  };

  function step(by) {
    const { length, at } = lmp.message()?.saved ?? { length: 0 };
    if (!length) return;
    const next = at === null ? (by > 0 ? 0 : length - 1) : at + by;
    if (next < 0 || next >= length) return;
    clearTimeout(telling);
    telling = setTimeout(() => lmp.send({ type: "saved_view_asked", number: next }), seen.has(next) ? TELL_AFTER_MS : 0);
    if (seen.has(next)) lmp.receive(seen.get(next));
  }

  lmp.on("sent", (message) => {
    const { list, at } = message.saved ?? {};
    const known = `${list} ${message.language}`;
    if (known !== seenOf) seen.clear();
    seenOf = known;
    if (Number.isInteger(at)) seen.set(at, message);
  });

  function heed(event) {
    if (event.key.toLowerCase() === "p" && event.altKey) toggle();
    else if (!lmp.onWall || event.altKey || event.ctrlKey || event.metaKey) return;
    else if (event.key === "PageDown") step(1);
    else if (event.key === "PageUp") step(-1);
    // B and the full stop are the keys that a clicker has for a blank screen.
    else if (["l", "b", "."].includes(event.key.toLowerCase())) document.body.classList.toggle("lmp-no-legend");
    else if (event.key === "Escape") toggle(false);
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", heed);
  // Keys that were pressed in the page around the frame.
  addEventListener("message", ({ source, origin, data }) => {
    if (source === parent && origin === location.origin && data?.type === "lmp:key") {
      heed({ key: data.key, altKey: data.altKey, preventDefault() {} });
    }
  });
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && lmp.onWall) toggle(false);
  });
  lmp.on("message", name);
});
