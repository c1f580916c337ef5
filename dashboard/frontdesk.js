/** How often the page asks again while somebody looks at it. */
const everyMs = 15_000;
const patienceMs = 10_000;

const names = {
  queue: 'the queue',
  dynamodb: 'the memory',
  postgres: 'the shop’s books',
  chatwoot: 'Chatwoot',
  models: 'the models',
};

/** Without its configuration the page still tells the state of the service. */
const unknownPlace = { stage: 'somewhere', apiBase: '', sandbox: false };

const config = await readConfig();
element('stage').textContent = config.stage === 'local' ? 'on this machine' : config.stage;
element('sandbox').hidden = config.sandbox !== true;

await ask();
setInterval(() => {
  if (!document.hidden) void ask();
}, everyMs);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void ask();
});

async function readConfig() {
  try {
    const response = await fetch('/config.json', { signal: AbortSignal.timeout(patienceMs) });
    return response.ok ? await response.json() : unknownPlace;
  } catch {
    return unknownPlace;
  }
}

async function ask() {
  try {
    // 503 has the same body: it says that messages cannot be accepted.
    const response = await fetch(`${config.apiBase ?? ''}/health`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    });
    const health = await response.json();
    if (health === null || typeof health !== 'object' || typeof health.status !== 'string')
      throw new Error('no health');
    show(health, response.status);
  } catch {
    showUnreachable();
  }
  element('checked').textContent = new Date().toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

function show({ status, version, checks = {} }, httpStatus) {
  const failing = Object.entries(checks).filter(([, state]) => state !== 'ok');
  for (const row of document.querySelectorAll('[data-check]')) {
    const state = checks[row.dataset.check];
    mark(row, state, state === 'ok' ? 'fine' : state === undefined ? 'not told' : 'failing');
  }
  if (httpStatus >= 500 || checks.queue === 'failing')
    verdict('degraded', 'New messages cannot be accepted.');
  else if (status === 'ok') verdict('ok', 'Open. Messages are accepted and answered.');
  else
    verdict(
      'degraded',
      `Messages are accepted. In trouble: ${listOf(failing.map(([name]) => names[name] ?? name))}.`,
    );
  element('version').textContent = typeof version === 'string' ? `Version ${version}` : '';
}

function showUnreachable() {
  verdict('unreachable', 'Frontdesk does not answer.');
  for (const row of document.querySelectorAll('[data-check]')) mark(row, undefined, 'unknown');
}

function verdict(state, text) {
  const box = element('verdict');
  // A screen reader speaks on every write; it need not hear the same thing four times a minute.
  if (box.dataset.state === state && element('verdict-text').textContent === text) return;
  box.dataset.state = state;
  element('verdict-text').textContent = text;
}

function mark(row, state, text) {
  row.dataset.state = state ?? 'unknown';
  row.querySelector('.state').textContent = text;
}

function listOf(words) {
  return words.length < 2
    ? (words[0] ?? 'something')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function element(id) {
  return document.getElementById(id);
}
