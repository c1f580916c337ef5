import { type RefObject, useEffect } from 'react';

/**
 * Keeps the keyboard near where it was when what it stood on goes away, as the row of what was deleted does: on the
 * heading of the list, or of the page. The browser would begin again at the top of everything.
 */
export function useKeptFocus(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const within = main.current;
    if (within === null) return;
    let place: readonly HTMLElement[] = [];
    const remember = ({ target }: FocusEvent) => {
      place = target instanceof HTMLElement ? [target, ...elementsAround(target)] : [];
    };
    const move = () => {
      if (place[0]?.isConnected !== false || document.activeElement !== document.body) return;
      const remaining = place.find((element) => element.isConnected) ?? within;
      place = [];
      focusHeading(headingNear(remaining) ?? within);
    };
    const observer = new MutationObserver(move);
    observer.observe(within, { childList: true, subtree: true });
    within.addEventListener('focusin', remember);
    return () => {
      observer.disconnect();
      within.removeEventListener('focusin', remember);
    };
  }, [main]);
}

function elementsAround({ parentElement }: HTMLElement): HTMLElement[] {
  return parentElement === null ? [] : [parentElement, ...elementsAround(parentElement)];
}

function headingNear(element: HTMLElement): HTMLElement | null {
  const panel = element.closest<HTMLElement>('section[aria-labelledby]');
  return (panel ?? document).querySelector(panel === null ? 'h1' : 'h2');
}

function focusHeading(heading: HTMLElement): void {
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
