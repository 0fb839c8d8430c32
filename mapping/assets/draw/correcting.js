// Changes that take two steps: a shape in the hand, and a mark that waits for the one it is merged with.
"use strict";

(() => {
  const { pick } = lmpDraw;

  class Correcting {
    merging = null; // the feature that stays
    #reshaping = null;

    // `page`: {board, sketch, changes}
    constructor(page) { this.page = page; }

    get reshapes() { return this.#reshaping !== null; }

    reshape(id) {
      const { board, sketch } = this.page;
      this.#reshaping = board.features.get(id);
      board.hide(id);
      const { geometry, category_id } = this.#reshaping;
      sketch.edit(geometry, board.nearLongitude, board.category(category_id)?.colour);
    }

    endReshape(keep) {
      const { board, sketch, changes } = this.page;
      const seen = this.#reshaping;
      const geometry = sketch.geometry();
      this.#reshaping = null;
      sketch.cancel();
      board.hide(null);
      if (keep) changes.change(seen.feature_id, { ...pick(seen), geometry }, seen);
    }

    // Gives the feature that stayed, and whether another was merged into it.
    merge(otherId) {
      const id = this.merging;
      this.merging = null;
      if (otherId !== id) this.page.changes.merge(id, otherId);
      return [id, otherId !== id];
    }
  }

  lmpDraw.Correcting = Correcting;
})();
