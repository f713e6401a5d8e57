// The list of conversations that this browser keeps: find, open, rename, delete.
const list = $('#pa-conv-list');
const line = (kept) => {
  const own = kept.id === store.own().id, item = document.createElement('li');
  item.className = 'pa-conv';
  item.dataset.id = kept.id;
  if (own) item.dataset.on = '';
  const link = Object.assign(document.createElement('a'), {href: '?', textContent: kept.title});
  link.dataset.do = 'turn';
  if (own) link.setAttribute('aria-current', 'page');
  const drop = document.createElement('details');
  drop.className = 'pa-drop';
  drop.innerHTML = "<summary class='pa-ib'><svg class='pa-i pa-i--s' aria-hidden='true'><use href='#i-dots'/></svg></summary><ul><li><button type='button' data-do='rename'></button></li><li><button type='button' data-do='delete'></button></li></ul>";
  $('summary', drop).setAttribute('aria-label', filled(list.dataset.more, kept.title));
  $('[data-do=rename]', drop).textContent = list.dataset.rename;
  $('[data-do=delete]', drop).textContent = list.dataset.delete;
  item.append(link, drop);
  return item;
};
const listed = () => {
  const words = $('#pa-conv-find').value.toLowerCase().trim(), all = store.list();
  const found = all.filter((kept) => !words || `${kept.title} ${JSON.stringify(kept.rows)}`.toLowerCase().includes(words));
  list.replaceChildren(...found.map(line));
  const none = $('#pa-conv-0');
  none.textContent = all.length ? none.dataset.lost : none.dataset.none;
  none.hidden = found.length > 0;
  $('#pa-conv-x').hidden = all.length < 2;
};
$('#pa-conv-find').addEventListener('input', listed);
addEventListener('storage', (event) => { if (event.key === LIST) listed(); });

const turnTo = () => {  // the server draws the conversation that this tab has open now
  close(ev);
  evidence('');
  busy = false;
  tell('turn', {kept: store.seen()});
  listed();
  if (root.dataset.room !== 'ask') enter('ask', '?');
  shut();
};
const renamed = (element, title, done, empty = false) => {  // in its place; Enter or leaving keeps, Esc does not
  const field = Object.assign(document.createElement('input'), {value: title, maxLength: empty ? 1000 : 60, className: 'pa-in pa-in--name'});
  field.setAttribute('aria-label', list.dataset.rename);
  element.hidden = true;
  element.after(field);
  field.select();
  let over = false;
  const end = (kept) => {
    if (over) return;
    over = true;
    field.remove();
    element.hidden = false;
    if (kept && (empty || field.value.trim())) done(field.value.trim());
  };
  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Enter' || event.key === 'Escape') end(event.key === 'Enter');
  });
  field.addEventListener('blur', () => end(true));
};
act.turn = (target) => { store.open(target.closest('li').dataset.id); turnTo(); };
act.new = () => { store.leave(); turnTo(); box.focus(); };
act.rename = (target) => {
  const item = target.closest('.pa-conv'), id = item ? item.dataset.id : store.own().id;
  const kept = store.find(id);
  if (!kept) return;
  renamed(item ? $('a', item) : $('#pa-title'), kept.title, (title) => {
    store.rename(id, title);
    listed();
    if (id === store.own().id && $('#pa-title')) $('#pa-title').textContent = title;
  });
};
act.delete = (target) => {
  const {id} = target.closest('li.pa-conv').dataset, own = id === store.own().id;
  if (!confirm(filled(list.dataset.sure, store.find(id)?.title || ''))) return;
  store.drop(id);
  if (own) turnTo(); else listed();
};
act.clear = (target) => {
  if (!confirm(target.dataset.sure)) return;
  store.clear();
  turnTo();
};
