// Photos of drawings. One is made smaller here, kept in the browser's database until the server has it,
// and then named in its drawing, by a change as any other; so a photo waits as drawings do.
"use strict";

(() => {
  const { ask, newId, workshop } = lmpDraw;
  const LONGEST_SIDE = 1280;
  const QUALITY = 0.8;
  const RETRY_MS = 4000;
  const STORE = "waiting";

  class Photos extends EventTarget {
    #waiting = new Map(); // key -> {feature_id, blob}
    #sending = false;
    #timer = 0;

    // `name` writes the photo's name into its drawing.
    constructor(name) {
      super();
      this.name = name;
      addEventListener("online", () => this.flush());
      document.addEventListener("visibilitychange", () => document.hidden || this.flush());
      this.ready = this.#load();
    }

    get size() { return this.#waiting.size; }

    // The address of a drawing's photo: what waits here first, then the server's.
    address({ feature_id, photo }) {
      const here = [...this.#waiting.values()].findLast((one) => one.feature_id === feature_id);
      if (here) return (here.address ??= URL.createObjectURL(here.blob));
      return photo ? `../workshops/${encodeURIComponent(workshop)}/photos/${photo}` : null;
    }

    async add(feature_id, file) {
      const blob = await smaller(file);
      const key = `${Date.now()}:${newId()}`;
      this.#waiting.set(key, { feature_id, blob });
      // Where the browser has no database, it waits in memory: a reload would lose it.
      await this.#store("readwrite", (store) => store.put({ key, workshop, feature_id, blob })).catch(() => {});
      this.#changed();
      this.flush();
    }

    async flush() {
      if (this.#sending) return;
      clearTimeout(this.#timer);
      this.#sending = true;
      let again = false;
      for (const [key, { feature_id, blob }] of this.#waiting) {
        try {
          const { photo } = await ask("photos", blob);
          if (this.name(feature_id, photo) === false) again = true;
          else await this.#forget(key);
        } catch (error) {
          if ([400, 413, 415].includes(error.status)) {
            await this.#forget(key);
            this.dispatchEvent(new CustomEvent("refused", { detail: error }));
          } else again = true;
        }
      }
      this.#sending = false;
      if (again) this.#timer = setTimeout(() => this.flush(), RETRY_MS);
    }

    async #load() {
      const kept = await this.#store("readonly", (store) => store.getAll()).catch(() => []);
      for (const one of kept) if (one.workshop === workshop) this.#waiting.set(one.key, one);
      this.#changed();
      this.flush();
    }

    async #forget(key) {
      this.#waiting.delete(key);
      await this.#store("readwrite", (store) => store.delete(key)).catch(() => {});
      this.#changed();
    }

    async #store(mode, use) {
      const database = await opened();
      return new Promise((done, failed) => {
        const request = use(database.transaction(STORE, mode).objectStore(STORE));
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    }

    #changed() { this.dispatchEvent(new Event("change")); }
  }

  const opened = () => new Promise((done, failed) => {
    const request = indexedDB.open("lmp-photos", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  // Upright and no side longer than it is kept; as it is, where the browser cannot read it.
  async function smaller(file) {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", QUALITY));
    } catch {
      return file;
    }
  }

  lmpDraw.Photos = Photos;
})();
