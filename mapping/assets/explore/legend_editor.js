/* Edits the key in place. Classes and colours change on the map as soon as they are chosen; a title and
   breaks of a person's own go to the page, which puts them into the address and draws the map anew. */
"use strict";
(() => {
  const { make } = lmp;
  const NOTHING = { schemes: [], numbers: [], palettes: [], choices: [] };

  class LegendEditor {
    isOpen = false;
    typed = {}; // what stands in the fields and is not applied yet, of the map called `of`

    /** Puts a button into the head of a key, and the fields under it while they are open.
        focused: name of the field that a person was in while the key was drawn anew. */
    show(head, box, message, focused) {
      const open = head.appendChild(make("button", "lmp-edit", message.words.editLegend));
      open.type = "button";
      open.setAttribute("aria-expanded", String(this.isOpen));
      const of = JSON.stringify([message.boundaries, message.legend.title]);
      if (this.typed.of !== of) this.typed = { of };
      const place = box.appendChild(make("div"));
      const fill = async (name) => {
        const offered = await lmp.offered(message);
        if (!place.isConnected || !this.isOpen) return;
        place.replaceChildren(form(message, offered ?? NOTHING, this.typed));
        if (name) place.querySelector(name)?.focus();
        lmp.resource(`values/${message.values}`); // other classes are found from them
      };
      open.addEventListener("click", () => {
        this.isOpen = !this.isOpen;
        open.setAttribute("aria-expanded", String(this.isOpen));
        if (this.isOpen) fill("input, select"); else place.replaceChildren();
      });
      if (this.isOpen) fill(focused && `[name="${focused}"]:not([type="radio"]), [name="${focused}"]:checked`);
    }
  }

  function form(message, offered, typed) {
    const { words, legend, editor } = message;
    const has = (part) => editor.parts.includes(part);
    const box = make("form", "lmp-editor");
    const { scheme, classes, palette } = lmp.views.chosen;
    const { schemes, numbers, choices } = offered;
    const here = choices.find((one) => one.scheme === scheme && one.classes === classes);
    const palettes = here?.palettes ?? offered.palettes;
    const title = has("title") ? field(box, "title", words.legendTitle, editor.title || legend.title) : null;
    if (title) title.maxLength = editor.longest;
    if (has("scheme")) {
      const usable = schemes.filter(([code]) => code !== "manual" || scheme === "manual");
      picker(box, "scheme", words.scheme, usable, scheme, typed);
    }
    if (has("classes")) picker(box, "classes", words.classes, numbers, classes, typed);
    const inner = legend.classes.slice(0, -1).map(({ upper }) => upper).join("; ");
    const own = scheme === "manual" ? editor.breaks : "";
    const breaks = has("breaks") ? field(box, "breaks", words.breaks, own || inner) : null;
    if (breaks) breaks.title = words.breaksHelp;
    for (const input of [title, breaks].filter(Boolean)) {
      input.value = typed[input.name] ?? input.value;
      input.addEventListener("input", () => (typed[input.name] = input.value));
    }
    if (has("palette") && palettes.length) box.append(strips(message, palettes, palette || palettes[0].name));
    if (title) box.append(buttons(box, message, own, typed));
    return box;
  }

  function buttons(form, { words, legend, editor }, own, typed) {
    const box = make("div", "lmp-buttons");
    const apply = box.appendChild(make("button", "", words.apply));
    const reset = box.appendChild(make("button", "", words.usual));
    apply.type = "submit";
    reset.type = "button";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const title = (typed.title ?? editor.title).trim();
      const breaks = numbersIn(typed.breaks ?? own);
      const { scheme } = lmp.views.chosen;
      send({ title: title === legend.title && !editor.title ? "" : title, breaks },
        { scheme: breaks ? "manual" : scheme === "manual" ? "" : scheme });
    });
    reset.addEventListener("click", () => send({ title: "", breaks: "" }, { scheme: "", classes: "", palette: "" }));
    return box;

    function send(change, look) {
      delete typed.title;
      delete typed.breaks;
      lmp.views.edit(change, look);
    }
  }

  // Breaks of a person's own have no number of classes: who chooses one wants others.
  function picker(box, part, name, options, value, typed) {
    const label = box.appendChild(make("label", "lmp-picker", name));
    const select = label.appendChild(make("select"));
    select.name = part;
    for (const [code, text] of options) {
      const option = select.appendChild(make("option", "", text));
      option.value = code;
      option.selected = code === value;
    }
    if (!options.some(([code]) => code === value)) select.selectedIndex = options.length - 1; // the most there are
    select.addEventListener("change", () => {
      delete typed.breaks;
      const leaves = lmp.views.chosen.scheme === "manual" && part === "classes";
      lmp.views.choose({ [part]: select.value, ...(leaves && { scheme: "" }) });
    });
  }

  function strips({ words }, palettes, chosen) {
    const group = make("fieldset");
    group.append(make("legend", "", words.colours));
    palettes.forEach((palette, index) => {
      const label = group.appendChild(make("label", "lmp-palette"));
      const radio = label.appendChild(make("input"));
      Object.assign(radio, { type: "radio", name: "palette", value: palette.name, checked: palette.name === chosen });
      radio.addEventListener("change", () => lmp.views.choose({ palette: index ? palette.name : "" }));
      const strip = label.appendChild(make("span", "lmp-strip"));
      strip.setAttribute("aria-hidden", "true");
      for (const [at, colour] of palette.colours.entries()) strip.append(lmp.tint(make("span"), colour, palette.dark[at]));
      label.append(make("span", "", palette.label));
    });
    return group;
  }

  function field(box, part, name, value) {
    const label = box.appendChild(make("label", "", name));
    const input = label.appendChild(make("input"));
    Object.assign(input, { type: "text", name: part, value, autocomplete: "off", spellcheck: false, dir: "auto" });
    return input;
  }

  // "1,5; 2" and "1.5 2" are the same two numbers.
  function numbersIn(text) {
    return text.split(/[;\s]+/).filter(Boolean).map((part) => part.replace(",", ".")).join(",");
  }

  Object.assign(lmp, { LegendEditor });
})();
