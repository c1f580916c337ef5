import type { Conversation } from '../api/contract.ts';
import { CommandButton } from '../ui/command-button.tsx';
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
        <CommandButton {...button('takeover')} leftSection={<HandIcon size={16} />}>
          Take over
        </CommandButton>
      )}
      {isSilent && (
        <CommandButton {...button('release')} variant={owner === 'bot' ? 'default' : 'filled'}>
          Release to Frontdesk
        </CommandButton>
      )}
      {!isSilent && (
        <CommandButton {...button('pause')} variant="default" leftSection={<PauseIcon size={16} />}>
          Pause
        </CommandButton>
      )}
    </>
  );
}
