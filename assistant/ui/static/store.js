// What this browser keeps of conversations: one list for all of its tabs. A tab changes only its own
// conversation in it, and at once, so that two tabs do not overwrite each other; which one is its own
// is known to the tab alone. (Set before the script of an event, see `assistant.ui.ask.kept`.)
const LIST = 'wps-conversations', OWN = 'wps-open', MOST = 30;
const fresh = () => crypto.getRandomValues(new Uint32Array(2)).join('-');
const read = (area, key, or) => {
  try { return JSON.parse(window[area].getItem(key)) ?? or; } catch { return or; }
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
  hold: (id, stamp) => {
    try { sessionStorage.setItem(OWN, JSON.stringify({id, stamp})); } catch { /* may not be kept */ }
  },
  find: (id) => store.list().find((kept) => kept.id === id),
  open: (id) => {
    const there = store.find(id);
    if (there) store.hold(there.id, there.stamp); else store.leave();
  },
  leave: () => store.hold('', fresh()),
  drop: () => {
    const {id} = store.own();
    store.write(store.list().filter((kept) => kept.id !== id));
    store.leave();
  },
  clear: () => { store.write([]); store.leave(); },
  // Returns "gone" if the conversation was deleted elsewhere: deleted stays deleted. If another tab
  // has added to it, this one goes on as a conversation of its own.
  put: (text) => {
    if (!text) return '';
    const {title, rows, own: token} = JSON.parse(text);
    const own = JSON.parse(token), there = store.find(own.id);
    if (own.id && !there) return 'gone';
    const id = there && there.stamp === own.stamp ? own.id : fresh(), stamp = fresh();
    store.write([{id, stamp, title, rows}, ...store.list().filter((kept) => kept.id !== id)]);
    if (store.own().stamp === own.stamp) store.hold(id, stamp);  // else the tab has gone on to another
    return '';
  },
  // For the server: the tab's own conversation, and what others there are.
  seen: () => {
    const there = store.find(store.own().id), titles = store.titles();
    return JSON.stringify({open: there ? there.id : '', rows: there ? there.rows : [], titles});
  },
  titles: () => {
    const titles = store.list().map((kept) => [kept.title, kept.id]);
    window.wpsTitles = JSON.stringify(titles);
    return titles;
  },
  // For the list on screen.
  listed: () => ({__type__: 'update', choices: store.titles(), value: store.own().id || null}),
  // For the list when it is unfolded: what other tabs have changed, else nothing, since a list that
  // is drawn anew loses the click of whoever is picking from it.
  news: () => {
    const before = window.wpsTitles, choices = store.titles();
    return before === window.wpsTitles ? {__type__: 'update'} : {__type__: 'update', choices};
  },
};
