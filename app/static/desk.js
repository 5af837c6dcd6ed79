// The call at the foot of desk and ticket page: its time begins when the call is opened, and ends with the call.
import { now } from "./forms.js";

const open = document.getElementById("call-on");
const timer = document.getElementById("call-timer"), started = document.getElementById("call-started");
const end = document.getElementById("call-end"), seconds = document.getElementById("call-seconds");
let begun = Boolean(open?.checked), ended = false;

function local(moment) {
  return new Date(moment).toLocaleString("sv-SE", { timeZone: "Europe/Berlin" }).replace(" ", "T");
}

function begin() {
  begun = true;
  timer.dataset.started = new Date(now()).toISOString();
  started.value = local(now());
}

if (end) {
  end.hidden = false;
  // The box lies in a part that is made anew when something changes, so it is asked for and not kept.
  addEventListener("change", (event) => {
    if (event.target.id !== "call-on") return;
    if (event.target.checked && !begun) begin();
    if (event.target.checked) document.getElementById("call-note").focus();
  });
  end.addEventListener("click", () => {
    if (ended) return;
    ended = end.disabled = true;
    timer.removeAttribute("data-timer");
    seconds.value = Math.max(0, Math.floor((now() - Date.parse(timer.dataset.started)) / 1000));
    document.getElementById("call-note").focus();
  });
}
