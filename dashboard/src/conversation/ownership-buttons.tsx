import { Button } from '@mantine/core';
import type { Conversation } from '../api/contract.ts';
import { HandIcon } from '../ui/icons/hand-icon.tsx';
import { PauseIcon } from '../ui/icons/pause-icon.tsx';
import { type OwnershipChange, useOwnership } from './use-ownership.ts';

/** What one may do about who has a conversation. */
export function OwnershipButtons({ conversation: { id, owner, paused } }: { conversation: Conversation }) {
  const ownership = useOwnership(id);
  const button = (change: OwnershipChange) => ({
    size: 'sm',
    disabled: ownership.isPending,
    loading: ownership.isPending && ownership.variables === change,
    onClick: () => ownership.mutate(change),
  });
  const isSilent = owner === 'person' || paused;
  return (
    <>
      {owner === 'bot' && (
        <Button {...button('takeover')} leftSection={<HandIcon size={16} />}>
          Take over
        </Button>
      )}
      {isSilent && (
        <Button {...button('release')} variant={owner === 'bot' ? 'default' : 'filled'}>
          Release to Frontdesk
        </Button>
      )}
      {!isSilent && (
        <Button {...button('pause')} variant="default" leftSection={<PauseIcon size={16} />}>
          Pause
        </Button>
      )}
    </>
  );
}
