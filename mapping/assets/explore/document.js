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
  });
  parent.appendChild(frame);
  return { frame, address: null, close: () => { grown.disconnect(); frame.remove(); } };
}
