// Before anything is painted: dark or light, and the room that the address names.
(() => {
  const root = document.documentElement, wanted = new URLSearchParams(location.search);
  let theme = null;
  try { theme = localStorage.getItem('pa-theme'); } catch { /* nothing may be kept */ }
  root.dataset.theme = theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const room = wanted.has('p') ? 'read' : wanted.get('room');
  root.dataset.room = ['read', 'check', 'quiz', 'documents'].includes(room) ? room : 'ask';
})();
