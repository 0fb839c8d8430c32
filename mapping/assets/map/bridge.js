// Mounts the map's frame once, fetches its messages and passes them in, and events out.
// See docs/decisions/0001.
const ASK_AGAIN_MS = 500;
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
  const view = { address, ready: false, latest: null, report: () => {}, asked: "", told: null };
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
    if (view.asked !== data.message) ask(data.message);
    else if (view.told) hand();
  };
  // The server may still be making it. Another choice meanwhile is asked for instead.
  const ask = async (asked) => {
    view.asked = asked;
    while (view.asked === asked) {
      const answer = await fetch(new URL(asked, document.baseURI).href).catch(() => null);
      const told = answer?.ok ? await answer.text().catch(() => null) : null; // cut off: again
      if (view.asked !== asked || answer?.status === 404) return;
      if (told) {
        view.told = told;
        return hand();
      }
      await new Promise((later) => setTimeout(later, ASK_AGAIN_MS));
    }
  };
  const hand = () => {
    const latest = { message: JSON.parse(view.told), theme: theme(parent) };
    const said = JSON.stringify(latest);
    frame.style.display = latest.message ? "block" : "none"; // an error stands on the page instead
    if (said === view.said || !latest.message) return;
    Object.assign(view, { latest, said });
    if (view.ready) send();
  };
  view.close = () => {
    view.asked = "";
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
