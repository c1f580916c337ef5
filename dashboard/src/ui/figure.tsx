import { Popover, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, type LinkProps } from '@tanstack/react-router';
import { InfoIcon } from './icons/info-icon.tsx';
import styles from './figure.module.css';

export interface FigureProps {
  readonly label: string;
  readonly value: string;
  /** What exactly is counted; shown on hover, focus or tap. */
  readonly definition: string;
  /** Small words below the number. */
  readonly under?: string;
  /** The page with the list behind it. */
  readonly to?: LinkProps['to'];
}

/** A number that says what it is. */
export function Figure({ label, value, definition, under, to }: FigureProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <div className={styles.figure} role="group" aria-label={label}>
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
              onClick={open}
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
      <div className={styles.value}>
        {to === undefined ? (
          <span>{value}</span>
        ) : (
          <Link className={styles.behind} to={to} aria-label={`${label}: ${value}. See the list`}>
            {value}
          </Link>
        )}
        {under !== undefined && <small className={styles.under}>{under}</small>}
      </div>
    </div>
  );
}
