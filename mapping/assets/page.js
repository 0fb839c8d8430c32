// Gives the page the colours and the size of text that its reader chose, and lets the browser keep
// the choice for the next visit.
const YEAR_S = 365 * 24 * 3600;
const BASES = { light: "Light", dark: "Dark", contrast: "Light", projector: "Light" };

export default function ({ data }) {
  const { theme, textSize, cookie, kept, paths } = data;
  const root = document.documentElement;
  root.dataset.lmpTheme = theme;
  root.dataset.lmpTextSize = textSize;
  if (kept !== readCookie(cookie)) {
    const lasts = kept ? YEAR_S : 0;
    document.cookie = `${cookie}=${kept}; path=/; max-age=${lasts}; samesite=lax`;
  }
  wearBase(BASES[theme] ?? "System", paths);
}

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
