// What the server and Gradio call, and the beginning.
const question = new URLSearchParams(location.search).get('q');
window.pa = {
  bridge: (trigger) => { deliver = trigger; for (const [name, data] of waiting.splice(0)) trigger(name, data); },
  store, settle, evidence, drawn, copy: (text) => copy(text, copier), save, place, found, taken,
  put: (text) => { const lost = store.put(text); listed(); if ($('#pa-title') && store.title()) $('#pa-title').textContent = store.title(); return lost; },
  seen: () => {  // an address that asks begins a conversation of its own
    if (question) store.leave(); else store.open(store.own().id);
    return [store.seen(), null];
  },
  begun: () => {
    settle();
    if (!question) return;
    history.replaceState({room: 'ask'}, '', '?');
    listed();
    ask(question);
  },
};
function save(text) {
  if (!text) return;
  const {name, kind, data} = JSON.parse(text);
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(new Blob([bytes], {type: kind})), download: name});
  body.append(link);
  link.click();
  link.remove();
}
const chosen = read('sessionStorage', 'pa-scope', []);
if (chosen.length) scopeBoxes().forEach((one) => { one.checked = chosen.includes(one.value); });
scoped();
listed();
pressed();
enter(root.dataset.room);
if (root.dataset.room === 'ask' && innerWidth >= 640) box.focus();
const kept = store.find(store.own().id);
if (kept && $('#pa-wait-q')) { $('#pa-wait-q').textContent = kept.rows.at(-1)?.question || ''; $('#pa-wait-q').hidden = false; }
