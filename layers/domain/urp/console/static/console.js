// What the console's pages do beyond forms and links. Every page works without it: nothing is decided here.
// The attributes are listed in README.md.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shown = (element) => element.checkVisibility() && !element.disabled;

  // Storage may be switched off: then nothing is kept.
  const stored = (kind) => {
    try { return window[kind]; } catch { return null; }
  };
  const drafts = stored("sessionStorage");
  const preferences = stored("localStorage");

  // Keyboard shortcuts (WCAG 2.1.4: they can be switched off)

  const SHORTCUTS = "console-shortcuts";
  const FIELD = "input, textarea, select, [contenteditable]";
  const shortcutsOn = () => preferences?.getItem(SHORTCUTS) !== "off";

  const typing = (target) =>
    target.closest?.(FIELD) && !target.matches("input[type=checkbox], input[type=radio], input[type=submit]");

  function moveToRow(step) {
    const rows = all("[data-row]").filter(shown);
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const current = rows.findIndex((row) => row.querySelector("[aria-current]") || row.matches("[aria-current]"));
    const from = at >= 0 ? at : current;
    const row = rows[Math.min(Math.max(from + step, 0), rows.length - 1)];
    (row.matches("a, button, [tabindex]") ? row : row.querySelector("a, button, [tabindex]"))?.focus();
  }

  function press(key) {
    const element = all("[data-key]").find((one) => one.dataset.key === key && shown(one));
    if (!element) return false;
    if (element.matches(FIELD)) element.focus();
    else element.click();
    return true;
  }

  function openShortcuts() {
    const dialog = document.querySelector("dialog[data-shortcuts]");
    if (!dialog || dialog.open) return false;
    const list = dialog.querySelector("[data-shortcuts-list]");
    if (list) {
      const named = [
        ...all("[data-shortcuts-also]", dialog).map((one) => [one.dataset.shortcutsAlso, one.textContent]),
        ...all("[data-key]").filter(shown).map((one) => [one.dataset.key, nameOf(one)]),
      ];
      list.replaceChildren(...named.flatMap(([key, name]) => [inside("dt", inside("kbd", key)), inside("dd", name)]));
    }
    dialog.showModal();
    dialog.querySelector("h2[tabindex]")?.focus(); // else the reading begins at the checkbox below the list
    return true;
  }

  const nameOf = (element) =>
    (element.dataset.keyName || element.ariaLabel || element.labels?.[0]?.textContent || element.textContent).trim();

  function inside(tag, content) {
    const element = document.createElement(tag);
    if (tag === "kbd") element.className = "c-keycap";
    element.append(content);
    return element;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const answer = event.target;
    if (event.key === "/" && answer.dataset?.canned && answer.value === "") {
      const canned = document.getElementById(answer.dataset.canned);
      if (canned && shown(canned)) {
        event.preventDefault();
        canned.focus();
      }
      return;
    }
    if (typing(answer) || !shortcutsOn() || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    let done = true;
    if (key === "j" || key === "k") moveToRow(key === "j" ? 1 : -1);
    else if (event.repeat) done = false;
    else done = key === "?" ? openShortcuts() : press(key);
    if (done) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-shortcuts-open]")) openShortcuts();
  });

  // Copying: the text is there to be selected all the same

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source) return;
    let said = "Copiato.";
    try { await navigator.clipboard.writeText(source.value ?? source.textContent); }
    catch { source.select?.(); said = "Il testo è selezionato: si copia con la tastiera."; }
    const told = button.parentElement.querySelector("[role=status]");
    if (told) told.textContent = said;
  });

  // Drafts: what was typed outlives a session that ended and a form that failed, in this tab, for the same person

  const DRAFT = "draft ";
  const SENT = "sent"; // what the last form had that was sent
  const whose = () => document.documentElement.dataset.person;
  const draftOf = (element) => `${DRAFT}${whose()} ${element.dataset.keep}`;

  function forget(unwanted) {
    for (const name of Object.keys(drafts ?? {})) if (name.startsWith(DRAFT) && unwanted(name)) drafts.removeItem(name);
  }

  function restore() {
    if (!drafts || !whose()) return;
    forget((name) => !name.startsWith(`${DRAFT}${whose()} `));
    for (const done of all("[data-kept-done]")) {
      const sent = done.dataset.keptDone === "*" ? (drafts.getItem(SENT) ?? "").split("\n") : [done.dataset.keptDone];
      forget((name) => sent.some((id) => name === `${DRAFT}${whose()} ${id}`));
      if (done.dataset.keptDone === "*") drafts.removeItem(SENT);
      delete done.dataset.keptDone; // once: what is typed from here on was not sent
    }
    for (const element of all("[data-keep]")) {
      const draft = drafts.getItem(draftOf(element));
      if (draft && (element.value === "" || "keepNewer" in element.dataset)) element.value = draft;
      delete element.dataset.keepNewer;
    }
  }

  // Another form's success leaves what is typed beside it. What is saved while it is typed must not be saved once more
  // after it was sent: that would bring a sent answer back
  let sending = false;
  document.addEventListener("submit", ({ target }) => {
    const kept = all("[data-keep]", target);
    sending ||= kept.length > 0;
    if (drafts && !("keepSent" in target.dataset)) drafts.setItem(SENT, kept.map((one) => one.dataset.keep).join("\n"));
  });
  addEventListener("pageshow", () => { sending = false; });
  document.addEventListener("htmx:config:request", (event) => {
    if (sending && event.detail.ctx.request.method === "POST") event.preventDefault();
  });

  document.addEventListener("input", (event) => {
    const element = event.target;
    if (element.dataset.keep && drafts && whose()) {
      try {
        if (element.value) drafts.setItem(draftOf(element), element.value);
        else drafts.removeItem(draftOf(element));
      } catch { /* full: the text is still in the field */ }
    }
    count();
  });

  // Characters typed, as the server counts them: line breaks are one, emoji what Python takes them for

  function count() {
    for (const shows of all("[data-count-of]")) {
      const field = document.getElementById(shows.dataset.countOf);
      if (!field) continue;
      const typed = [...field.value].length;
      const text = shows.dataset.limit ? `${typed} / ${shows.dataset.limit}` : `${typed}`;
      if (shows.textContent !== text) shows.textContent = text;
    }
    for (const says of all("[data-full-of]")) {
      const field = document.getElementById(says.dataset.fullOf);
      const full = field && field === document.activeElement && field.value.length >= field.maxLength;
      const text = full ? "Il campo è pieno: altro non entra." : "";
      if (says.textContent !== text) says.textContent = text;
    }
  }

  // Seconds left to take an act back; the form beside it does so, and the server decides whether it still can

  function countDown() {
    for (const shows of all("[data-left]:not([data-left-until])")) {
      shows.dataset.leftUntil = performance.now() + 1000 * Number(shows.dataset.left);
      const timer = setInterval(() => {
        const left = Math.ceil((shows.dataset.leftUntil - performance.now()) / 1000);
        if (left <= 0 || !shows.isConnected) clearInterval(timer);
        shows.textContent = Math.max(left, 0);
      }, 200);
    }
  }

  // The session ends by itself: who is told before can stay, but for the end of the day (WCAG 2.2.1). The server
  // counts pages that a person opens and what they send, not what a page asks for by itself.

  const TOLD_BEFORE_S = 300;
  const session = document.querySelector("[data-session]");
  const sessionEnds = performance.now() / 1000 + Number(session?.dataset.leftS);
  let telling;

  function tell(what) {
    session.replaceChildren(...all("template", session), ...(what
      ? [session.querySelector(`template[data-of=${what}]`).content.cloneNode(true)] : []));
  }

  function stay() {
    if (!session) return;
    const left = sessionEnds - performance.now() / 1000;
    const idle = Number(session.dataset.idle);
    clearTimeout(telling);
    telling = setTimeout(() => tell(left < idle ? "whole" : "idle"), 1000 * (Math.min(left, idle) - TOLD_BEFORE_S));
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-session-stay]");
    if (!button) return;
    const page = await fetch(button.dataset.sessionStay).catch(() => null);
    if (!page?.ok) return;
    tell("stays");
    stay();
  });

  document.addEventListener("htmx:config:request", (event) => {
    if (event.detail.ctx.request.method !== "POST") return;
    if (session) tell("");
    stay();
  });

  // Polling stops while nobody looks; whoever comes back gets `seen-again` on the body (hx-trigger="… from:body")

  document.addEventListener("htmx:config:request", (event) => {
    if (document.hidden && event.detail.ctx.sourceEvent?.type === "every") event.preventDefault();
  });

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) document.body.dispatchEvent(new CustomEvent("seen-again"));
  });

  function badge() {
    const { count: waiting, title: now } = document.querySelector("[data-count]")?.dataset ?? {};
    const heading = document.querySelector("h1");
    const title = document.title.replace(/^\(\d+\) /, "").replace(now ? heading.textContent : "", () => now ?? "");
    if (now && heading.textContent !== now) heading.textContent = now;
    document.title = Number(waiting) ? `(${waiting}) ${title}` : title;
  }

  function look() {
    restore();
    count();
    countDown();
    badge();
    for (const opens of all("[data-shortcuts-open], [data-copy], [data-with-script]")) opens.hidden = false;
    for (const box of all("[data-shortcuts-switch]")) {
      box.checked = shortcutsOn();
      box.onchange = () => { preferences?.setItem(SHORTCUTS, box.checked ? "on" : "off"); look(); };
    }
  }

  document.addEventListener("htmx:after:swap", look);
  look();
  stay();
})();
