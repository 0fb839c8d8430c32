// On the wall: the address and the code with which phones come in, and both as a QR code.
"use strict";

(() => {
  const { ask, make, word } = lmpDraw;
  const EVERY_MS = 5000;
  const QUIET = 4; // light cells around, which readers need

  // The box, empty and hidden while phones may not come in.
  lmpDraw.showWayIn = (stage) => {
    const box = stage.appendChild(make("aside", "lmp-way-in"));
    let shown = null;
    const show = async () => {
      const { code, address } = await ask("code").catch(() => ({ code: shown }));
      if (code !== shown) box.replaceChildren(...(code ? parts(code, address) : []));
      shown = code;
      box.hidden = !code;
      setTimeout(show, EVERY_MS);
    };
    show();
    return box;
  };

  function parts(code, address) {
    const where = address.replace(/^https?:\/\//, "");
    const number = make("strong", "", `${code.slice(0, 4)} ${code.slice(4)}`);
    return [drawing(`${address}?code=${code}`), make("p", "", word("joinAt", { address: where })), number];
  }

  function drawing(text) {
    const code = qrcode(0, "M");
    code.addData(text);
    code.make();
    const cells = code.getModuleCount();
    const dark = [];
    for (let row = 0; row < cells; row += 1) {
      for (let column = 0; column < cells; column += 1) {
        if (code.isDark(row, column)) dark.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
      }
    }
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const size = cells + 2 * QUIET;
    picture.setAttribute("viewBox", `0 0 ${size} ${size}`);
    picture.setAttribute("class", "lmp-qr");
    picture.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", dark.join(""));
    picture.append(path);
    return picture;
  }
})();
