// Before the first shape: what people agree to, and which group they are in. Asked once on a
// device, and not of the facilitator.
"use strict";

(() => {
  const { button, make, storage, word, workshop } = lmpDraw;
  const KEY = `lmp-group:${workshop}`;

  // Done when a person has begun; at once where nothing is to be said or chosen.
  lmpDraw.welcome = ({ title, purpose, consent, groups }) => new Promise((begin) => {
    const isGuide = location.hash === "#facilitator";
    if (isGuide || storage.get(KEY) !== null || (!consent && !groups.length)) return begin();
    const box = make("section", "lmp-welcome");
    box.append(make("h1", "", title));
    for (const text of [purpose, consent]) if (text) box.append(make("p", "lmp-said", text));
    const choose = (group) => () => {
      storage.set(KEY, group);
      box.remove();
      begin();
    };
    if (groups.length) box.append(make("h2", "", word("chooseGroup")));
    const choices = groups.length ? groups.map((group) => [group, group]) : [[word("begin"), ""]];
    for (const [name, group] of choices) box.append(button(name, choose(group), "lmp-primary"));
    document.body.append(box);
    box.querySelector("button").focus();
  });
})();
