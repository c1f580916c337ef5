import { Popover, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { InfoIcon } from './icons/info-icon.tsx';
import styles from './figure.module.css';

export interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  /** What exactly is counted; shown on hover, focus or tap. */
  readonly definition: string;
}

/** A number that says what it is. */
export function Figure({ label, value, definition }: FigureProps) {
  const [opened, { open, close, toggle }] = useDisclosure(false);
  return (
    <div className={styles.figure}>
      <div className={styles.label}>
        {label}
        <Popover
          opened={opened}
          onChange={(now) => (now ? open() : close())}
          width={260}
          position="top"
          withArrow
          shadow="md"
        >
          <Popover.Target>
            <UnstyledButton
              className={styles.what}
              aria-label={`What “${label}” means`}
              onClick={toggle}
              onMouseEnter={open}
              onMouseLeave={close}
              onBlur={close}
            >
              <InfoIcon size={16} />
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown className={styles.definition}>{definition}</Popover.Dropdown>
        </Popover>
      </div>
      <div className={styles.value}>{value}</div>
    </div>
  );
}
