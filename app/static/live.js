// Keeps the parts of a page true: one stream per tab says what has changed, the part itself is an ordinary GET.
import { hours, hush, say, setClock } from "./forms.js";

const stand = document.getElementById("stand");
const parts = () => [...document.querySelectorAll("[data-part]")];
const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);
const wanted = () => [...new Set([...words(document.body.dataset.live), ...parts().flatMap((part) => words(part.dataset.channels))])].sort().join(" ");

// ---- the stream
let stream = null, listening = "";
let patience, polling, retry, watch, tries = 0, beats = false;

function open() {
  close();
  listening = wanted();
  if (!listening || document.hidden) return;
  const { since } = document.body.dataset;
  stream = new EventSource(`/live?${new URLSearchParams({ of: listening, ...(since && { since }) })}`);
  stream.addEventListener("hello", hello);
  stream.addEventListener("beat", beat);
  stream.addEventListener("change", change);
  stream.addEventListener("error", broken);
  // Also a stream that never answers is no stream.
  patience ??= setTimeout(poll, 10_000);
}

function close() {
  stream?.close();
  stream = null;
  clearTimeout(retry);
  clearTimeout(watch);
}

function hello(event) {
  tries = 0;
  clearTimeout(patience);
  clearInterval(polling);
  patience = polling = undefined;
  setClock(event.data);
  // What happened between the page and this stream comes by itself, if the server still knows it.
  if (event.data !== "caught up") refreshAll();
  if (stand?.classList.contains("off")) {
    hush();
    say(stand.dataset.back);
  }
  fresh();
}

function beat(event) {
  beats = true;
  setClock(event.data);
  fresh();
}

function change(event) {
  const changed = new Set(words(event.data));
  fresh();
  for (const part of parts()) if (words(part.dataset.channels).some((channel) => changed.has(channel))) refresh(part);
}

function broken() {
  clearTimeout(watch);
  patience ??= setTimeout(poll, 10_000);
  setTimeout(() => stream?.readyState !== EventSource.OPEN && !document.hidden && lost(), 2_000);
  if (stream?.readyState === EventSource.CLOSED) {
    // The browser tries again by itself only after a broken line, not after a refusal.
    clearTimeout(retry);
    retry = setTimeout(open, Math.min(30_000, 1_000 * 2 ** tries++) * (0.5 + Math.random()));
  }
}

function poll() {
  polling ??= setInterval(() => document.hidden || refreshAll(), 15_000);
  refreshAll();
}

// A line that is dead without saying so: with beats every 15 s, 40 s of silence are enough.
function guard() {
  clearTimeout(watch);
  if (beats) watch = setTimeout(() => (lost(), open()), 40_000);
}

// ---- "As of 14:03"
let seen = hours(), polled = -Infinity;

function fresh() {
  guard();
  seen = hours();
  if (!stand) return;
  stand.classList.remove("off");
  write(stand.dataset.asOf);
}

function lost() {
  // No stream, but polling works: what the page shows is true.
  if (!stand || stand.classList.contains("off") || performance.now() - polled < 25_000) return;
  stand.classList.add("off");
  write(stand.dataset.lost);
  say(stand.textContent);
}

function write(text) {
  text = text.replace("{time}", seen);
  if (stand.textContent !== text) stand.textContent = text;
}

setInterval(() => stream?.readyState === EventSource.OPEN && !stand?.classList.contains("off") && !beats && fresh(), 20_000);
// What comes by time alone (a callback falls due, a day begins, ages go on) is announced by nobody.
setInterval(() => document.hidden || refreshAll(), 120_000);
addEventListener("offline", () => ((polled = -Infinity), lost()));
addEventListener("online", open);

// ---- hidden tabs let go of their stream after half a minute
let leaving;

document.addEventListener("visibilitychange", () => {
  clearTimeout(leaving);
  if (document.hidden) leaving = setTimeout(close, 30_000);
  else if (!stream) open();
});
addEventListener("pagehide", close);
addEventListener("pageshow", (event) => event.persisted && open());

// ---- a part: one request under way, at most one more behind it
const busy = new Map(); // part → does another round follow?
const known = new WeakMap(); // part → ETag of what it shows; before the first answer the page itself may say it

function refreshAll() {
  parts().forEach(refresh);
}

async function refresh(part) {
  if (busy.has(part)) return void busy.set(part, true);
  busy.set(part, false);
  try {
    await new Promise((go) => setTimeout(go, Math.random() * 60)); // not all desks at the same moment
    await load(part);
  } catch {
    setTimeout(() => part.isConnected && !document.hidden && refresh(part), 5_000 + Math.random() * 5_000);
  } finally {
    const again = busy.get(part);
    busy.delete(part);
    if (again && part.isConnected) refresh(part);
  }
}

async function load(part) {
  const version = known.get(part) ?? (part.dataset.version ? `"${part.dataset.version}"` : "");
  const headers = { "HX-Request": "true", ...(version && { "If-None-Match": version }) };
  const response = await fetch(part.dataset.part, { headers, cache: "no-store" });
  if (response.redirected || response.status === 401) return reload();
  if (response.status === 403 || response.status === 404) return;
  if (!response.ok && response.status !== 304) throw new Error(String(response.status));
  if (stream?.readyState !== EventSource.OPEN) {
    polled = performance.now();
    fresh();
  }
  if (response.status === 304) return;
  const tag = response.headers.get("ETag")?.replace("W/", ""); // a proxy that zips makes it weak
  await show(part, await response.text());
  if (tag) known.set(part, tag);
}

// The session has ended or the page is from another version. Not in a circle, whatever the server says.
function reload() {
  const last = Number(sessionStorage.getItem("reloaded") ?? 0);
  if (Date.now() - last < 15_000) return;
  sessionStorage.setItem("reloaded", Date.now());
  location.reload();
}

// ---- showing it: nothing moves under the pointer, the focus stays where it was
const held = new Map(); // part → the whole answer, of which new rows still wait
const rowsOf = (part) => part.querySelector("[data-rows]");

async function show(part, text, all = false) {
  const coming = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
  if (!coming) return reload();
  keepErrors(part, coming);
  const waiting = "calm" in part.dataset && !all ? calm(part, coming) : 0;
  const place = [...(rowsOf(part)?.children ?? [])].findIndex((row) => row.contains(document.activeElement));
  const row = rowsOf(part)?.children[place];
  await htmx.swap({ text: coming.outerHTML, target: part, swap: "outerMorph", sourceElement: part });
  if (waiting === null) held.delete(part);
  else if ("calm" in part.dataset) all ? held.delete(part) : held.set(part, text);
  const button = part.querySelector("[data-newer]");
  if (button) {
    button.hidden = !waiting;
    button.textContent = button.dataset.newText.replace("{n}", waiting);
  }
  if (row && !rowsOf(part)?.contains(row)) {
    focusRow(part, place);
    say(part.dataset.goneText);
  }
  if (wanted() !== listening && stream) open();
}

// What a form that came back lacks is said in this page only; the part itself knows nothing of it.
function keepErrors(part, coming) {
  const errors = part.querySelector("[data-errors]");
  if (errors?.nextElementSibling?.id) coming.querySelector(`#${errors.nextElementSibling.id}`)?.before(errors.cloneNode(true));
}

// Takes from *coming* what would move the list under pointer or focus; how many rows wait, null: none had to.
function calm(part, coming) {
  const shown = rowsOf(part), next = rowsOf(coming);
  const pointer = shown?.matches(":hover");
  if (!next || !(pointer || shown?.contains(document.activeElement))) return null;
  const before = new Set([...shown.children].map((row) => row.id));
  const waiting = [...next.children].filter((row) => !before.has(row.id));
  waiting.forEach((row) => row.remove());
  if (!pointer) return waiting.length;
  // Gone rows stay where they are, struck out, until the pointer has left.
  const after = new Map([...next.children].map((row) => [row.id, row]));
  let last = null;
  for (const row of shown.children) {
    let same = after.get(row.id);
    if (!same) {
      same = row.cloneNode(true);
      same.dataset.gone = "";
      last ? last.after(same) : next.prepend(same);
    }
    last = same;
  }
  return waiting.length;
}

function focusRow(part, place) {
  const rows = rowsOf(part)?.children ?? [];
  const row = rows[Math.min(place, rows.length - 1)];
  const target = row?.querySelector("a[href], button, input") ?? part;
  if (target === part) part.tabIndex = -1;
  target.focus();
}

addEventListener("click", (event) => {
  const part = event.target.closest?.("[data-newer]")?.closest("[data-part]");
  if (held.has(part)) show(part, held.get(part), true).then(() => focusRow(part, 0));
});

let settling;
for (const kind of ["pointerover", "focusin", "focusout"]) {
  addEventListener(kind, () => {
    if (!held.size) return;
    clearTimeout(settling);
    settling = setTimeout(() => {
      for (const [part, text] of held) {
        const rows = rowsOf(part);
        if (!part.isConnected) held.delete(part);
        else if (!rows?.matches(":hover") && !rows?.contains(document.activeElement)) show(part, text);
      }
    }, 400);
  });
}

open();
