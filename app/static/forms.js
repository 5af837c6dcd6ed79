// What every page needs: the clock, the status line, forms that are sent once, drafts, the time of a call.
const clock = document.querySelector("[data-clock]");
const line = document.getElementById("say");

// ---- the time of the house: the server's, also when it is set for a drill or this machine's clock is wrong
const returned = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
let ahead = returned ? Number(sessionStorage.getItem("ahead") ?? 0) : Date.parse(clock?.dateTime) - Date.now() || 0;

export function now() {
  return Date.now() + ahead;
}

export function setClock(moment) {
  if (!/^\d{4}-\d\d-\d\dT/.test(moment)) return; // the stream may also greet without the time
  ahead = Date.parse(moment) - Date.now();
  sessionStorage.setItem("ahead", ahead);
  tick();
}

export function hours(moment = now()) {
  return new Date(moment).toLocaleTimeString("de-DE", { timeZone: "Europe/Berlin", hour: "2-digit", minute: "2-digit" });
}

function tick() {
  if (clock && clock.textContent !== hours()) clock.textContent = hours();
  for (const timer of document.querySelectorAll("[data-timer]")) {
    const seconds = Math.max(0, Math.floor((now() - Date.parse(timer.dataset.started)) / 1000)) || 0;
    const text = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
    if (timer.textContent !== text) timer.textContent = text;
    const into = document.getElementById(timer.dataset.timerInto);
    if (into && !("typed" in into.dataset)) into.value = seconds;
  }
}

// ---- the one status line: speaks at most once in 20 seconds, the last sentence wins
let spoken = -Infinity, next, clearing;

export function say(text) {
  if (!line || !text) return;
  clearTimeout(next);
  const pause = spoken + 20_000 - performance.now();
  if (pause > 0) {
    next = setTimeout(say, pause, text);
    return;
  }
  spoken = performance.now();
  line.textContent = text;
  clearTimeout(clearing);
  clearing = setTimeout(() => line.replaceChildren(), 12_000);
}

// What the line says is no longer so.
export function hush() {
  line?.replaceChildren();
}

// ---- a form is sent once
const sent = new Set();

function release(form) {
  sent.delete(form);
  for (const button of form.querySelectorAll("button[data-was-sent]")) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    delete button.dataset.wasSent;
  }
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if (sent.has(form)) return event.preventDefault();
  if (!navigator.onLine) {
    // The browser's error page would take the typed text away.
    event.preventDefault();
    return say(line?.dataset.offline);
  }
  sent.add(form);
  for (const field of form.querySelectorAll("[data-draft]")) forget(field);
  const buttons = [...form.querySelectorAll("button:not([type=button], :disabled)")];
  // Later, since a disabled button's name and value would not be sent.
  setTimeout(() => {
    for (const button of buttons) {
      button.dataset.wasSent = "";
      button.disabled = true;
      if (button === event.submitter) button.setAttribute("aria-busy", "true");
    }
  });
  setTimeout(release, 10_000, form); // still here: a download, or the answer never came
});

addEventListener("pageshow", (event) => {
  if (event.persisted) [...sent].forEach(release);
});

// ---- drafts: typed text is on the server 0.8 s later
const waiting = new Map(); // field → timer
const running = new Map(); // field → AbortController

addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-draft]");
  if (field) later(field, 800);
  if (event.target.matches?.("[data-duration]")) event.target.dataset.typed = ""; // who corrects the time is right
});

function later(field, pause) {
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(keep, pause, field));
}

function forget(field) {
  clearTimeout(waiting.get(field));
  waiting.delete(field);
  running.get(field)?.abort();
}

async function keep(field, leaving = false) {
  if (running.has(field) && !leaving) return later(field, 300); // one after the other, or an old text could win
  clearTimeout(waiting.get(field));
  waiting.delete(field);
  const abort = new AbortController();
  running.set(field, abort);
  try {
    const token = document.querySelector("meta[name=csrf-token]").content;
    const response = await fetch("/drafts", {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams({ key: field.dataset.draft, text: field.value, csrf_token: token }),
      keepalive: leaving,
      signal: leaving ? undefined : abort.signal,
    });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    tell(field, "saved");
  } catch (fault) {
    if (fault.name === "AbortError") return;
    tell(field, "failed");
    if (!waiting.has(field) && field.isConnected) later(field, 5_000);
  } finally {
    running.delete(field);
  }
}

function tell(field, outcome) {
  const place = document.querySelector(`[data-draft-state="${CSS.escape(field.dataset.draft)}"]`);
  if (!place) return;
  const text = place.dataset[outcome].replace("{time}", hours());
  place.classList.toggle("draft-bad", outcome === "failed");
  if (outcome === "failed" && place.textContent !== text) say(text);
  place.textContent = text;
}

addEventListener("pagehide", () => {
  for (const field of [...waiting.keys()]) keep(field, true);
});

// ---- a form that came back: the summary has the focus and its links lead into the fields
document.querySelector("[data-errors]")?.focus();
addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-errors] a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  const input = field.matches("fieldset") ? field.querySelector("input") : field;
  input.focus();
  input.scrollIntoView({ block: "center" });
});

if (!returned) sessionStorage.setItem("ahead", ahead);
tick();
setInterval(tick, 1000);
