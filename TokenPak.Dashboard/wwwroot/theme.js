// The theme: as the system, light or dark; remembered in a cookie, so that the server's first rendering has it already.
const next = { undefined: 'light', light: 'dark', dark: undefined };

document.addEventListener('click', event => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[data-theme-switch]')) {
    const root = document.documentElement;
    const theme = next[root.dataset.theme];
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    document.cookie = `tokenpak-theme=${theme ?? ''}; path=/dashboard; max-age=${theme ? 31536000 : 0}; samesite=strict`;
  }
  // A button, since with a base address a link to a bare fragment would lead to the first page.
  if (target?.closest('[data-skip]')) document.getElementById('main')?.focus();
  // An open picker closes when something else is clicked, or a choice was made in it.
  for (const picker of document.querySelectorAll('details.custom[open]')) {
    if (!picker.contains(target) || target?.closest('button')) picker.removeAttribute('open');
  }
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const picker of document.querySelectorAll('details.custom[open]')) {
    picker.removeAttribute('open');
    picker.querySelector('summary')?.focus();
  }
});
