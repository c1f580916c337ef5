import { FileButton as HiddenFileButton } from '@mantine/core';
import { useRef } from 'react';
import { CommandButton } from './command-button.tsx';
import { UploadIcon } from './icons/upload-icon.tsx';

export interface FileButtonProps {
  readonly label: string;
  /** Endings and types the file may have. */
  readonly accept: string;
  readonly isBusy: boolean;
  readonly onChoose: (file: File) => void;
}

/** Chooses a file of this machine; the same may be chosen again, after it was mended. */
export function FileButton({ label, accept, isBusy, onChoose }: FileButtonProps) {
  const forget = useRef<() => void>(null);
  const chosen = (file: File | null) => {
    if (file !== null) onChoose(file);
    forget.current?.();
  };
  return (
    <HiddenFileButton
      accept={accept}
      resetRef={forget}
      onChange={chosen}
      inputProps={{ 'aria-label': label, tabIndex: -1 }}
    >
      {(button) => (
        <CommandButton {...button} variant="default" loading={isBusy} leftSection={<UploadIcon size={16} />}>
          {label}
        </CommandButton>
      )}
    </HiddenFileButton>
  );
}
