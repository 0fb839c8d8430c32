// Mounts the map's frame once, fetches its messages and passes them in, and events out.
// See docs/decisions/0001.
const ASK_AGAIN_MS = 500;
const EXPECT_FOR_MS = 4000; // a browser has few connections for all its pages
const ACTS = ["pointerdown", "keydown"];
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
  const view = { address, ready: false, latest: null, report: () => {}, asked: "", told: null, coming: null };
  const send = () =>
    frame.contentWindow.postMessage({ type: "lmp:show", ...view.latest }, location.origin);
  const receive = (event) => {
    if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
    if (event.data?.type === "lmp:ready") {
      view.ready = true;
      if (view.latest) send();
    } else if (event.data?.type === "lmp:event") {
      expect();
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
    view.next = data.next;
    fit();
    if (view.asked !== data.message) ask(data.message);
    else if (view.told) hand();
  };
  // The server may still be making it. Another choice meanwhile is asked for instead.
  const ask = async (asked) => {
    Object.assign(view, { asked, told: null });
    while (view.asked === asked) {
      const { told, gone } = await (view.coming?.name === asked ? view.coming.answer : answerTo(asked));
      if (view.asked !== asked || gone) return;
      if (told) return take(asked, told);
      await new Promise((later) => setTimeout(later, ASK_AGAIN_MS));
    }
  };
  // What a person does now may change the map. Asked for at once, its message comes while the page
  // still arranges itself.
  const expect = async () => {
    const name = view.next;
    if (!name || view.coming?.name === name) return;
    view.coming = { name, answer: answerTo(name, AbortSignal.timeout(EXPECT_FOR_MS)) };
    const { told } = await view.coming.answer;
    if (view.coming?.name !== name) return;
    if (!told) view.coming = null;
    else if (view.next === name && view.asked !== name) take(name, told);
  };
  const take = (asked, told) => {
    Object.assign(view, { asked, told });
    hand();
  };
  const hand = () => {
    const latest = { message: JSON.parse(view.told), theme: theme(parent) };
    const said = JSON.stringify(latest);
    frame.style.display = latest.message ? "block" : "none"; // an error stands on the page instead
    const room = (parent.host ?? parent).closest("[class*='st-key-']"); // which page.css keeps free
    if (room) room.style.minHeight = latest.message ? "" : "0";
    if (said === view.said || !latest.message) return;
    Object.assign(view, { latest, said });
    if (view.ready) send();
  };
  view.close = () => {
    Object.assign(view, { asked: "", next: "" });
    window.removeEventListener("message", receive);
    document.removeEventListener("keydown", pass);
    for (const act of ACTS) document.removeEventListener(act, expect, true);
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
  for (const act of ACTS) document.addEventListener(act, expect, true);
  window.addEventListener("message", receive);
  Object.assign(frame.style, { width: "100%", border: "0", display: "block" });
  frame.src = new URL(address, document.baseURI).href;
  parent.appendChild(frame);
  return view;
}

async function answerTo(name, signal) {
  const answer = await fetch(new URL(name, document.baseURI).href, { signal }).catch(() => null);
  const told = answer?.ok ? await answer.text().catch(() => null) : null; // cut off: again
  return { told, gone: answer?.status === 404 };
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
