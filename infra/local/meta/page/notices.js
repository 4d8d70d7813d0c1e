// The second pane: notices going out, how fast, and what came of them.
import { call, element, hour, number, often } from "./api.js";

const SECONDS = 60;
const WIDTH = 640;
const HEIGHT = 190;
const LEFT = 34;
const BOTTOM = 22;
const TOP = 14;
const ERRORS = {
  down: "Meta non rispondeva", 4: "Troppe richieste", 100: "Richiesta non valida", 190: "Credenziali non valide",
  80007: "Limite dell’account", 130403: "Cittadino bloccato", 130429: "Oltre i messaggi al secondo del numero",
  131000: "Errore di Meta", 131008: "Dato mancante", 131009: "Dato non valido", 131016: "Meta sovraccarica",
  131026: "Non consegnabile a questo numero", 131047: "Passate 24 ore dall’ultimo messaggio",
  131048: "Limite di persone al giorno", 131049: "Meta ha preferito non consegnare", 131050: "Non vuole messaggi promozionali",
  131056: "Troppi messaggi alla stessa persona", 131057: "Numero in manutenzione", 132000: "Campi del modello sbagliati",
  132001: "Modello inesistente", 132005: "Testo troppo lungo", 132015: "Modello sospeso", 132018: "Campo del modello non valido",
};

const at = (id) => document.getElementById(id);

function shape(name, attributes, words) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words) made.textContent = words;
  return made;
}

function hatched() {
  const pattern = shape("pattern", { id: "hatched", width: 6, height: 6, patternUnits: "userSpaceOnUse" });
  pattern.append(shape("path", { d: "M0 6 6 0" }));
  return pattern;
}

function drawChart(pulse) {
  const most = Math.max(pulse.number_rate, ...pulse.seconds.map((each) => each.accepted + each.refused)) * 1.1;
  const y = (count) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - count / most);
  const step = (WIDTH - LEFT) / SECONDS;
  const parts = [hatched()];
  for (const [place, each] of pulse.seconds.entries()) {
    const x = LEFT + place * step + 1;
    const top = y(each.accepted);
    const base = y(0);
    if (each.accepted) parts.push(shape("rect", { class: "accepted", x, y: top, width: step - 2, height: base - top }));
    if (each.refused) {
      const over = y(each.accepted + each.refused);
      parts.push(shape("rect", { class: "refused", x, y: over, width: step - 2, height: top - over }));
    }
  }
  const limit = y(pulse.number_rate);
  parts.push(
    shape("line", { class: "axis", x1: LEFT, x2: WIDTH, y1: y(0), y2: y(0) }),
    shape("line", { class: "limit", x1: LEFT, x2: WIDTH, y1: limit, y2: limit }),
    shape("text", { class: "limit-words", x: LEFT - 6, y: limit + 4, "text-anchor": "end" }, pulse.number_rate),
    shape("text", { x: LEFT - 6, y: y(0) + 4, "text-anchor": "end" }, "0"),
    shape("text", { x: LEFT - 6, y: y(pulse.number_rate / 2) + 4, "text-anchor": "end" }, Math.round(pulse.number_rate / 2)),
    shape("text", { x: LEFT, y: HEIGHT - 4 }, "un minuto fa"),
    shape("text", { x: WIDTH, y: HEIGHT - 4, "text-anchor": "end" }, "adesso"),
  );
  at("chart").replaceChildren(...parts);
  const sum = (key) => pulse.seconds.reduce((total, each) => total + each[key], 0);
  const [accepted, refused] = [sum("accepted"), sum("refused")];
  const peak = Math.max(...pulse.seconds.map((each) => each.accepted));
  at("chart-words").textContent = accepted + refused
    ? `Ultimo minuto: ${number(accepted)} messaggi accettati, al massimo ${peak} in un secondo` +
      (refused ? `; ${number(refused)} rifiutati (barre a righe).` : ". Linea tratteggiata: limite di Meta.")
    : "Ultimo minuto: nessun messaggio. Linea tratteggiata: limite di Meta.";
}

function drawTable(pulse) {
  const rows = pulse.seconds.filter((each) => each.accepted + each.refused).reverse();
  at("seconds").replaceChildren(
    ...rows.map((each) =>
      element("tr", {}, element("td", {}, hour(each.at, "medium")), element("td", {}, String(each.accepted)),
        element("td", {}, String(each.refused)))),
  );
}

function drawTotals(pulse) {
  const refused = Object.entries(pulse.totals).filter(([outcome]) => outcome !== "accepted");
  const totals = {
    "Accettati": pulse.totals.accepted ?? 0, "Consegnati": pulse.statuses.delivered ?? 0,
    "Letti": pulse.statuses.read ?? 0, "Falliti": pulse.statuses.failed ?? 0,
    "Rifiutati": refused.reduce((sum, [, count]) => sum + count, 0), "Ricevuti": pulse.inbound,
  };
  at("totals").replaceChildren(
    ...Object.entries(totals).map(([name, count]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, number(count)))),
  );
  const errors = [...refused, ...Object.entries(pulse.failures)].sort((one, other) => other[1] - one[1]);
  at("errors").replaceChildren(
    ...(errors.length ? errors : [["", 0]]).map(([code, count]) =>
      code
        ? element("li", {}, element("b", {}, number(count)), element("span", {}, ERRORS[code] ?? "Altro errore"),
            element("code", {}, `codice ${code}`))
        : element("li", {}, "Nessun errore.")),
  );
}

function notice(each) {
  const [title, ...words] = each.text.split("\n").filter(Boolean);
  const { delivered = 0, read = 0, failed = 0 } = each.statuses;
  const seconds = each.last - each.first;
  const pace = seconds >= 1 ? `, ${number(Math.round(each.people / seconds))} al secondo` : "";
  const counts = `${number(each.people)} ${each.people === 1 ? "persona" : "persone"}${pace} · ${number(delivered)} consegnati` +
    ` · ${number(read)} letti${failed ? ` · ${number(failed)} falliti` : ""}`;
  return element(
    "li", {},
    element("p", { class: "title" }, title),
    element("p", { class: "words" }, words.join("\n")),
    element("progress", { max: each.people, value: delivered, "aria-label": `Consegnati: ${title}` }),
    element("p", { class: "counts" }, `Dalle ${hour(each.first)} · ${counts}`),
  );
}

async function refresh() {
  const pulse = await call("GET", `pulse?seconds=${SECONDS}`);
  at("rate").textContent = pulse.in_the_last_second;
  at("most").textContent = `${pulse.max_sends_in_a_second} al secondo`;
  at("limit").textContent = `${pulse.number_rate} al secondo`;
  drawChart(pulse);
  drawTable(pulse);
  drawTotals(pulse);
  at("notices").replaceChildren(
    ...(pulse.notices.length ? pulse.notices.map(notice) : [element("li", {}, "Nessun avviso finora.")]),
  );
}

often(1000, refresh);
