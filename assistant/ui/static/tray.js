// The briefing tray: paragraphs that this browser has pinned, in order, with names and notes.
const TRAY = 'pa-tray', TRAY_NAME = 'pa-tray-name';
const pins = () => { const found = read('localStorage', TRAY, []); return Array.isArray(found) ? found : []; };
const keyOf = (pin) => `${pin.locator}@${pin.marks}`;
const pressed = () => {  // which pins are down
  const held = new Set(pins().map(keyOf));
  for (const button of $$('[data-do=pin]')) {
    button.setAttribute('aria-pressed', String(button.dataset.pins.split(' ').every((pin) => held.has(pin))));
  }
  const count = $('.pa-count');
  count.textContent = held.size;
  count.hidden = !held.size;
};
const trayed = () => ({pins: JSON.stringify(pins()), name: read('localStorage', TRAY_NAME, '')});
const setPins = (all) => {
  keep('localStorage', TRAY, all);
  pressed();
  if (!tray.hasAttribute('data-closed')) tell('tray', trayed());
};
act.pin = (target) => {
  const wanted = target.dataset.pins.split(' '), down = target.getAttribute('aria-pressed') === 'true';
  const added = wanted.map((pin) => {
    const at = pin.lastIndexOf('@');
    return pins().find((kept) => keyOf(kept) === pin) || {locator: pin.slice(0, at), marks: pin.slice(at + 1), title: '', note: ''};
  });
  const others = pins().filter((pin) => !wanted.includes(keyOf(pin)));
  setPins(down ? others : [...others, ...added]);
  say(down ? TEXT.unpinned : TEXT.pinned);
};
act.tray = () => {
  if (!tray.hasAttribute('data-closed')) { close(tray); return; }
  shut();
  show(tray);
  tell('tray', trayed());
};
act['close-tray'] = () => close(tray);
const drawn = (html) => {
  if (!html) return;
  const fresh = !$('h2', tray);
  tray.innerHTML = html;
  pressed();
  if (fresh) $('h2', tray).focus({preventScroll: true});
};
const pinOf = (target) => target.closest('.pa-pin').dataset.pin;
act['pin-out'] = (target) => { setPins(pins().filter((pin) => keyOf(pin) !== pinOf(target))); say(TEXT.unpinned); };
act['pin-move'] = (target) => {
  const all = pins(), at = all.findIndex((pin) => keyOf(pin) === pinOf(target)), to = at + Number(target.dataset.by);
  if (at < 0 || to < 0 || to >= all.length) return;
  [all[at], all[to]] = [all[to], all[at]];
  setPins(all);
};
const written = (target, place, field) => {
  const id = pinOf(target), value = pins().find((pin) => keyOf(pin) === id)?.[field] || '';
  renamed(place, value, (text) => setPins(pins().map((pin) => (keyOf(pin) === id ? {...pin, [field]: text} : pin))), true);
};
act['pin-title'] = (target) => written(target, $('h3', target.closest('.pa-pin')), 'title');
act['pin-note'] = (target) => {
  const part = target.closest('.pa-pin');
  written(target, $('.pa-pin-n', part) || $('.pa-cmp-f', part), 'note');
};
act['tray-name'] = () => renamed($('h2', tray), $('h2', tray).textContent, (text) => {
  keep('localStorage', TRAY_NAME, text);
  tell('tray', trayed());
});
act.brief = (target) => {
  copier = target;
  tell('brief', {...trayed(), kind: target.dataset.kind, marking: $('#pa-marking').value});
};
const taken = (text) => {
  if (!text) return;
  const {copy: words} = JSON.parse(text);
  if (words) copy(words, copier); else save(text);
};
