// The box, the scope of the search, and the conversation as it grows.
const scopeBoxes = () => $$('#pa-scope input[value]');
const scope = () => {
  const all = scopeBoxes(), chosen = all.filter((one) => one.checked);
  return chosen.length === all.length ? [] : chosen.map((one) => one.value);
};
const scoped = () => {
  const all = scopeBoxes(), chosen = all.filter((one) => one.checked), texts = $('#pa-scope').dataset;
  for (const group of $$('.pa-src-k')) {
    const [head, ...own] = $$('input', group), on = own.filter((one) => one.checked).length;
    head.checked = on > 0;
    head.indeterminate = on > 0 && on < own.length;
    head.classList.toggle('mixed', head.indeterminate);
  }
  $('#pa-scope-n').textContent = filled($('#pa-scope-n').dataset.of, chosen.length, all.length);
  const name = chosen.length === all.length ? filled(texts.all, all.length)
    : chosen.length === 1 ? filled(texts.one, chosen[0].dataset.name) : filled(texts.some, chosen.length);
  $('#pa-chip span').textContent = name;
  keep('sessionStorage', 'pa-scope', scope());
  ready();
};
$('#pa-scope').addEventListener('change', (event) => {
  const group = event.target.closest('.pa-src--g');
  if (group) $$('input[value]', group.parentNode).forEach((one) => { one.checked = event.target.checked; });
  scoped();
});

let busy = false, last = '';
const ready = () => {
  const none = !scopeBoxes().some((one) => one.checked);
  send.disabled = !busy && (!box.value.trim() || none);
  send.setAttribute('aria-label', busy ? send.dataset.stop : send.dataset.ask);
  $('use', send).setAttribute('href', busy ? '#i-stop' : '#i-send');
};
const grow = () => { box.style.height = 'auto'; box.style.height = `${Math.min(box.scrollHeight, 144)}px`; };
const ask = (text) => {
  if (!text.trim() || busy) return;
  if (root.dataset.room !== 'ask') enter('ask', '?');
  else shut();
  if (!wide()) close(ev);
  busy = true;
  last = text;
  box.value = '';
  grow();
  ready();
  say(TEXT.searching);
  tell('ask', {text, documents: scope(), plain: $('#pa-prose') ? !$('#pa-prose').checked : false});
};
box.addEventListener('input', () => { grow(); ready(); });
box.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); ask(box.value); }
  if (event.key === 'ArrowUp' && !box.value) {
    box.value = last || $$('.pa-q').pop()?.textContent || '';
    if (box.value) { event.preventDefault(); grow(); ready(); }
  }
});
$('#pa-composer').addEventListener('submit', (event) => {
  event.preventDefault();
  if (busy) tell('stop'); else ask(box.value);
});
act.ask = (target) => ask(target.dataset.text);
act.offer = (target) => { box.value = target.dataset.text; box.focus(); grow(); ready(); };

// After the server has drawn the conversation anew
let turns = 0, shownQuestion = '';
const settle = () => {
  const articles = $$('#pa-log .pa-turn'), end = articles.at(-1);
  busy = Boolean(end?.hasAttribute('data-busy'));
  box.placeholder = end ? box.dataset.on : box.dataset.first;
  ready();
  const title = $('#pa-title');
  if (title && store.title()) title.textContent = store.title();
  const question = end ? $('.pa-q', end).textContent : '';
  if (end && (articles.length !== turns || question !== shownQuestion)) {
    const area = $('#pa-log').closest('.pa-scroll') || $('#room-ask');
    area.scrollTo({top: articles.length > 1 ? end.offsetTop - 8 : 0});
  }
  turns = articles.length;
  shownQuestion = question;
  if (end && !busy && end.dataset.said) say(end.dataset.said);
  pressed();
  $('#pa-wait')?.remove();
};
