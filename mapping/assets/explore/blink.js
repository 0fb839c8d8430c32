/* Lets places blink that something is asked about: for five seconds, and again when the pointer comes
   to the map. A message says which by their letter: {"blink": "."}. People who ask for less motion see
   the map as it is, where these places have a colour of their own. */
"use strict";

lmp.ready(({ map, coverage }) => {
  const EVERY_MS = 600;
  const TIMES = 8;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let asked = null;
  let timer = null;

  lmp.on("message", (message) => {
    const before = asked;
    asked = message;
    if (!message.blink || before?.classes !== message.classes || before?.places !== message.places) start();
  });
  map.getContainer().addEventListener("pointerenter", start);

  function start() {
    clearInterval(timer);
    if (!asked?.blink || still.matches) return;
    let left = 2 * TIMES;
    paint(true);
    timer = setInterval(() => {
      left -= 1;
      paint(left % 2 === 0 && left > 0);
      if (left <= 0) clearInterval(timer);
    }, EVERY_MS / 2);
  }

  // A lit place has the colour of what is selected, which no class has.
  function paint(lit) {
    const colours = asked.legend.classes.map(({ colour }) => colour);
    const letter = lmp.LETTERS[colours.length];
    const light = getComputedStyle(map.getContainer()).getPropertyValue("--lmp-map-select").trim();
    const classes = lit ? asked.classes.replaceAll(asked.blink, letter) : asked.classes;
    coverage.setValues({ classes, colours: [...colours, light] });
  }
});
