import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { ComponentPropsWithoutRef } from 'react';
import { useLock } from '../session/use-role.ts';
import { lockedProps } from './locked.ts';

export type CommandButtonProps = ButtonProps & Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps>;

/** A button that changes something: who may only look sees it, cannot press it, and is told why. */
export function CommandButton(props: CommandButtonProps) {
  const lock = useLock();
  if (lock === undefined) return <Button {...props} />;
  return (
    <Tooltip label={lock} w={260}>
      <Button {...props} {...lockedProps(lock)} />
    </Tooltip>
  );
}
