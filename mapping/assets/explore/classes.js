/* Other classes and colours for the map that is shown, from what the page offers for it:

     await lmp.offered(message)              { schemes, numbers, palettes, choices, fewer }; null when gone
     await lmp.dressed(message, view, look)  the message in the classes and colours of a look; null
                                             where only the page can make it

   A look is { scheme, classes, palette } as an address says them; `view` is that of the page's message. */
"use strict";
(() => {
  const MARKS = new Set(["=", ".", "~"]);

  lmp.offered = (message) => lmp.resource(message.choices && `values/${message.choices}`);

  lmp.dressed = async (message, view, look) => {
    const hasClasses = look.scheme === view.scheme && look.classes === view.classes;
    if (hasClasses && look.palette === view.palette) return message;
    const offered = await lmp.offered(message);
    if (hasClasses) return offered && recoloured(message, offered.palettes, look.palette);
    // A choice that names no scheme is good for all of them.
    const choice = offered?.choices.find(({ scheme = look.scheme, classes }) => scheme === look.scheme && classes === look.classes);
    if (choice?.key) { // of two rates
      const found = await lmp.resource(`values/${choice.key}`);
      return found && recoloured({ ...message, ...found.map, values: choice.key }, found.palettes, look.palette);
    }
    const values = choice && (await lmp.resource(`values/${message.values}`));
    if (!values?.numbers) return null;
    return recoloured(classed(message, values.numbers, choice, offered.fewer), choice.palettes, look.palette);
  };

  // A value on an upper break belongs to the class below it, as in Classification.index. What
  // carries a mark keeps it.
  function classed(message, numbers, { breaks, labels, midpoint, fewer, scheme = message.legend.scheme }, note) {
    const last = labels.length - 1;
    const uppers = breaks.slice(1, -1);
    const letterOf = (number) => {
      const index = uppers.findIndex((upper) => number <= upper);
      return lmp.LETTERS[index < 0 ? last : index];
    };
    const counts = labels.map(() => 0);
    let classes = "";
    for (let i = 0; i < message.classes.length; i++) {
      const before = message.classes[i];
      const letter = MARKS.has(before) ? before : letterOf(numbers[i]);
      if (!MARKS.has(letter)) counts[lmp.LETTERS.indexOf(letter)] += 1;
      classes += letter;
    }
    const entries = labels.map((label, index) => (
      { label, count: counts[index], lower: breaks[index], upper: breaks[index + 1] }));
    const notes = message.notes.filter((line) => line !== note).concat(fewer ? note : []);
    return { ...message, classes, notes, legend: { ...message.legend, scheme, midpoint, classes: entries } };
  }

  // In the colours of a palette, the usual one if it has none of the name; those of two rates stand
  // in rows of the first.
  function recoloured(message, palettes, wanted) {
    const { name, colours, dark } = palettes.find((one) => one.name === wanted) ?? palettes[0];
    const inked = (classes, at) => classes.map((entry, index) => (
      { ...entry, colour: colours[at(index)] ?? entry.colour, dark: dark[at(index)] ?? entry.dark }));
    const columns = message.axes?.[0].classes.length;
    const axes = message.axes?.map((axis, which) => (
      { ...axis, classes: inked(axis.classes, (index) => (which ? index * columns : index)) }));
    const classes = inked(message.legend.classes, (index) => index);
    return { ...message, axes, legend: { ...message.legend, palette: name, classes } };
  }
})();
