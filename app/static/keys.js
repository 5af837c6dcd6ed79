// One registry of keys: what an element says in data-key is its key, on this page, as long as it can be seen and used.
const root = document.documentElement;
const help = document.getElementById("keys");
const palette = document.getElementById("palette");
const FIELD = "input:not([type=radio], [type=checkbox], [type=submit], [type=button]), textarea, select, [contenteditable]";

const usable = (element) => !element.disabled && element.ariaDisabled !== "true" && element.checkVisibility({ visibilityProperty: true });

function actions() {
  const scope = document.querySelector("dialog[open]") ?? document;
  return [...scope.querySelectorAll("[data-key]")].filter(usable);
}

function words(element) {
  if (element.dataset.keyText) return element.dataset.keyText;
  if (element.ariaLabel) return element.ariaLabel;
  const copy = (element.matches("input") ? element.labels[0] ?? element : element).cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, small, .vh, svg")) extra.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
}

function act(element) {
  if ("keyFocus" in element.dataset) {
    element.focus();
    element.select?.();
    return;
  }
  element.click();
  document.getElementById(element.dataset.keyThen)?.focus();
}

function named(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const key = event.altKey && digit ? digit : event.key.toLowerCase();
  return (event.ctrlKey || event.metaKey ? "ctrl+" : "") + (event.altKey ? "alt+" : "") + key;
}

addEventListener("keydown", (event) => {
  // AltGr writes characters such as @ and must not set off a key of ours.
  if (event.defaultPrevented || event.isComposing || !event.key || event.getModifierState("AltGraph")) return;
  const key = named(event), field = event.target.closest?.(FIELD);
  if (key === "ctrl+k" && palette) return done(event, openPalette);
  if (key === "ctrl+enter") return done(event, () => save(event.target));
  if (key === "escape" && field && !field.closest("dialog, [popover]")) return field.blur();
  if ([...key].length === 1 || key.startsWith("arrow")) {
    if (field || root.dataset.letters === "off") return;
    // Not by the button in the foot line, which the desk hides.
    if (key === "?" && help) return done(event, () => help.togglePopover());
  }
  const found = actions().find((element) => element.dataset.key === key);
  // The desk has a K of its own, and no rows to walk over.
  if (!found && (key === "j" || key === "k")) return done(event, () => step(key === "j" ? 1 : -1));
  if (found && !event.repeat) done(event, () => act(found));
});

function done(event, what) {
  event.preventDefault();
  what();
}

// Ctrl+Enter: the form one is writing in, else the first that offers the key.
function save(target) {
  const form = target.closest?.("form");
  const inside = form && [...form.querySelectorAll("button")].filter((button) => button.type === "submit" && usable(button));
  const button = inside?.find((one) => one.dataset.key === "ctrl+enter") ?? inside?.[0];
  if (button) form.requestSubmit(button);
  else if (!form) actions().find((element) => element.dataset.key === "ctrl+enter")?.click();
}

// j and k walk over the rows; Enter then opens the link by itself.
function step(by) {
  const here = document.activeElement.closest("[data-rows]");
  const list = here ?? [...document.querySelectorAll("[data-rows]")].find(usable);
  const links = [...(list?.children ?? [])].map((row) => row.querySelector("a[href]")).filter((link) => link && usable(link));
  const at = links.findIndex((link) => link.closest("[data-rows] > *").contains(document.activeElement));
  const link = links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + by))];
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}

const ARROWS = { arrowleft: "←", arrowright: "→" };
const printed = (key) => ARROWS[key] ?? (key.length === 1 ? key.toUpperCase() : key);

function shown(element) {
  const row = document.createElement("li");
  const caps = element.closest("label, a, button, summary")?.querySelector("kbd")?.cloneNode(true);
  return [row, caps ?? Object.assign(document.createElement("kbd"), { textContent: printed(element.dataset.key ?? "") })];
}

// ---- ? : all keys of this page
help?.addEventListener("beforetoggle", (event) => {
  if (event.newState !== "open") return;
  const seen = new Set();
  const rows = actions().filter((element) => !seen.has(element.dataset.key) && seen.add(element.dataset.key)).map((element) => {
    const [row, cap] = shown(element);
    if (element.dataset.key.startsWith("alt+")) cap.textContent = `Alt ${element.dataset.key.slice(4)}`;
    row.append(cap, " ", words(element));
    return row;
  });
  help.querySelector("[data-keys-here]").replaceChildren(...rows);
});

// ---- Ctrl+K: the same by name, and the menu
const input = document.getElementById("palette-input"), list = document.getElementById("palette-list");
let choices = [], at = 0;

function openPalette() {
  if (palette.open) return palette.close();
  help.hidePopover();
  const seen = new Set();
  choices = [...document.querySelectorAll("#menu a"), ...actions(), ...document.querySelectorAll("main :is(a, button).btn")]
    .filter((element) => usable(element) && words(element) && !seen.has(words(element)) && seen.add(words(element)));
  palette.showModal();
  input.value = "";
  filter();
}

function filter() {
  const asked = input.value.trim().toLowerCase();
  const fit = choices.filter((element) => words(element).toLowerCase().includes(asked));
  at = 0;
  list.replaceChildren(...fit.map((element, n) => {
    const [row, cap] = shown(element);
    Object.assign(row, { id: `palette-${n}`, role: "option" });
    row.append(words(element));
    if (element.dataset.key) row.append(cap);
    row.addEventListener("click", () => run(element));
    return row;
  }));
  if (!fit.length) list.append(Object.assign(document.createElement("li"), { role: "option", ariaDisabled: "true", textContent: list.dataset.none }));
  list.chosen = fit;
  mark();
}

function mark() {
  [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === at && list.chosen.length > 0)));
  input.setAttribute("aria-activedescendant", list.chosen.length ? `palette-${at}` : "");
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

function run(element) {
  palette.close();
  if (element.isConnected) act(element);
}

input?.addEventListener("input", filter);
input?.addEventListener("keydown", (event) => {
  const count = list.chosen.length;
  if (event.key === "Enter") done(event, () => count && run(list.chosen[at]));
  if (event.key === "ArrowDown" && count) done(event, () => ((at = (at + 1) % count), mark()));
  if (event.key === "ArrowUp" && count) done(event, () => ((at = (at + count - 1) % count), mark()));
});
