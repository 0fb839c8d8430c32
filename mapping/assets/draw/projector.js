// The board on the wall: the map fills while people draw. No controls; L hides and shows the legend,
// so that a group can guess first and look then; C the code with which phones come in.
"use strict";

(() => {
  const { make, word } = lmpDraw;
  const { Board, shapes } = lmpDraw;
  const SCALE = 1.7;

  lmp.ready(async ({ map, coverage }) => {
    document.documentElement.dataset.theme = "projector";
    coverage.refresh();
    const info = await lmpDraw.loadInfo();
    lmpDraw.setWords(info.words);
    document.documentElement.lang = info.language;
    document.documentElement.dir = info.direction;
    document.title = word("title");
    const parts = layOut(map, info);
    map.zoomControl?.remove();
    const show = () => lmpDraw.showArea(map, info.workshop.bounds, {
      top: parts.head.offsetHeight + 16, end: parts.legend.offsetWidth + 48,
    });
    show();
    lmpDraw.showBackdrop(map, coverage, info.backdrop, info.language).then(show);
    const board = new Board(map, info, { scale: SCALE, interactive: false });
    board.addEventListener("change", () => count(board, info, parts));
    board.addEventListener("reachable", ({ detail }) => {
      parts.away.textContent = detail ? "" : word("unreachableIdle");
    });
    count(board, info, parts);
    const boxes = { l: parts.legend, c: lmpDraw.showWayIn(map.getContainer().parentElement) };
    addEventListener("keydown", (event) => {
      const box = boxes[event.key.toLowerCase()];
      if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
      box.classList.toggle("lmp-put-away");
    });
  });

  function layOut(map, { workshop, backdrop }) {
    document.body.classList.add("lmp-board");
    const container = map.getContainer();
    container.setAttribute("aria-label", word("map"));
    const stage = make("main", "lmp-stage");
    const head = make("header", "lmp-board-head");
    head.append(make("h1", "", workshop.title), make("p", "lmp-place", backdrop.place_name));
    const legend = make("section", "lmp-board-legend");
    legend.setAttribute("aria-label", word("legend"));
    const list = legend.appendChild(make("ul"));
    const lines = new Map(workshop.legend.map((line) => {
      const item = list.appendChild(make("li"));
      const mark = item.appendChild(make("span", "lmp-swatch", line.icon || line.letter));
      Object.assign(mark.style, { backgroundColor: line.colour, color: shapes.inkOn(line.colour) });
      const name = item.appendChild(make("span"));
      name.append(make("bdi", "", line.label));
      if (line.other_label) name.append(make("small", "lmp-other", line.other_label));
      return [line.id, item.appendChild(make("output", "", "0"))];
    }));
    const total = legend.appendChild(make("p", "lmp-total"));
    const away = make("p", "lmp-away");
    away.setAttribute("role", "status");
    stage.append(container, head, legend, away);
    document.body.append(stage);
    map.invalidateSize();
    return { head, legend, lines, total, away };
  }

  function count(board, { workshop, language }, { lines, total }) {
    const format = new Intl.NumberFormat(language);
    const drawn = board.drawn;
    for (const { id } of workshop.legend) {
      const number = drawn.filter((feature) => feature.category_id === id).length;
      lines.get(id).textContent = format.format(number);
    }
    total.textContent = word("total", { count: format.format(drawn.length) });
  }
})();
