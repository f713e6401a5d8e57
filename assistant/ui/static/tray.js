// The briefing tray: paragraphs that this browser has pinned, in order, with names and notes.
const TRAY = 'pa-tray';
const pins = () => { const found = read('localStorage', TRAY, []); return Array.isArray(found) ? found : []; };
const pressed = () => {  // which pins are down
  const held = new Set(pins().map((pin) => `${pin.locator}@${pin.marks}`));
  for (const button of $$('[data-do=pin]')) {
    button.setAttribute('aria-pressed', String(button.dataset.pins.split(' ').every((pin) => held.has(pin))));
  }
  const count = $('.pa-count'), n = held.size;
  count.textContent = n;
  count.hidden = !n;
};
const setPins = (all) => { keep('localStorage', TRAY, all); pressed(); if (!tray.hasAttribute('data-closed')) tell('tray', {pins: JSON.stringify(pins())}); };
act.pin = (target) => {
  const wanted = target.dataset.pins.split(' '), down = target.getAttribute('aria-pressed') === 'true';
  const others = pins().filter((pin) => !wanted.includes(`${pin.locator}@${pin.marks}`));
  const added = wanted.map((pin) => {
    const at = pin.lastIndexOf('@');
    return pins().find((kept) => `${kept.locator}@${kept.marks}` === pin) || {locator: pin.slice(0, at), marks: pin.slice(at + 1), title: '', note: ''};
  });
  setPins(down ? others : [...others, ...added]);
  say(down ? TEXT.unpinned : TEXT.pinned);
};
act.tray = () => {
  if (!tray.hasAttribute('data-closed')) { close(tray); return; }
  shut();
  show(tray);
  tell('tray', {pins: JSON.stringify(pins())});
};
const drawn = (html) => { if (html) { tray.innerHTML = html; pressed(); $('h2', tray)?.focus({preventScroll: true}); } };
