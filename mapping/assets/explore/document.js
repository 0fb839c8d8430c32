// Shows a document of ours in a frame that is as tall as what it holds, so that the page scrolls as one.
const views = new WeakMap();

export default function ({ data, parentElement }) {
  let view = views.get(parentElement);
  if (!view) {
    view = open(parentElement);
    views.set(parentElement, view);
  }
  view.frame.title = data.title;
  view.dress(data);
  if (view.address !== data.address) {
    view.address = data.address;
    view.wait(data.waiting);
    view.frame.src = new URL(data.address, document.baseURI).href;
  }
  return () => {
    views.get(parentElement)?.close();
    views.delete(parentElement);
  };
}

// What a reader chose instead of the device's colours, and the size of text. The document names its
// colours once.
const INKS = ["ink", "quiet", "rule", "wash", "ground", "accent", "peer", "box", "country"];
const LIGHT = ["#1f2933", "#55616b", "#d5dae0", "#f2f5f7", "#ffffff", "#0b5a8f", "#b8c2cc", "#e6eaee", "#3d4752"];
const CONTRAST = ["#000000", "#000000", "#000000", "#ffffff", "#ffffff", "#00396b", "#8a8a8a", "#e0e0e0", "#000000"];
const COLOURS = {
  light: LIGHT,
  dark: ["#e7ebee", "#aab4bd", "#3a444d", "#1f272e", "#14191d", "#6fb4e0", "#5b6873", "#2a333b", "#cfd6dc"],
  contrast: CONTRAST,
  projector: CONTRAST,
};
const ZOOM = { large: 1.2, largest: 1.45 };

function dressed(root, { theme, textSize }) {
  INKS.forEach((name, index) => {
    const colour = COLOURS[theme]?.[index];
    if (colour) root.style.setProperty(`--${name}`, colour);
    else root.style.removeProperty(`--${name}`);
  });
  root.style.colorScheme = theme === "dark" ? "dark" : theme ? "light" : "";
  root.style.zoom = ZOOM[textSize] ?? (theme === "projector" ? ZOOM.large : "");
}

// The frame is as tall as its document, so that the middle of it, where the browser would show what
// opens for a number, is seldom in sight: it is put under the number.
function beside(event) {
  const button = event.target.closest?.("button.n[popovertarget]");
  const page = button?.ownerDocument;
  const panel = page?.getElementById(button.getAttribute("popovertarget"));
  if (!panel) return;
  const at = button.getBoundingClientRect();
  const room = page.documentElement.clientWidth - Math.min(432, page.documentElement.clientWidth - 16);
  Object.assign(panel.style, {
    position: "absolute",
    inset: "auto",
    margin: "0",
    top: `${at.bottom + page.defaultView.scrollY + 6}px`,
    left: `${Math.max(8, Math.min(at.left, room))}px`,
  });
}

function open(parent) {
  const frame = document.createElement("iframe");
  Object.assign(frame.style, { width: "100%", height: "70vh", border: "0", display: "block" });
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  Object.assign(status.style, { margin: "1rem 0", minHeight: "1.5em" });
  // Shown at once in place of nothing; over a document that is there it stands above it.
  const wait = (words) => {
    status.textContent = words;
    status.hidden = false;
    frame.style.opacity = "0.5";
  };
  const fit = () => {
    const page = frame.contentDocument?.body;
    if (page) frame.style.height = `${page.scrollHeight * (Number(page.parentElement.style.zoom) || 1) + 24}px`;
  };
  const grown = new ResizeObserver(fit);
  let look = {};
  const dress = (data) => {
    look = data;
    const root = frame.contentDocument?.documentElement;
    if (root) dressed(root, look);
    fit();
  };
  frame.addEventListener("load", () => {
    if (!frame.src) return; // the empty page that a frame begins with
    status.hidden = true;
    frame.style.opacity = "";
    dress(look);
    grown.disconnect();
    fit();
    if (frame.contentDocument?.body) grown.observe(frame.contentDocument.body);
    frame.contentDocument?.addEventListener("click", beside, true);
  });
  parent.append(status, frame);
  const close = () => {
    grown.disconnect();
    status.remove();
    frame.remove();
  };
  return { frame, address: null, dress, wait, close };
}
