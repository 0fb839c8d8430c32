// Mounts the map's frame once, passes messages in and events out. See docs/decisions/0001.
const views = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let view = views.get(parentElement);
  if (!view || view.address !== data.frame) {
    view?.close();
    view = open(parentElement, data.frame);
    views.set(parentElement, view);
  }
  view.report = (event) => setTriggerValue("event", event);
  view.show(data);
  return () => {
    views.get(parentElement)?.close();
    views.delete(parentElement);
  };
}

function open(parent, address) {
  const frame = document.createElement("iframe");
  const view = { address, ready: false, latest: null, report: () => {} };
  const send = () =>
    frame.contentWindow.postMessage({ type: "lmp:show", ...view.latest }, location.origin);
  const receive = (event) => {
    if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
    if (event.data?.type === "lmp:ready") {
      view.ready = true;
      if (view.latest) send();
    } else if (event.data?.type === "lmp:event") {
      view.report(event.data.event);
    } else if (event.data?.type === "lmp:height") {
      // Where the map stands above its panel, the frame is as tall as both.
      view.needed = Number(event.data.height) || 0;
      fit();
    }
  };
  const fit = () => {
    frame.style.height = view.needed ? `${view.needed}px` : view.height;
  };
  view.show = (data) => {
    frame.title = data.title;
    view.height = data.height;
    fit();
    view.latest = { message: JSON.parse(data.message), theme: theme(parent) };
    if (view.ready) send();
  };
  view.close = () => {
    window.removeEventListener("message", receive);
    document.removeEventListener("keydown", pass);
    frame.remove();
  };
  // The key for the wall and a clicker's keys work wherever the reader is on the page.
  const pass = (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const heeded = /^(Page(Up|Down)|[lb.])$/i.test(event.key) && !typing;
    if (event.altKey ? event.key.toLowerCase() !== "p" : !heeded) return;
    const { key, altKey } = event;
    frame.contentWindow.postMessage({ type: "lmp:key", key, altKey }, location.origin);
  };
  document.addEventListener("keydown", pass);
  window.addEventListener("message", receive);
  Object.assign(frame.style, { width: "100%", border: "0", display: "block" });
  frame.src = new URL(address, document.baseURI).href;
  parent.appendChild(frame);
  return view;
}

// Streamlit's theme, which its reader may switch: the frame takes the same colours and typeface.
function theme(parent) {
  const style = getComputedStyle(parent.host ?? parent);
  const read = (name) => style.getPropertyValue(`--st-${name}`).trim();
  return {
    background: read("background-color"),
    surface: read("secondary-background-color"),
    text: read("text-color"),
    primary: read("primary-color"),
    border: read("border-color"),
    font: read("font"),
  };
}
