/* A map in words, for people who hear it: what the page said of it, and the places in each class, as
   mapping/cartography/spoken.py says them. The classes are those that are on the map: a person may have
   chosen others here.

     lmp.spoken(message)      a text
     lmp.grouped(1234, words) a whole number as the reader writes it */
"use strict";
(() => {
  const LISTED = new Set(["choropleth", "bivariate", "clusters"]); // whose key is of kinds of places

  lmp.grouped = (value, words) => String(value).replace(/\B(?=(\d{3})+$)/g, words.thousands ?? "");

  lmp.spoken = ({ spoken, kind, legend, words }) => {
    const classes = LISTED.has(kind) ? legend.classes.filter(({ count }) => count) : [];
    if (!classes.length) return spoken;
    const listed = classes.map(({ label, count }) => `${label}: ${lmp.grouped(count, words)}`);
    return `${spoken} ${words.legend}: ${listed.join("; ")}.`;
  };
})();
