// Keyboard: single letters never act while a field has focus, and can be switched off.
const letters = $('#pa-letters');
letters.checked = read('localStorage', 'pa-letters', true);
letters.addEventListener('change', () => keep('localStorage', 'pa-letters', letters.checked));
const cites = () => $$('.pa-main .pa-cite').filter((cite) => cite.offsetParent);
const step = (by) => {
  const all = cites(), at = all.indexOf(document.activeElement);
  all[(at + by + all.length) % all.length]?.focus();
};
const escape = () => {  // the uppermost one
  if (!tip.hidden) { closeTip(); return; }
  const drop = $('details.pa-drop[open]');
  if (drop) { drop.removeAttribute('open'); $('summary', drop).focus(); return; }
  if (body.hasAttribute('data-drawer')) { drawer(); return; }
  if (!tray.hasAttribute('data-closed')) { close(tray); return; }
  if (!ev.hasAttribute('data-closed')) close(ev);
};
const KEYS = {
  '?': () => act.help(),
  j: () => step(1),
  k: () => step(-1),
  '[': () => $('[data-step=before]', ev)?.click(),
  ']': () => $('[data-step=after]', ev)?.click(),
  p: () => $('[data-do=pin]', ev)?.click(),
  t: () => act.tray(),
};
const finding = (by) => {  // Check: from finding to finding
  const all = $$('.pa-finding'), at = all.indexOf(document.activeElement);
  all[(at + by + all.length) % all.length]?.focus();
};
const quiz = (words) => $$('#room-quiz button').find((one) => one.textContent.trim().startsWith(words) && one.offsetParent)?.click();
const OF_ROOM = {
  check: {n: () => finding(1), N: () => finding(-1)},
  quiz: {
    A: () => quiz('Accept'), a: () => quiz('Accept'), R: () => quiz('Reject'), r: () => quiz('Reject'),
    E: () => quiz('Edit this item'), e: () => quiz('Edit this item'),
    ArrowLeft: () => quiz('← Previous'), ArrowRight: () => quiz('Next →'),
  },
};
document.addEventListener('keydown', (event) => {
  if ($('dialog[open]')) return;
  if (event.key === 'Escape') { escape(); return; }
  const typing = event.target.closest('input, textarea, select, [contenteditable=true]');
  if ((event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing)) {
    event.preventDefault();
    if (root.dataset.room !== 'ask') enter('ask', '?');
    box.focus();
    return;
  }
  const split = event.target.closest('.pa-split');
  if (split && event.key.startsWith('Arrow')) { setWidth(ev.offsetWidth + (event.key === 'ArrowLeft' ? 24 : -24)); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !letters.checked) return;
  if (event.target.closest('[role=tab], [role=slider], [role=radio]')) return;
  (OF_ROOM[root.dataset.room]?.[event.key] || KEYS[event.key])?.();
});
