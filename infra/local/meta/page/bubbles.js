// One message on the phone: its words, its ticks with their name, and the buttons to press.
import { element, hour } from "./api.js";
import { readable } from "./words.js";

const TICKS = {
  accepted: ["in partenza", ["M2 7l4 4 8-9"]],
  sent: ["inviato", ["M2 7l4 4 8-9"]],
  delivered: ["consegnato", ["M2 7l4 4 8-9", "M9 11l1 0 8-9"]],
  read: ["letto", ["M2 7l4 4 8-9", "M9 11l1 0 8-9"]],
};
const KINDS = {
  image: "Foto", audio: "Messaggio vocale", video: "Video", document: "Documento", sticker: "Adesivo",
  location: "Posizione", contacts: "Contatto", reaction: "Reazione", system: "Avviso di WhatsApp",
};

function drawing(paths) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 13");
  svg.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

export function ticks(status) {
  const [name, paths] = TICKS[status] ?? TICKS.sent;
  return element("span", { class: status === "read" ? "is-read" : "tick" }, drawing(paths), element("span", {}, name));
}

function content(message) {
  const kind = KINDS[message.type];
  if (message.type === "image") {
    return [element("div", { class: "picture" }, "Foto"), element("p", { class: "text" }, ...readable(message.text))];
  }
  if (kind) return [element("p", { class: "text" }, `${kind}${message.text ? `: ${message.text}` : ""}`)];
  const { header, footer } = message;
  const body = message.text.slice(header ? header.length + 2 : 0, footer ? -footer.length - 2 : undefined);
  return [
    header ? element("p", { class: "text heading" }, header) : null,
    element("p", { class: "text" }, ...readable(body)),
    footer ? element("p", { class: "footing" }, footer) : null,
  ];
}

/** `quoted` is the text of the message this one answers, `fresh` that it has just come; `press` gets the button pressed. */
export function bubble(message, { quoted, fresh, press }) {
  const mine = message.author === "citizen";
  const foot = element("p", { class: "foot" }, element("span", {}, hour(message.at)));
  if (mine) foot.append(ticks(message.status));
  const made = element(
    "article",
    { class: `bubble ${fresh ? "fresh " : ""}${mine ? "mine" : "theirs"}` },
    element("span", { class: "spoken" }, mine ? "Tu:" : "Comune:"),
    quoted ? element("p", { class: "quoted" }, quoted) : null,
    ...content(message),
    foot,
  );
  const rows = message.buttons.filter((button) => button.type === "row");
  const buttons = message.buttons.filter((button) => button.type !== "row").map((button) => pressable(button, press));
  if (rows.length) buttons.push(menu(rows, press));
  if (buttons.length) made.append(element("div", { class: "buttons" }, ...buttons));
  return made;
}

function pressable(button, press) {
  const about = button.description ? [" ", element("span", { class: "about" }, button.description)] : [];
  const pressed = element("button", { type: "button" }, button.text, ...about);
  pressed.addEventListener("click", () => press(button));
  return pressed;
}

/** A list message: its rows open under its button, and close again once one is chosen. */
function menu(rows, press) {
  const opened = element("details", { class: "rows" }, element("summary", {}, rows[0].menu));
  const choose = (row) => {
    opened.open = false;
    press(row);
  };
  opened.append(element("ul", {}, ...rows.map((row) => element("li", {}, pressable(row, choose)))));
  return opened;
}

export function retick(made, status) {
  made.querySelector(".foot").lastChild.replaceWith(ticks(status));
}
