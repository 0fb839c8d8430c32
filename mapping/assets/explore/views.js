/* What a person chose to see of the page's map, beyond what the page sent: another of its periods,
   other classes and colours, another shape of the places, several maps at once. It changes here,
   without asking the page; the page is told a moment later, so that the address follows.

     lmp.views.chosen                     { period, compare, against, shape, scheme, classes, palette }
     lmp.views.choose({ period: "2009" }) shows it
     lmp.views.edit({ title, breaks }, { scheme: "manual" })    asks the page for it
     lmp.views.timeline()                 the periods of the map, oldest first; [] for one alone
     await lmp.views.messageOf(period)    the message of a period, null when it is not here
     lmp.on("views", ({ page }) => ...)   page: whether the page changed it */
"use strict";

(() => {
  const TELL_AFTER_MS = 700;
  const ANSWERED_MS = 5000; // by then the page's answer is here, or none will come
  const FROM_PAGE = ["difference"]; // maps that the page works out
  const nothing = { period: "", compare: "", against: "", shape: "", scheme: "", classes: "", palette: "" };
  let base = null; // the page's message
  let chosen = { ...nothing };
  let told = null; // a timer while the page is still to be told
  let toldAt = -Infinity;
  let place = ""; // code of the one that is selected
  let turn = 0;

  lmp.derive = async (message) => {
    const before = base;
    base = message;
    place = message.selected ?? "";
    const answered = Object.keys(nothing).every((part) => (message.view?.[part] ?? "") === chosen[part]);
    // A message that was on its way while a person went on choosing must not take them back.
    const isLate = told || (!answered && performance.now() - toldAt < ANSWERED_MS);
    if (!isLate || series(before) !== series(message)) chosen = { ...nothing, ...message.view };
    lmp.emit("views", { page: true });
    return (await derived()) ?? message;
  };

  // The page heeds one event at a time, the newest: what was chosen before goes along with it.
  const send = lmp.send;
  lmp.send = (event) => {
    if (event.type === "place_clicked") place = event.place_code;
    if (event.type === "place_clicked" && told) tell(0);
    else send(event);
  };

  const series = (message) => JSON.stringify([message?.boundaries, message?.timeline?.map(({ key }) => key)]);

  const timeline = () => base?.timeline ?? [];

  async function choose(change) {
    const next = { ...chosen, ...change };
    const isNew = Object.keys(next).some((part) => next[part] !== chosen[part]);
    if (!isNew || !base) return;
    const crossesPage = [next, chosen].some(({ compare }) => FROM_PAGE.includes(compare))
      && ["period", "compare", "against"].some((part) => next[part] !== chosen[part]);
    chosen = next;
    lmp.emit("views", { page: false });
    const mine = ++turn;
    const message = crossesPage ? null : await derived();
    if (mine !== turn) return; // the next is chosen already
    tell(message ? TELL_AFTER_MS : 0);
    if (message) await lmp.show(message);
  }

  function tell(after) {
    clearTimeout(told);
    told = setTimeout(() => {
      told = null;
      toldAt = performance.now();
      send({ type: "view_chosen", ...chosen, place_code: place });
    }, after);
  }

  // What cannot be seen before the page has answered.
  function edit(change, look) {
    clearTimeout(told);
    told = null;
    toldAt = performance.now();
    chosen = { ...chosen, ...look };
    send({ type: "legend_edited", ...change, ...chosen, place_code: place });
  }

  // The message of what is chosen; null where only the page can make it.
  async function derived() {
    const message = await messageOf(chosen.period);
    return message && shaped(message);
  }

  function shaped(message) {
    // Without a choice, islands far from one another stand in frames; points need places as they lie.
    const wanted = chosen.shape || (message.points ? "map" : "insets");
    const shape = message.shapes?.[wanted];
    if (!shape) return message;
    const notes = wanted === "insets" ? [...message.notes, message.words.insetsNote] : message.notes;
    return { ...message, notes, geo: [shape], shape: wanted };
  }

  async function messageOf(period) {
    const message = FROM_PAGE.includes(chosen.compare) ? base : await framed(period);
    return message && lmp.dressed(message, { ...nothing, ...base.view }, chosen);
  }

  async function framed(period) {
    const entry = timeline().find((item) => item.period === period);
    if (!entry || period === base.view?.period) return base;
    if (!entry.key) return null;
    const body = await lmp.resource(`values/${entry.key}`);
    if (!body) return null;
    const { legend } = base;
    return {
      ...base, classes: body.classes, sizes: body.sizes ?? null, hatch: body.hatch ?? null, losses: body.losses ?? null, spoken: body.spoken, values: entry.key,
      title: entry.title, notes: entry.notes,
      legend: {
        ...legend,
        period: entry.label,
        classes: legend.classes.map((item, index) => ({ ...item, count: entry.counts[index] })),
        marks: legend.marks.map((item) => ({ ...item, count: entry.marks[item.letter] ?? item.count })),
      },
    };
  }

  lmp.views = { get chosen() { return chosen; }, choose, edit, timeline, messageOf, shaped };
})();
