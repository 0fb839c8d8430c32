/* The bar under the map: periods on a line of time with play, several maps at once, other shapes.
   Periods lie where they are in time, so that years without figures are seen as a gap. */
"use strict";

lmp.ready(({ map }) => {
  const { make, views } = lmp;
  const STEP_MS = 1600;
  const bar = make("div", "lmp-time");
  bar.hidden = true;
  bar.setAttribute("role", "group");
  const play = bar.appendChild(button("lmp-play", () => (playing ? stop() : start())));
  const line = bar.appendChild(make("div", "lmp-line"));
  line.tabIndex = 0;
  line.setAttribute("role", "slider");
  const label = bar.appendChild(make("output", "lmp-now"));
  const compare = bar.appendChild(picker((value) => chooseCompare(value)));
  const against = bar.appendChild(picker((value) => views.choose({ against: value })));
  const shape = bar.appendChild(picker((value) => views.choose({ shape: value })));
  map.getContainer().after(bar);
  let playing = null;
  let drawn = "";

  function button(className, act) {
    const element = make("button", className);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  function picker(change) {
    const box = make("select");
    box.addEventListener("change", () => change(box.value));
    return box;
  }

  function fill(box, name, options, value) {
    box.setAttribute("aria-label", name);
    box.title = name;
    box.replaceChildren(...options.map(([code, text]) => {
      const option = make("option", "", text);
      option.value = code;
      option.selected = code === value;
      return option;
    }));
    box.hidden = options.length < 2;
  }

  const at = () => views.timeline().findIndex(({ period }) => period === views.chosen.period);

  function step(by, around = false) {
    const { length } = views.timeline();
    const next = around ? (at() + by + length) % length : Math.min(Math.max(at() + by, 0), length - 1);
    if (length) views.choose({ period: views.timeline()[next].period });
  }

  function start() {
    playing = setInterval(() => step(1, true), STEP_MS);
    step(1, true);
    drawPlay();
  }

  function stop() {
    clearInterval(playing);
    playing = null;
    drawPlay();
  }

  function drawPlay() {
    const { words } = lmp.message() ?? {};
    play.toggleAttribute("data-playing", Boolean(playing)); // its sign is drawn: not every font has one
    play.setAttribute("aria-label", (playing ? words?.pause : words?.play) ?? "");
    play.title = play.getAttribute("aria-label");
  }

  function chooseCompare(value) {
    stop();
    const others = views.timeline().filter(({ period }) => period !== views.chosen.period);
    const before = views.timeline()[at() - 1] ?? others[0];
    views.choose({ compare: value, against: value ? views.chosen.against || before.period : "" });
  }

  line.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -99, End: 99 }[event.key];
    if (event.key === " ") play.click();
    else if (by) { stop(); step(by); } else return;
    event.preventDefault();
  });
  line.addEventListener("pointerdown", (event) => {
    const box = line.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const shares = positions(views.timeline());
    const nearest = shares.reduce((best, one, index) => (
      Math.abs(one - share) < Math.abs(shares[best] - share) ? index : best), 0);
    stop();
    views.choose({ period: views.timeline()[nearest].period });
  });

  // Where each period lies on the line, from 0 to 1.
  function positions(periods) {
    const years = periods.map(({ at: year }) => year);
    const even = years.some((year) => year === null) || new Set(years).size < years.length;
    const [first, last] = [Math.min(...years), Math.max(...years)];
    return periods.map((_, index) => (
      even ? index / (periods.length - 1) : (years[index] - first) / (last - first)) * 0.94 + 0.03);
  }

  function drawLine(periods) {
    const shares = positions(periods);
    line.replaceChildren(...periods.map((item, index) => {
      const tick = make("span", "lmp-tick");
      tick.style.insetInlineStart = `${100 * shares[index]}%`;
      tick.title = item.label;
      return tick;
    }));
  }

  function draw(message) {
    if (!message) return;
    const { words } = message;
    const periods = views.timeline();
    const { period, compare: how, against: other, shape: form } = views.chosen;
    const shapes = Object.keys(message.shapes ?? {});
    if (playing && periods.length < 2) stop();
    bar.hidden = periods.length < 2 && !shapes.length;
    bar.setAttribute("aria-label", words.viewOf);
    const known = JSON.stringify(periods);
    if (known !== drawn && periods.length > 1) drawLine(periods);
    drawn = known;
    const isDifference = how === "difference";
    for (const part of [play, line, label]) part.hidden = periods.length < 2 || isDifference;
    [...line.children].forEach((tick, index) => tick.classList.toggle("lmp-here", index === at()));
    line.setAttribute("aria-label", words.period);
    line.setAttribute("aria-valuemin", "0");
    line.setAttribute("aria-valuemax", String(Math.max(periods.length - 1, 0)));
    line.setAttribute("aria-valuenow", String(Math.max(at(), 0)));
    label.textContent = periods[at()]?.label ?? "";
    line.setAttribute("aria-valuetext", label.textContent);
    drawPlay();
    drawPickers(words, periods, how, other, period);
    const forms = shapes.includes("insets") ? ["", "map", ...shapes.filter((code) => code !== "insets")] : ["", ...shapes];
    const nameOf = (code) => words[`shape_${code || (forms[1] === "map" ? "insets" : "map")}`];
    fill(shape, words.shape, shapes.length ? forms.map((code) => [code, nameOf(code)]) : [], form);
  }

  function drawPickers(words, periods, how, other, period) {
    const canSwitch = periods.every(({ key }) => key);
    // The change is worked out by the page: a file on its own has none.
    const ways = ["", ...(canSwitch ? ["multiples", "side", "swipe"] : []), ...(parent === window ? [] : ["difference"])];
    fill(compare, words.compare, periods.length < 2 ? []
      : ways.map((code) => [code, words[`compare_${code || "none"}`]]), how);
    const others = ["side", "swipe", "difference"].includes(how)
      ? periods.filter((item) => item.period !== period) : [];
    fill(against, words.against, others.map((item) => [item.period, item.label]), other);
  }

  lmp.on("views", () => draw(lmp.message()));
  lmp.on("coming", draw);
  lmp.on("message", draw);
});
