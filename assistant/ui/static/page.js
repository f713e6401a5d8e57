// Runs once for each part of the page that can be clicked (element, trigger, watch are Gradio's).
// Elements say what they do: data-do names an event below, other data-… values travel with it.
const EVENTS = ['open', 'example', 'rate', 'word', 'retry', 'read', 'take'];

const say = (text) => {  // emptied first: the same words twice are no change, and not read out
  const status = document.querySelector('#wps-status p');
  if (!status) return;
  status.textContent = '';
  setTimeout(() => { status.textContent = text; }, 50);
};

const confirmed = (button) => {
  const before = button.textContent;
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = before; }, 1200);
};

const copy = async (text, button) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {  // no clipboard without a secure origin: select and copy the old way
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  say('Copied.');
  if (button?.isConnected) confirmed(button);
};

window.wpsCopy = (text) => copy(text, window.wpsTaker);  // the server has written the text by now

const here = {
  link: (button) => copy(new URL(button.dataset.href, document.baseURI).href, button),
  back: () => {
    const place = element.closest('#wps-beside') ? '.wps-reader' : '#wps-question textarea';
    const last = window.wpsOpener;
    if (last && last.isConnected && last.offsetParent) last.focus();
    else document.querySelector(place)?.focus();
  },
};

const TABS = '[role=tab], .overflow-dropdown button';  // those with no room are in a menu
const tabs = () => [...document.querySelectorAll(TABS)];
const chosenTab = () => tabs().find((tab) => tab.matches('.selected'))?.textContent.trim();
const turnTo = (address) => {  // the browser's Back leads to what was on screen before
  history.replaceState({tab: chosenTab()}, '');
  history.pushState({tab: 'Read'}, '', address);
};
const turnBack = (event) => {
  if (!event.state) return;  // a mark within the page
  const {tab} = event.state, locator = new URLSearchParams(location.search).get('p');
  if (tab === 'Read' && locator) trigger('read', {locator});
  else tabs().find((other) => other.textContent.trim() === tab)?.click();
};
if (element.closest('#wps-evidence')) window.onpopstate = turnBack;  // one part listens for all

element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-do]');
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const action = target.dataset.do;
  if (here[action]) {
    here[action](target);
    return;
  }
  if (action === 'take') window.wpsTaker = target;
  if (!EVENTS.includes(action)) return;
  if (action === 'open' && !element.closest('#wps-evidence, #wps-beside')) window.wpsOpener = target;
  if (action === 'read') turnTo(target.getAttribute('href'));
  if (action === 'rate') target.closest('details')?.removeAttribute('open');
  trigger(action, {...target.dataset});
});

element.addEventListener('keydown', (event) => {
  const cited = event.target.closest('.wps-cited');
  if (cited && event.key === 'Escape') cited.classList.add('wps-quiet');
});
element.addEventListener('focusin', (event) => {
  event.target.closest('.wps-cited')?.classList.remove('wps-quiet');
});

const toPlace = () => {  // scrolls the reader, not the page, to the paragraph that was opened
  const place = element.querySelector('.wps-here');
  const reader = element.querySelector('.wps-reader');
  if (!place || !reader || !place.offsetHeight || place.dataset.seen) return;
  place.dataset.seen = '1';
  if (reader.scrollHeight > reader.clientHeight) reader.scrollTop = place.offsetTop - 80;
  else place.scrollIntoView({block: 'center'});
  place.focus({preventScroll: true});
};

const settle = () => {
  const panel = element.querySelector('.wps-panel[data-focus="1"] h2');
  if (panel) panel.focus();
  toPlace();
  const last = element.querySelector('.wps-exchange:last-child');
  if (last) element.querySelector('.wps-log')?.scrollTo({top: last.offsetTop - 8});
};
watch('value', settle);
new ResizeObserver(toPlace).observe(element);  // a tab that was hidden has no height until it is shown
