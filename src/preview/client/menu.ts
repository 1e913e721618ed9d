/** One dashboard at a time, chosen by the address; without this script all of them are below each other. */
export const showByAddress = (): void => {
  const dashboards = [...document.querySelectorAll<HTMLElement>('.dashboard')];
  const links = [...document.querySelectorAll<HTMLAnchorElement>('nav a')];
  const name = document.title;
  let current: HTMLElement | undefined;

  const show = (moved: boolean): void => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const wanted =
      target?.closest<HTMLElement>('.dashboard') ??
      current ??
      dashboards.find(({ dataset }) => dataset['home'] !== undefined) ??
      dashboards[0];
    if (wanted === undefined) return;
    if (wanted !== current) {
      for (const dashboard of dashboards) dashboard.hidden = dashboard !== wanted;
      for (const link of links)
        if (link.hash === `#${wanted.id}`) {
          link.setAttribute('aria-current', 'page');
          bringIntoMenu(link);
        } else link.removeAttribute('aria-current');
      document.title = `${wanted.querySelector('h2')?.textContent ?? ''} · ${name}`;
      current = wanted;
      if (moved && target === wanted) {
        scrollTo(0, 0);
        wanted.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
      }
    }
    if (target !== null && target !== wanted) target.scrollIntoView();
  };
  document.documentElement.classList.add('scripted');
  show(false);
  addEventListener('hashchange', () => {
    closeMenu();
    show(true);
  });
};

/** Scrolls the menu alone: the page itself stays where it is. */
const bringIntoMenu = (link: HTMLElement): void => {
  const list = link.closest('.menu');
  if (list === null) return;
  const { top, bottom } = link.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (top < frame.top || bottom > frame.bottom) list.scrollTop += top - frame.top - frame.height / 2;
};

const narrow = matchMedia('(max-width: 61.99rem)');

const menu = (): HTMLDetailsElement | null => document.querySelector<HTMLDetailsElement>('nav .menu');

const closeMenu = (): void => {
  const list = menu();
  if (list !== null && narrow.matches) list.open = false;
};

/** The menu is open where there is room for it, and finds dashboards by words. */
export const makeMenu = (): void => {
  const list = menu();
  const find = document.querySelector<HTMLInputElement>('#find');
  if (list === null || find === null) return;
  list.open = !narrow.matches;
  narrow.addEventListener('change', () => {
    list.open = !narrow.matches;
  });
  const items = [...list.querySelectorAll<HTMLElement>('[data-find]')];
  const folders = [...list.querySelectorAll<HTMLElement>('.folder-list')];
  const none = list.querySelector<HTMLElement>('.none');
  const matching = (): readonly HTMLElement[] => items.filter(item => !item.hidden);
  find.addEventListener('input', () => {
    const words = find.value.toLowerCase().split(/\s+/);
    for (const item of items) item.hidden = !words.every(word => (item.dataset['find'] ?? '').includes(word));
    for (const folder of folders) folder.hidden = folder.querySelector('[data-find]:not([hidden])') === null;
    if (none !== null) none.hidden = matching().length > 0;
  });
  find.addEventListener('keydown', event => {
    if (event.key === 'Enter') matching()[0]?.querySelector('a')?.click();
    if (event.key !== 'Escape') return;
    find.value = '';
    find.dispatchEvent(new Event('input'));
  });
  addEventListener('keydown', event => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    list.open = true;
    find.focus();
  });
};
