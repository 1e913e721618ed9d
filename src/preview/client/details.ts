/** Whoever opens the details of a panel is inside of them; where they were before, the browser knows. */
export const focusDetails = (): void => {
  document.addEventListener(
    'toggle',
    event => {
      if (!(event.target instanceof HTMLElement) || !event.target.matches('.details:popover-open')) return;
      event.target.scrollTop = 0;
      event.target.querySelector<HTMLElement>('.close')?.focus();
    },
    { capture: true },
  );
};
