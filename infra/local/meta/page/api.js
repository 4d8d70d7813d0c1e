// Calls to the control side of the simulator this page comes from.

export async function call(method, path, body) {
  const answer = await fetch(`simulator/${path}`, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error ?? `HTTP ${answer.status}`);
  return told;
}

/** An element with its attributes and children; children that are text stay text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** Repeat while the page is looked at; one round ends before the next begins. */
export function often(milliseconds, round) {
  const next = async () => {
    try {
      if (!document.hidden) await round();
    } catch (failure) {
      console.warn(failure);
    }
    setTimeout(next, milliseconds);
  };
  next();
}

export const number = (value) => new Intl.NumberFormat("it-IT").format(value);
export const hour = (seconds, style = "short") =>
  new Date(seconds * 1000).toLocaleTimeString("it-IT", { timeStyle: style });
