/** Takes the press from a button and leaves it the focus, so that its reason can be read by the keyboard too. */
export function lockedProps(reason: string) {
  return {
    'data-disabled': true,
    'aria-disabled': true,
    'aria-description': reason,
    onClick: (event: { preventDefault: () => void }) => event.preventDefault(),
  } as const;
}
