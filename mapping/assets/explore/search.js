/* Finds a place by any of its names: a text field with the matches under it. */
"use strict";
(() => {
  const MATCHES_SHOWN = 8;
  const searchable = (text) => text.replace(/[`´‘’ʻʼʽʾʿˈ′]/g, "'").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

  /** An element with a class and a text; the text is shown as it is, in its own direction. */
  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) { element.textContent = text; element.dir = "auto"; }
    return element;
  }

  class PlaceSearch {
    /** find: called with the place that was chosen; elsewhere: async, the places of other levels. */
    constructor(root, { find, elsewhere = async () => [] }) {
      Object.assign(this, { find, elsewhere });
      this.places = this.own = this.offered = [];
      this.words = {};
      const box = root.appendChild(make("div", "lmp-search"));
      this.input = box.appendChild(make("input"));
      Object.assign(this.input, { type: "search", autocomplete: "off", spellcheck: false });
      for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", "lmp-options"], ["aria-autocomplete", "list"]]) this.input.setAttribute(name, value);
      this.options = box.appendChild(make("ul", "lmp-options"));
      this.options.id = "lmp-options";
      this.options.setAttribute("role", "listbox");
      this.options.hidden = true;
      this.input.addEventListener("input", () => this.#offerMatches());
      this.input.addEventListener("focus", () => this.#learnOthers());
      this.input.addEventListener("keydown", (event) => this.#searchKey(event));
      this.input.addEventListener("blur", () => setTimeout(() => this.#closeMatches(), 150));
    }

    /** places: [{code, level, names: [leading, ...], parent}]; what was typed is looked for anew. */
    setPlaces(places) {
      this.own = places.map((place) => ({ ...place, found: place.names.map(searchable) }));
      this.places = this.own;
      if (this.options.hidden) return;
      this.#offerMatches();
      this.#learnOthers();
    }

    /** Places of other levels come after those of the map. */
    async #learnOthers() {
      const { own } = this;
      const others = await this.elsewhere();
      if (own !== this.own) return;
      this.places = [...own, ...others.map((place) => ({ ...place, found: place.names.map(searchable) }))];
      if (!this.options.hidden) this.#offerMatches();
    }

    setWords(words) {
      this.words = words;
      this.input.placeholder = words.search;
      this.input.setAttribute("aria-label", words.search);
    }

    #matches(wanted) {
      const scored = [];
      this.places.forEach((place, index) => {
        let best = 9;
        for (const name of place.found) {
          const at = name.indexOf(wanted);
          if (at === 0) best = Math.min(best, name.length === wanted.length ? 0 : 1);
          else if (at > 0) best = Math.min(best, name[at - 1] === " " ? 2 : 3);
        }
        if (searchable(place.code) === wanted) best = 0;
        if (best < 9) scored.push([best, index]);
      });
      return scored.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MATCHES_SHOWN).map((pair) => this.places[pair[1]]);
    }

    #offerMatches() {
      const wanted = searchable(this.input.value);
      this.options.replaceChildren();
      this.active = -1;
      if (!wanted) return this.#closeMatches();
      // The places themselves, as the list may be another when one of them is chosen.
      this.offered = this.#matches(wanted);
      this.offered.forEach((place, position) => {
        const option = this.options.appendChild(make("li"));
        option.id = `lmp-option-${position}`;
        option.setAttribute("role", "option");
        option.dataset.offered = position;
        option.append(make("bdi", "", place.names[0]), make("small", "", place.names.slice(1).concat(place.parent || []).join(" · ")));
        option.addEventListener("pointerdown", (event) => { event.preventDefault(); this.#choose(place); });
      });
      if (!this.offered.length) {
        const none = this.options.appendChild(make("li", "", this.words.noMatch));
        none.setAttribute("role", "option");
        none.setAttribute("aria-disabled", "true");
      }
      this.options.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.#activate(this.offered.length ? 0 : -1);
    }

    #activate(position) {
      const options = [...this.options.querySelectorAll("li[data-offered]")];
      this.active = position;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === position)));
      if (position >= 0) this.input.setAttribute("aria-activedescendant", options[position].id);
      else this.input.removeAttribute("aria-activedescendant");
    }

    #searchKey(event) {
      const options = this.options.querySelectorAll("li[data-offered]");
      if (event.key === "Escape") { this.input.value = ""; this.#closeMatches(); return; }
      if (!options.length || this.options.hidden) return;
      if (event.key === "ArrowDown") this.#activate((this.active + 1) % options.length);
      else if (event.key === "ArrowUp") this.#activate((this.active - 1 + options.length) % options.length);
      else if (event.key === "Enter") this.#choose(this.offered[Math.max(this.active, 0)]);
      else return;
      event.preventDefault();
    }

    #choose(place) {
      this.input.value = "";
      this.#closeMatches();
      this.find(place);
    }

    #closeMatches() {
      this.options.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  Object.assign(lmp, { PlaceSearch, make });
})();
