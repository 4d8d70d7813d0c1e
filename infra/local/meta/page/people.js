// The list of citizens: choose one, look for one, invent one.
import { call, element, number, often } from "./api.js";

const list = document.getElementById("people");
const count = document.getElementById("people-count");
const sought = document.getElementById("sought");
const newName = document.getElementById("new-name");
let shown = "";

const initials = (name) => name.split(" ").map((part) => part[0]).join("").slice(0, 2).toUpperCase();

function line(person, chosen) {
  const kinds = { image: "Foto", audio: "Messaggio vocale", contacts: "Contatto condiviso" };
  const last = person.last_text || kinds[person.last_type] || `+${person.citizen}`;
  const button = element(
    "button",
    { type: "button", "aria-current": String(person.citizen === chosen) },
    element("span", { class: "face", "aria-hidden": "true" }, initials(person.name)),
    element("strong", {}, person.name),
    person.unread
      ? element("span", { class: "unread" }, number(person.unread), element("span", { class: "spoken" }, " da leggere"))
      : "",
    element("span", { class: "last" }, last.split("\n")[0]),
  );
  button.dataset.citizen = person.citizen;
  return element("li", {}, button);
}

/** Keep the list fresh; `chosen` says who is on the phone, `choose` changes it. */
export function people(chosen, choose) {
  const refresh = async () => {
    const told = await call("GET", `citizens?q=${encodeURIComponent(sought.value.trim())}`);
    const onPhone = chosen() ? await call("GET", `citizens/${encodeURIComponent(chosen())}`) : null;
    const now = JSON.stringify([told, onPhone]);
    if (now === shown) return;
    shown = now;
    const focused = document.activeElement?.dataset?.citizen;
    const others = told.citizens.filter((person) => person.citizen !== onPhone?.citizen);
    list.replaceChildren(...[onPhone, ...others].filter(Boolean).map((person) => line(person, onPhone?.citizen)));
    if (focused) list.querySelector(`[data-citizen="${focused}"]`)?.focus();
    const all = told.count === 1 ? "1 cittadino" : `${number(told.count)} cittadini`;
    const some = told.count > told.citizens.length ? "; cerca per trovarne altri" : "";
    if (count.textContent !== all + some) count.textContent = all + some;
  };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(button.dataset.citizen);
  });
  document.getElementById("invent").addEventListener("submit", async (event) => {
    event.preventDefault();
    const made = await call("POST", "citizens", { name: newName.value.trim() });
    newName.value = "";
    choose(made.citizen);
  });
  document.getElementById("open").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = sought.value.replaceAll(/[\s+]/g, "");
    const first = list.querySelector("button")?.dataset.citizen;
    const address = /^(\d{6,15}|[A-Z]{2}\.\w+)$/.test(typed) ? typed : first;
    if (address) choose(address);
    sought.value = "";
  });
  sought.addEventListener("input", refresh);
  often(1500, refresh);
  return refresh;
}
