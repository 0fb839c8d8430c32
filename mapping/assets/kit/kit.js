/* One file with many maps: a bar to choose indicator and period, and the profiles in a frame.
   Texts go in with textContent; a profile is a document of its own that runs no script. */
"use strict";

(() => {
  const { make } = lmp;
  let kits = null; // by language
  let language = "";
  let profiles = null; // { shared, own, documents } of all languages
  let kit = null; // { words, choices, views } of the language
  let first = null; // the message that stands in the file
  let at = 0; // number of the view shown
  let dialog = null;

  let followed = () => {};
  lmp.on("views", () => followed());
  lmp.openProfile = (index) => lmp.places().then(({ codes }) => openProfile(codes[index]));
  lmp.ready(start);

  async function start() {
    first = JSON.parse(document.getElementById("lmp-embedded").textContent).message;
    document.body.classList.add("lmp-kit");
    const bar = make("header", "kit-bar");
    document.body.prepend(bar);
    if (!window.DecompressionStream) return bar.append(make("p", "", first.words.tooOld));
    let values;
    ({ languages: kits, values, profiles } = await unpacked("lmp-kit"));
    lmp.hold(values);
    speak(Object.keys(kits)[0], bar);
  }

  // Everything in another language; the indicator, its period and the place stay.
  function speak(chosen, bar) {
    language = chosen;
    kit = kits[language];
    dialog?.box.remove();
    dialog = null;
    document.title = kit.words.title;
    fillBar(bar);
    showView(at);
  }

  async function unpacked(id) {
    const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }

  function fillBar(bar) {
    const { words, choices } = kit;
    const indicators = make("select");
    for (const section of choices) {
      const group = make("optgroup");
      group.label = section.label;
      for (const indicator of section.indicators) group.append(option(indicator.label, indicator));
      indicators.append(group);
    }
    const periods = make("select");
    for (const one of indicators.options) one.selected = one.of.periods.some(({ view }) => view === at);
    const chosen = () => indicators.selectedOptions[0].of;
    const offerPeriods = () => {
      periods.replaceChildren(...chosen().periods.map((period) => option(period.label, period)));
      periods.disabled = periods.length < 2;
    };
    indicators.addEventListener("change", () => { offerPeriods(); showView(periods.selectedOptions[0].of.view); });
    periods.addEventListener("change", () => showView(periods.selectedOptions[0].of.view));
    offerPeriods();
    for (const one of periods.options) one.selected = one.of.view === at;
    // The time line under the map changes the period, too.
    followed = () => {
      const now = [...periods.options].find(({ of }) => of.period === lmp.views.chosen.period);
      if (now) now.selected = true;
      at = now?.of.view ?? at;
    };
    const open = button(words.profiles, () => openProfile(selectedCode()));
    bar.replaceChildren(make("h1", "", words.title), labelled(words.indicator, indicators), labelled(words.period, periods),
      open, button(words.print, () => print()), ...languagePicker(bar));
  }

  function languagePicker(bar) {
    const pick = make("select");
    for (const [code, { words }] of Object.entries(kits)) pick.append(Object.assign(option(words.ownName), { value: code }));
    pick.value = language;
    pick.addEventListener("change", () => speak(pick.value, bar));
    return pick.length > 1 ? [labelled(kit.words.language, pick)] : [];
  }

  async function showView(number) {
    at = number;
    const whole = { ...first, ...kit.views[number] };
    const { shape, compare, against } = lmp.views.chosen;
    const view = { ...whole.view, shape, ...(whole.timeline.some(({ period }) => period === against) ? { compare, against } : {}) };
    const message = await lmp.derive({ ...whole, view, selected: selectedCode() });
    if (at === number) lmp.show(message);
  }

  // Kept while indicators change; what is clicked and what is searched for both end in a selection.
  let selected = null;
  const selectedCode = () => selected;
  lmp.on("selected", async (index) => {
    if (index >= 0) selected = (await lmp.places())?.codes[index] ?? null;
  });

  // A page is printed at another width than it is shown, and the map would draw itself anew too
  // late: what is printed is a picture of the map, made whenever it has come to rest.
  lmp.ready(({ map, coverage }) => {
    const picture = make("img", "kit-picture");
    map.getContainer().after(picture);
    let timer = 0;
    coverage.addEventListener("drawn", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        URL.revokeObjectURL(picture.src);
        picture.alt = lmp.message()?.title ?? "";
        picture.src = URL.createObjectURL(await coverage.toImage(2));
      }, 400);
    });
  });

  /* A profile in a dialog over the map: the document it always is. */
  async function openProfile(code) {
    dialog ??= await makeDialog();
    dialog.pick.value = code ?? selected ?? dialog.pick.options[0].value;
    fill();
    dialog.box.showModal();
  }

  async function makeDialog() {
    const { words } = kit;
    const box = make("dialog", "kit-profile");
    const pick = make("select");
    const [places, message] = [await lmp.places(), lmp.message()];
    const named = places.codes.map((code, i) => [places.names[message.language]?.[i] || places.name[i], code]);
    named.sort(([a], [b]) => a.localeCompare(b, message.language));
    for (const [name, code] of named) pick.append(Object.assign(option(name), { value: code }));
    pick.addEventListener("change", fill);
    const frame = make("iframe");
    frame.setAttribute("sandbox", "allow-same-origin allow-modals");
    const head = make("div", "kit-head");
    head.append(labelled(words.place, pick), button(words.print, () => frame.contentWindow.print()),
      button(words.close, () => box.close()));
    box.append(head, frame);
    document.body.append(box);
    return { box, pick, frame };
  }

  function fill() {
    const { pick, frame } = dialog;
    const { shared, own, documents } = profiles;
    const name = `${language} ${pick.value}`;
    const rest = own[name].values();
    frame.title = pick.selectedOptions[0].textContent;
    frame.srcdoc = [...documents[name]].map((letter) => letter === "!" ? rest.next().value : shared[numberOf(letter)]).join("");
  }

  // As profiles/report/pieces.py writes it.
  function numberOf(letter) {
    const code = letter.codePointAt(0);
    return code - 0x61 - (code < 0xd800 ? 0 : 0x800);
  }

  function option(label, of) { return Object.assign(make("option", "", label), { of }); }

  function labelled(words, control) {
    const label = make("label", "", words);
    label.append(control);
    return label;
  }

  function button(words, press) {
    const made = make("button", "", words);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  }
})();
