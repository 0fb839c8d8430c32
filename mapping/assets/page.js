// Gives the page the colours and the size of text that its reader chose, says in which language it is,
// so that it is read aloud as that, and lets the browser keep the choice for the next visit. Files wait
// for what was chosen last.
const YEAR_S = 365 * 24 * 3600;
const BASES = { light: "Light", dark: "Dark", contrast: "Light", projector: "Light" };

export default function ({ data }) {
  const { theme, textSize, language, cookie, kept, paths } = data;
  const root = document.documentElement;
  root.dataset.lmpTheme = theme;
  root.dataset.lmpTextSize = textSize;
  root.lang = language; // Streamlit's own page always says English
  if (kept !== readCookie(cookie)) {
    const lasts = kept ? YEAR_S : 0;
    document.cookie = `${cookie}=${kept}; path=/; max-age=${lasts}; samesite=lax`;
  }
  wearBase(BASES[theme] ?? "System", paths);
}

// A button for a file that is pressed while the page still follows another choice would give the file
// of the choice before, or none: it is pressed again once the page is what the choice made of it.
const DOWNLOAD = "[data-testid='stDownloadButton'] button";
const HEARD_MS = 150; // until the server has heard of a choice, and says that it is at work
const BUSY = "[data-test-script-state='running'], [data-test-script-state='rerunRequested']";

document.addEventListener("click", (event) => {
  const button = event.isTrusted && event.target.closest?.(DOWNLOAD); // not what is pressed below
  if (!button) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  setTimeout(function press() {
    if (document.querySelector(BUSY)) setTimeout(press, HEARD_MS);
    else button.click();
  }, HEARD_MS);
}, true);

function readCookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : "";
}

// Streamlit reads its theme when it starts, from a place of its own for each page's path.
function wearBase(base, paths) {
  const wanted = JSON.stringify(base);
  const keyOf = (path) => `stActiveTheme-${path}-v2`;
  try {
    const here = localStorage.getItem(keyOf(location.pathname)) ?? JSON.stringify("System");
    for (const path of paths.split(" ")) localStorage.setItem(keyOf(new URL(path, document.baseURI).pathname), wanted);
    localStorage.setItem(keyOf(location.pathname), wanted);
    if (here !== wanted && localStorage.getItem(keyOf(location.pathname)) === wanted) location.reload();
  } catch { /* a browser that keeps nothing stays with the device's colours */ }
}
