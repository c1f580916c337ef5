/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** Makes an element. Text only ever goes in as text, so nothing a customer writes can become markup. */
export function make(tag, options = {}, ...children) {
  const { text, on = {}, data = {}, ...attributes } = options;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  Object.assign(element.dataset, data);
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  if (text !== undefined && text !== null) element.textContent = text;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An icon of the set in index.html. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Asks the simulator. Fails with a sentence that can be shown. */
export async function ask(path, body) {
  const request =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`/sandbox/ui/${path}`, request).catch(() => {
    throw new Error('The sandbox cannot be reached. Is it still running?');
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Error(answer.error ?? 'That did not work. Please try again.');
}

let fading;

/** Says what went wrong, for a while. */
export function complain(error) {
  byId('toast-text').textContent = error.message;
  byId('toast').hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (byId('toast').hidden = true), 8000);
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** The time of day, with the date when it was another day. */
export function timeOf(instant, now = Date.now()) {
  const date = new Date(instant);
  const sameDay = date.toDateString() === new Date(now).toDateString();
  return sameDay ? clock.format(date) : day.format(date);
}

/** Replaces the children of an element and keeps the focus on what has the same data-key. */
export function refill(parent, children) {
  const key = document.activeElement?.closest('[data-key]')?.dataset.key;
  const inside = key !== undefined && parent.contains(document.activeElement);
  parent.replaceChildren(...children);
  if (inside) parent.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
