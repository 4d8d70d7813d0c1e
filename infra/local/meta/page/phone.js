// The phone: the chat of one citizen with the town hall.
import { call, often } from "./api.js";
import { bubble, retick } from "./bubbles.js";
import { people } from "./people.js";

const log = document.getElementById("log");
const words = document.getElementById("words");
const beside = document.getElementById("beside");
const wrong = document.getElementById("wrong");
const shows = document.getElementById("shows");
const reads = document.getElementById("reads");
let citizen = decodeURIComponent(location.hash.slice(1));
let onScreen = new Map();

const today = (seconds) => new Date(seconds * 1000).toLocaleDateString("it-IT", { weekday: "long", day: "numeric", month: "long" });

function say(trouble) {
  wrong.textContent = trouble;
  wrong.hidden = !trouble;
}

async function write(body) {
  if (!citizen) citizen = (await call("POST", "citizens", {})).citizen;
  location.hash = citizen;
  try {
    const told = await call("POST", `citizens/${citizen}/messages`, { identity: shows.value, ...body });
    const unheard = told.blocked ? "Il Comune ha bloccato questo numero." : "Il Comune non ha risposto: WhatsApp riproverà tra poco.";
    say(told.status === 200 ? "" : unheard);
  } catch {
    say("Il simulatore non risponde.");
  }
  await refresh();
}

function press(message, button) {
  const context = { id: message.id };
  const answers = {
    quick_reply: { type: "button", button: { payload: button.payload, text: button.text }, context },
    reply: { type: "interactive", interactive: { type: "button_reply", button_reply: { id: button.payload, title: button.text } }, context },
    row: { type: "interactive", interactive: { type: "list_reply", list_reply: { id: button.payload, title: button.text, description: button.description } }, context },
    contact_request: { type: "contacts", context },
    location_request: { type: "location", location: { latitude: 43.616, longitude: 13.518 }, context },
  };
  if (answers[button.type]) write({ message: answers[button.type] });
}

function drawEmpty() {
  if (log.querySelector(".empty")?.dataset.citizen === citizen) return;
  const note = document.createElement("p");
  note.className = "empty";
  note.dataset.citizen = citizen;
  note.textContent = citizen
    ? "Nessun messaggio. Scrivi “Iscrivimi” per ricevere gli avvisi del Comune."
    : "Scegli un cittadino, inventane uno, oppure scrivi: ne nascerà uno nuovo.";
  log.replaceChildren(note);
}

function draw(messages) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const first = onScreen.size === 0;
  if (first) log.replaceChildren();
  log.setAttribute("aria-busy", String(first)); // a whole chat that opens is not read aloud, what comes later is
  let added = false;
  for (const message of messages) {
    const held = onScreen.get(message.id);
    if (held) {
      if (held.status !== message.status && message.author === "citizen") retick(held.made, message.status);
      held.status = message.status;
      continue;
    }
    const day = today(message.at);
    if (day !== log.dataset.day) {
      const mark = document.createElement("p");
      mark.className = "day";
      mark.textContent = day;
      log.append(mark);
      log.dataset.day = day;
    }
    const quoted = messages.find((other) => other.id === message.quotes)?.text.split("\n")[0];
    const made = bubble(message, { quoted, fresh: !first, press: (button) => press(message, button) });
    onScreen.set(message.id, { made, status: message.status });
    log.append(made);
    added = true;
  }
  if (added && (first || atEnd)) log.scrollTo({ top: log.scrollHeight, behavior: first ? "instant" : "auto" });
  requestAnimationFrame(() => log.setAttribute("aria-busy", "false"));
}

async function refresh() {
  if (!citizen) return;
  const asked = citizen;
  const phone = await call("GET", `citizens/${encodeURIComponent(asked)}/messages`);
  if (asked !== citizen) return;
  const now = phone.typing ? "sta scrivendo…" : `Telefono di ${phone.name}, +${phone.citizen}`;
  if (beside.textContent !== now) beside.textContent = now;
  if (phone.messages.length < onScreen.size) onScreen = new Map();
  if (phone.messages.length) draw(phone.messages);
  else drawEmpty();
  const unread = phone.messages.some((message) => message.author === "service" && message.status !== "read");
  if (unread && reads.checked) await call("POST", `citizens/${encodeURIComponent(asked)}/read`, {});
}

function choose(address) {
  citizen = address;
  location.hash = address;
  onScreen = new Map();
  delete log.dataset.day;
  say("");
  drawEmpty();
  refresh().then(refreshPeople);
  words.focus();
}

const refreshPeople = people(() => citizen, choose);

document.getElementById("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return;
  words.value = "";
  write({ text });
});
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    words.form.requestSubmit();
  }
});
document.querySelector(".chips").addEventListener("click", (event) => {
  if (event.target.dataset.words) write({ text: event.target.dataset.words });
});
document.getElementById("photo").addEventListener("click", () => {
  const id = String(Date.now());
  write({ message: { type: "image", image: { id, mime_type: "image/jpeg", sha256: "aW5udmVudGF0YQ==" } } });
});
call("GET", "pulse?seconds=1").then((told) => {
  document.getElementById("phone-title").textContent = told.service_name;
});
drawEmpty();
often(700, refresh);
