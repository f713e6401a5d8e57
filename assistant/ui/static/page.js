// The page around Gradio: what can be pressed carries data-do (an action below, or an event for the server) and its
// values as data-…. The server is reached through one component, the bridge, whose trigger is handed over when it is there.
const root = document.documentElement, body = document.body;
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const ev = $('#pa-ev'), tray = $('#pa-tray'), box = $('#pa-box'), send = $('#pa-send');
let deliver = null, waiting = [];
const tell = (name, data = {}) => {  // what is pressed before the server is reached is sent then
  if (deliver) deliver(name, data); else waiting.push([name, data]);
};
const wide = () => innerWidth >= 1024;
const filled = (text, ...values) => values.reduce((done, value) => done.replace(/%[nms]/, value), text);

const say = (text) => {  // emptied first: the same words twice are no change, and not read out
  const status = $('#pa-status');
  status.textContent = '';
  setTimeout(() => { status.textContent = text; }, 50);
};
const copy = async (text, button) => {
  try { await navigator.clipboard.writeText(text); } catch {  // no clipboard without a secure origin
    const area = document.createElement('textarea');
    area.value = text;
    body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  say(TEXT.copied);
  if (!button?.isConnected) return;
  button.dataset.done = TEXT.copied;
  setTimeout(() => delete button.dataset.done, 1400);
};

// Rooms
const rooms = () => $$('[data-room]', $('.pa-rooms'));
const enter = (room, address) => {
  if (address !== undefined) history.pushState({room}, '', address);
  root.dataset.room = room;
  for (const link of rooms()) {
    link.toggleAttribute('aria-current', link.dataset.room === room);
    if (link.dataset.room === room) link.setAttribute('aria-current', 'page');
  }
  shut();
  if (room === 'read' && !$('.pa-reader') && !new URLSearchParams(location.search).get('p')) tell('document', {id: ''});
  if (room !== 'ask' && room !== 'read') ev.toggleAttribute('data-closed', true);  // it belongs to those two
  closeTip();
};
const locatorOf = (address) => new URLSearchParams(new URL(address, document.baseURI).search).get('p');
addEventListener('popstate', () => {
  const wanted = new URLSearchParams(location.search), locator = wanted.get('p');
  enter(locator ? 'read' : wanted.get('room') || 'ask');
  if (locator) tell('read', {locator});
});

// Evidence and tray: beside the answer where there is room, else a sheet over it
let opener = null, asked = false;
const show = (panel) => {
  for (const other of [ev, tray]) other.toggleAttribute('data-closed', other !== panel);
  body.toggleAttribute('data-sheet', true);
};
const close = (panel = ev) => {
  const held = panel.contains(document.activeElement);
  panel.toggleAttribute('data-closed', true);
  body.removeAttribute('data-sheet');
  $$('.pa-cite[aria-current]').forEach((cite) => cite.removeAttribute('aria-current'));
  const back = panel === tray ? $('[data-do="tray"]') : opener;
  if (held || panel === tray) (back?.isConnected && back.offsetParent ? back : box).focus({preventScroll: true});
};
const current = (locator) => $$('.pa-main .pa-cite').forEach((cite) => {
  if (cite.dataset.locator === locator) cite.setAttribute('aria-current', 'true');
  else cite.removeAttribute('aria-current');
});
const evidence = (html) => {
  ev.innerHTML = html;
  const head = $('.pa-ev-h', ev);
  if (!head) { close(); return; }
  pressed();
  if (asked || wide()) { show(ev); current(head.dataset.locator); }
  if (asked) $('h2', ev).focus({preventScroll: true});
  asked = false;
  $('mark', ev)?.scrollIntoView({block: 'nearest'});
};
const open = (target) => {
  if (!ev.contains(target)) opener = target;
  const head = $('.pa-ev-h', ev);
  if (head?.dataset.locator === target.dataset.locator && head.dataset.marks === target.dataset.marks) {
    show(ev);
    current(head.dataset.locator);
    $('h2', ev).focus({preventScroll: true});
    return;
  }
  asked = true;
  tell('open', {locator: target.dataset.locator, marks: target.dataset.marks || ''});
};
const shut = () => {  // drawer and sheet
  body.removeAttribute('data-drawer');
  $('.pa-menu').setAttribute('aria-expanded', 'false');
  if (!wide()) { ev.toggleAttribute('data-closed', true); tray.toggleAttribute('data-closed', true); body.removeAttribute('data-sheet'); }
};
const drawer = () => {
  const on = body.toggleAttribute('data-drawer');
  $('.pa-menu').setAttribute('aria-expanded', String(on));
  if (on) $('.pa-side-x').focus(); else $('.pa-menu').focus();
};

// Width of the evidence, by hand or by arrow keys
const setWidth = (pixels) => {
  const width = Math.round(Math.max(320, Math.min(640, pixels)));
  root.style.setProperty('--pa-w-ev', `${width}px`);
  keep('localStorage', 'pa-width', width);
  $$('.pa-split').forEach((split) => split.setAttribute('aria-valuenow', width));
};
if (read('localStorage', 'pa-width', 0)) root.style.setProperty('--pa-w-ev', `${read('localStorage', 'pa-width', 0)}px`);
document.addEventListener('pointerdown', (event) => {
  const split = event.target.closest('.pa-split');
  if (!split) return;
  const move = (moved) => setWidth(innerWidth - moved.clientX);
  addEventListener('pointermove', move);
  addEventListener('pointerup', () => removeEventListener('pointermove', move), {once: true});
});

// Tooltips: what is not seen (section, page, headnote), beside the chip
const tip = $('#pa-tip');
const closeTip = () => { tip.hidden = true; };
const openTip = (event) => {
  const target = event.target.closest?.('[data-tip]');
  if (!target) return;
  tip.textContent = target.dataset.tip;
  tip.hidden = false;
  target.setAttribute('aria-describedby', 'pa-tip');
  const chip = target.getBoundingClientRect(), own = tip.getBoundingClientRect();
  const beside = chip.right + 8 + own.width < innerWidth - 8;
  const below = chip.bottom + own.height + 10 < innerHeight ? chip.bottom + 6 : chip.top - own.height - 6;
  tip.style.left = `${beside ? chip.right + 8 : Math.max(8, innerWidth - own.width - 8)}px`;
  tip.style.top = `${beside ? chip.top + chip.height / 2 - own.height / 2 : below}px`;
};
const leaveTip = (event) => { event.target.closest?.('[data-tip]')?.removeAttribute('aria-describedby'); closeTip(); };
for (const kind of ['mouseover', 'focusin']) document.addEventListener(kind, openTip);
for (const kind of ['mouseout', 'focusout']) document.addEventListener(kind, leaveTip);

// Dark or light: Gradio has a class of its own, which follows
const themed = () => body.classList.toggle('dark', root.dataset.theme === 'dark');
new MutationObserver(() => {
  if (body.classList.contains('dark') !== (root.dataset.theme === 'dark')) themed();
}).observe(body, {attributes: true, attributeFilter: ['class']});
themed();
const spoken = root.lang;
new MutationObserver(() => {  // Gradio says English of every page
  if (root.lang !== spoken) root.lang = spoken;
}).observe(root, {attributes: true, attributeFilter: ['lang']});

// Actions of the page's own
const act = {
  skip: () => $('#main').focus(),
  room: (target) => enter(target.dataset.room, target.getAttribute('href')),
  drawer: () => (innerWidth < 1280 ? drawer() : $('#pa-scope input').focus()),
  scope: () => act.drawer(),
  shut: () => { shut(); opener?.focus?.(); },
  theme: () => {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('pa-theme', root.dataset.theme); } catch { /* may not be kept */ }
    themed();
  },
  language: (target) => {
    document.cookie = `pa-lang=${target.dataset.language}; path=/; max-age=31536000; samesite=strict`;
    location.reload();
  },
  help: () => $('#pa-help').showModal(),
  'close-help': () => $('#pa-help').close(),
  leave: () => { location.href = new URL('sign-out', document.baseURI); },
  open,
  'close-ev': () => close(ev),
  read: (target) => { enter('read', target.getAttribute('href')); asked = false; tell('read', {locator: target.dataset.locator}); },
  copy: (target) => copy(target.dataset.text, target),
  link: (target) => copy(new URL(target.dataset.href, document.baseURI).href, target),
  how: (target) => {
    const part = document.getElementById(target.getAttribute('aria-controls'));
    part.hidden = !part.hidden;
    target.setAttribute('aria-expanded', String(!part.hidden));
  },
  enlarge: (target) => {
    const large = target.closest('.pa-thumb').toggleAttribute('data-large');
    target.setAttribute('aria-pressed', String(large));
  },
};
const EVENTS_OF_SERVER = ['take', 'word', 'rate', 'retry', 'export', 'document', 'search', 'table'];
document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-do]');
  for (const drop of $$('details.pa-drop[open]')) {
    if (!drop.contains(event.target) || target?.closest('ul')) drop.removeAttribute('open');
  }
  if (!target || event.ctrlKey || event.metaKey || (event.shiftKey && target.matches('a'))) return;
  const action = target.dataset.do;
  if (target.matches('a, [type=submit]')) event.preventDefault();
  if (act[action]) act[action](target, event);
  else if (EVENTS_OF_SERVER.includes(action)) {
    if (action === 'take') copier = target;
    if (action === 'rate') target.setAttribute('aria-pressed', 'true');
    tell(action, {...target.dataset});
  }
});
let copier = null;
