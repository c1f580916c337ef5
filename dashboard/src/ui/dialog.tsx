import { Modal } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question in front of the page, open for as long as it is mounted. */
export function Dialog({ title, onClose, children }: DialogProps) {
  useFocusGivenBack();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      {children}
    </Modal>
  );
}

/** The library gives the focus back only from a dialog that stays mounted; ours go with what they are about. */
function useFocusGivenBack(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
}
