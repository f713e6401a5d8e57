// The Read room: document, search, headnotes open or closed, topics by document.
document.addEventListener('change', (event) => {
  if (event.target.id === 'pa-document') tell('document', {id: event.target.value});
});
document.addEventListener('submit', (event) => {
  if (event.target.id !== 'pa-search-f') return;
  event.preventDefault();
  tell('search', {text: $('#pa-search').value, document: $('#pa-document').value});
});
act.headnotes = (target) => {
  const on = target.getAttribute('aria-pressed') !== 'true';
  target.setAttribute('aria-pressed', String(on));
  $$('.pa-reader details').forEach((note) => note.toggleAttribute('open', on));
};
const view = (name) => (target) => {  // instead of the text; pressed again, the text comes back
  const on = target.getAttribute('aria-pressed') !== 'true', id = $('#pa-document').value;
  target.setAttribute('aria-pressed', String(on));
  tell(on ? name : 'document', {id});
};
act.topics = view('topics');
act.duties = view('duties');
document.addEventListener('input', (event) => {
  if (event.target.id !== 'pa-topic-find') return;
  const words = event.target.value.toLowerCase();
  for (const row of $$('.pa-t--topics tbody tr')) row.hidden = !row.textContent.toLowerCase().includes(words);
});
const found = () => {  // after a search
  const head = $('#pa-found-h');
  if (head) { head.closest('.pa-read-l').scrollTop = 0; say($('.pa-found .pa-hint')?.textContent || ''); }
};
const place = () => {  // after the reader is drawn: to the paragraph that was opened
  const here = $('.pa-here'), area = $('.pa-read-t'), text = $('.pa-reader');
  $('#pa-wait')?.remove();
  $('[data-do=topics]')?.setAttribute('aria-pressed', String(Boolean($('.pa-topics'))));
  $('[data-do=duties]')?.setAttribute('aria-pressed', String(Boolean($('.pa-duties'))));
  $('[data-do=headnotes]')?.setAttribute('aria-pressed', 'false');
  if (text?.dataset.document && $('#pa-document')) $('#pa-document').value = text.dataset.document;
  pressed();
  if (!area) return;
  const outer = area.scrollHeight > area.clientHeight + 1 ? area : area.parentNode;
  outer.scrollTop = here ? here.offsetTop + (outer === area ? 0 : area.offsetTop) - 80 : 0;
};
