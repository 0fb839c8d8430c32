/* A page of which a script or a style did not come is of no use: it is loaded again, a few times.
   What came before is kept by the browser, so each time more of it is here. */
"use strict";
(() => {
  const MOST = 5;
  const WAIT_MS = 2000;
  const KEY = "lmp-reloads";
  let isLeaving = false;
  addEventListener("error", ({ target }) => {
    const times = Number(sessionStorage.getItem(KEY));
    if (isLeaving || times >= MOST || !["SCRIPT", "LINK"].includes(target?.tagName)) return;
    isLeaving = true;
    sessionStorage.setItem(KEY, times + 1);
    setTimeout(() => location.reload(), WAIT_MS);
  }, true);
  addEventListener("load", () => { if (!isLeaving) sessionStorage.removeItem(KEY); });
})();
