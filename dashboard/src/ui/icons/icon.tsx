import type { ReactNode } from 'react';

export interface IconProps {
  /** @default 18 */
  readonly size?: number;
}

/** A line drawing of 24 by 24 in the colour of the words beside it; those words say what it means. */
export function Icon({ size = 18, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}
