// Shows a document of ours in a frame that is as tall as what it holds, so that the page scrolls as one.
const views = new WeakMap();

export default function ({ data, parentElement }) {
  let view = views.get(parentElement);
  if (!view) {
    view = open(parentElement);
    views.set(parentElement, view);
  }
  view.frame.title = data.title;
  if (view.address !== data.address) {
    view.address = data.address;
    view.frame.src = new URL(data.address, document.baseURI).href;
  }
  return () => {
    views.get(parentElement)?.close();
    views.delete(parentElement);
  };
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
  const fit = () => {
    const page = frame.contentDocument?.body;
    if (page) frame.style.height = `${page.scrollHeight + 24}px`;
  };
  const grown = new ResizeObserver(fit);
  frame.addEventListener("load", () => {
    grown.disconnect();
    fit();
    if (frame.contentDocument?.body) grown.observe(frame.contentDocument.body);
    frame.contentDocument?.addEventListener("click", beside, true);
  });
  parent.appendChild(frame);
  return { frame, address: null, close: () => { grown.disconnect(); frame.remove(); } };
}
