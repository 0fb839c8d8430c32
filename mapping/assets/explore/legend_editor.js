/* Edits the key in place: its title, where classes part, and its colours. What was entered goes to the
   page, which puts it into the address and draws the map anew; other colours are seen before that. */
"use strict";
(() => {
  const { make } = lmp;
  let count = 0; // of fields so far, for their names

  class LegendEditor {
    /** apply: called with {title, breaks, palette}; empty texts for what is usual. */
    constructor(apply) {
      this.apply = apply;
      this.isOpen = false;
    }

    /** Puts a button into the head of a key, and the fields under it while they are open. */
    show(head, box, message) {
      const { words, editor } = message;
      const open = head.appendChild(make("button", "lmp-edit", words.editLegend));
      open.type = "button";
      open.setAttribute("aria-expanded", String(this.isOpen));
      const place = box.appendChild(make("div"));
      const fill = async () => {
        const found = await lmp.resource(`values/${editor.palettes}`);
        if (!place.isConnected || !this.isOpen) return;
        place.replaceChildren(this.#form(message, found?.palettes ?? []));
      };
      open.addEventListener("click", async () => {
        this.isOpen = !this.isOpen;
        open.setAttribute("aria-expanded", String(this.isOpen));
        if (!this.isOpen) return place.replaceChildren();
        await fill();
        place.querySelector("input")?.focus();
      });
      if (this.isOpen) fill();
    }

    #form(message, choices) {
      const { words, legend } = message;
      const editor = { ...message.editor, palettes: choices };
      const form = make("form", "lmp-editor");
      const title = field(form, words.legendTitle, editor.title || legend.title);
      title.maxLength = editor.longest;
      const inner = editor.breaks || legend.classes.slice(0, -1).map(({ upper }) => upper).join("; ");
      const breaks = editor.has_breaks ? field(form, words.breaks, inner) : null;
      if (breaks) breaks.title = words.breaksHelp;
      const palettes = editor.palettes.length ? this.#palettes(form, words, editor, legend) : () => "";
      const buttons = form.appendChild(make("div", "lmp-buttons"));
      const apply = buttons.appendChild(make("button", "", words.apply));
      const reset = buttons.appendChild(make("button", "", words.usual));
      apply.type = "submit";
      reset.type = "button";
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const chosen = choices.find(({ name }) => name === form.querySelector("input:checked")?.value);
        if (chosen && (!breaks || breaks.value === inner)) lmp.show(recoloured(message, chosen));
        this.apply({
          title: title.value.trim() === legend.title && !editor.title ? "" : title.value.trim(),
          breaks: !breaks || (breaks.value === inner && !editor.breaks) ? "" : numbers(breaks.value),
          palette: palettes(),
        });
      });
      reset.addEventListener("click", () => this.apply({ title: "", breaks: "", palette: "" }));
      return form;
    }

    #palettes(form, words, editor, legend) {
      const group = form.appendChild(make("fieldset"));
      group.append(make("legend", "", words.colours));
      const name = `lmp-palette-${++count}`;
      for (const palette of editor.palettes) {
        const label = group.appendChild(make("label", "lmp-palette"));
        const radio = label.appendChild(make("input"));
        Object.assign(radio, { type: "radio", name, value: palette.name, checked: palette.name === legend.palette });
        const strip = label.appendChild(make("span", "lmp-strip"));
        strip.setAttribute("aria-hidden", "true");
        for (const [index, colour] of palette.colours.entries()) strip.append(lmp.tint(make("span"), colour, palette.dark[index]));
        label.append(make("span", "", palette.label));
      }
      const usual = editor.palettes[0].name;
      return () => {
        const chosen = group.querySelector("input:checked")?.value ?? "";
        return chosen === usual ? "" : chosen;
      };
    }
  }

  // The message of a map in the colours of a palette; those of two rates stand in rows of the first.
  function recoloured(message, { name, colours, dark }) {
    const inked = (classes, at) => classes.map((entry, index) => (
      { ...entry, colour: colours[at(index)] ?? entry.colour, dark: dark[at(index)] ?? entry.dark }));
    const columns = message.axes?.[0].classes.length;
    const axes = message.axes?.map((axis, which) => (
      { ...axis, classes: inked(axis.classes, (index) => (which ? index * columns : index)) }));
    const classes = inked(message.legend.classes, (index) => index);
    return { ...message, axes, legend: { ...message.legend, palette: name, classes } };
  }

  function field(form, name, value) {
    const label = form.appendChild(make("label", "", name));
    const input = label.appendChild(make("input"));
    Object.assign(input, { type: "text", value, autocomplete: "off", spellcheck: false, dir: "auto" });
    return input;
  }

  // "1,5; 2" and "1.5 2" are the same two numbers.
  function numbers(text) {
    return text.split(/[;\s]+/).filter(Boolean).map((part) => part.replace(",", ".")).join(",");
  }

  Object.assign(lmp, { LegendEditor });
})();
