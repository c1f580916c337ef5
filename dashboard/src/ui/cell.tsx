import type { ReactNode } from 'react';

/** One cell; a narrow screen shows its column's name beside it. */
export function Cell({ of, children }: { of: string; children: ReactNode }) {
  return (
    <td data-column={of}>
      <div>{children}</div>
    </td>
  );
}
