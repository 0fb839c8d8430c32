// What the scripts of the community map share: elements made of text, identifiers, the server.
"use strict";

(() => {
  const RETRY_MS = 2000;
  const TIMEOUT_MS = 12000; // a connection may stay half open for ever
  const workshop = decodeURIComponent(location.pathname.split("/").pop());
  let words = {};

  // Texts come from people: they are only ever set as text.
  function make(tag, className = "", text = undefined) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) {
      element.textContent = text;
      element.dir = "auto";
    }
    return element;
  }

  function button(text, onClick, className = "") {
    const element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", onClick);
    return element;
  }

  // Not crypto.randomUUID: over plain HTTP, as on the Wi-Fi of a hall, browsers do not have it.
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function word(name, values = {}) {
    return (words[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  // The JSON of an address of this workshop. Fails with `status` 0 when nobody answers.
  async function ask(path, body = undefined) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
    const options = { signal: stop.signal, cache: "no-store" };
    if (body !== undefined) {
      const isFile = body instanceof Blob;
      Object.assign(options, { method: "POST", body: isFile ? body : JSON.stringify(body), keepalive: false });
      options.headers = { "content-type": isFile ? body.type : "application/json" };
    }
    let status = 0;
    try {
      const query = path.includes("?") ? "&" : "?";
      const language = new URLSearchParams(location.search).get("lang");
      const suffix = language ? `${query}lang=${encodeURIComponent(language)}` : "";
      const answer = await fetch(`../workshops/${encodeURIComponent(workshop)}/${path}${suffix}`, options);
      status = answer.status;
      const content = await answer.json();
      if (answer.ok) return content;
      throw Object.assign(new Error(content.error), { hint: content.hint });
    } catch (error) {
      throw Object.assign(error, { status });
    } finally {
      clearTimeout(timer);
    }
  }

  // Storage may be switched off, full, or cleared: then what it held is lost, and nothing else.
  const storage = {
    get(key) {
      try { return localStorage.getItem(key); } catch { return null; }
    },
    set(key, value) {
      try {
        localStorage.setItem(key, value);
        return true;
      } catch {
        return false;
      }
    },
    remove(key) {
      try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
    },
    keys(prefix) {
      try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).sort(); } catch { return []; }
    },
  };

  // The workshop and the words of the page; asked for until it is there. A copy is kept, so a page that
  // loads while the server is away shows its legend all the same.
  async function loadInfo() {
    const key = `lmp-info:${workshop}`;
    const message = document.body.appendChild(make("p", "lmp-loading", "…"));
    message.setAttribute("role", "status");
    for (;;) {
      const info = await ask("info").catch((error) => {
        message.textContent = [error.message, error.hint].filter(Boolean).join(" ");
        if (error.status === 403) return void location.replace("../enter");
        if (error.status === 404) return new Promise(() => {});
        return JSON.parse(storage.get(key));
      });
      if (info) {
        storage.set(key, JSON.stringify(info));
        message.remove();
        return info;
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  window.lmpDraw = {
    ask, button, loadInfo, make, newId, storage, word, workshop,
    setWords: (all) => (words = all),
  };
})();
