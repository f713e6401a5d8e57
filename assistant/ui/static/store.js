// What this browser keeps of conversations: one list for all of its tabs. A tab changes only its own conversation in
// it, and at once, so that two tabs do not overwrite each other; which one is its own is known to the tab alone.
const LIST = 'wps-conversations', OWN = 'wps-open', MOST = 30;
const fresh = () => crypto.getRandomValues(new Uint32Array(2)).join('-');
const read = (area, key, or) => {
  try { return JSON.parse(window[area].getItem(key)) ?? or; } catch { return or; }
};
const keep = (area, key, value) => {
  try { window[area].setItem(key, JSON.stringify(value)); } catch { /* may not be kept */ }
};
const store = {
  list: () => {
    const found = read('localStorage', LIST, []);
    return Array.isArray(found) ? found.filter((kept) => kept && kept.id) : [];
  },
  write: (list) => {
    let kept = list.slice(0, MOST);
    for (;;) {
      try { return localStorage.setItem(LIST, JSON.stringify(kept)); } catch {
        if (!kept.length) return;  // nothing may be kept at all
        kept = kept.slice(0, -1);  // no room: the oldest goes
      }
    }
  },
  own: () => read('sessionStorage', OWN, {id: '', stamp: ''}),
  hold: (id, stamp) => keep('sessionStorage', OWN, {id, stamp}),
  find: (id) => store.list().find((kept) => kept.id === id),
  open: (id) => {
    const there = store.find(id);
    if (there) store.hold(there.id, there.stamp); else store.leave();
  },
  leave: () => store.hold('', fresh()),
  drop: (id) => {
    store.write(store.list().filter((kept) => kept.id !== id));
    if (store.own().id === id) store.leave();
  },
  clear: () => { store.write([]); store.leave(); },
  rename: (id, title) => store.write(
    store.list().map((kept) => (kept.id === id ? {...kept, title, named: true} : kept)),
  ),
  // Returns "gone" if the conversation was deleted elsewhere: deleted stays deleted. If another tab has added to it,
  // this one goes on as a conversation of its own.
  put: (text) => {
    if (!text) return '';
    const {title, rows, own: token} = JSON.parse(text);
    const own = JSON.parse(token), there = store.find(own.id);
    if (own.id && !there) return 'gone';
    const same = there && there.stamp === own.stamp, stamp = fresh(), id = same ? own.id : fresh();
    const name = same && there.named ? {title: there.title, named: true} : {title};
    store.write([{id, stamp, ...name, rows}, ...store.list().filter((kept) => kept.id !== id)]);
    if (store.own().stamp === own.stamp) store.hold(id, stamp);  // else the tab has gone on to another
    return '';
  },
  // For the server: the rows of the tab's own conversation.
  seen: () => {
    const there = store.find(store.own().id);
    return JSON.stringify({open: there ? there.id : '', rows: there ? there.rows : []});
  },
  title: () => store.find(store.own().id)?.title || '',
};
