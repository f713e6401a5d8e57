// Surveys: fold all, plain or the document's words, filter and sort a register.
act.unfold = (target) => {
  const on = target.getAttribute('aria-pressed') !== 'true';
  target.setAttribute('aria-pressed', String(on));
  $$('.pa-fold', target.closest('.pa-turn')).forEach((fold) => fold.toggleAttribute('open', on));
};
act.words = (target) => {
  $$('button', target.parentNode).forEach((one) => one.setAttribute('aria-pressed', String(one === target)));
  target.closest('.pa-turn').dataset.words = target.dataset.words;
};
const filter = (turn) => {
  const want = (name) => $(`[data-filter=${name}]`, turn).value;
  const rows = $$('.pa-t--reg tbody tr', turn), words = want('text').toLowerCase();
  for (const row of rows) {
    row.hidden = !((!want('symbol') || row.dataset.symbol === want('symbol'))
      && (!want('verb') || row.dataset.verb === want('verb'))
      && (!words || row.textContent.toLowerCase().includes(words)));
  }
  const left = rows.filter((row) => !row.hidden).length, told = $('.pa-fil-n', turn);
  told.textContent = left ? filled(told.dataset.of, left, rows.length) : told.dataset.none;
};
for (const kind of ['input', 'change']) {
  document.addEventListener(kind, (event) => {
    if (event.target.matches('[data-filter]')) filter(event.target.closest('[data-table]'));
  });
}
act.sort = (target) => {
  const head = target.closest('th'), table = target.closest('table'), {key} = target.dataset;
  const up = head.getAttribute('aria-sort') === 'ascending';
  $$('th', table).forEach((other) => other.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', up ? 'descending' : 'ascending');
  const order = (one, other) => one.dataset[key].localeCompare(other.dataset[key], undefined, {numeric: true});
  const rows = $$('tbody tr', table).sort((one, other) => order(one, other) * (up ? -1 : 1));
  $('tbody', table).append(...rows);
};
