import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CommandButton } from '../ui/command-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { PauseIcon } from '../ui/icons/pause-icon.tsx';
import { tellDone } from '../ui/tell.ts';
import styles from './pause-everywhere.module.css';
import { useBreaker, useChangeBreaker } from './use-breaker.ts';

/** The switch for everything: Frontdesk is silent in every conversation until somebody resumes it. */
export function PauseEverywhere() {
  const { data: breaker } = useBreaker();
  const [isAsked, dialog] = useDisclosure(false);
  // The banner says so, and how to go on.
  if (breaker === undefined || breaker.reason === 'stopped-by-operator') return null;
  return (
    <>
      <CommandButton variant="default" leftSection={<PauseIcon size={16} />} onClick={dialog.open}>
        Pause the assistant everywhere
      </CommandButton>
      {isAsked && <PauseDialog onClose={dialog.close} />}
    </>
  );
}

function PauseDialog({ onClose }: { onClose: () => void }) {
  const stop = useChangeBreaker('stop', () => {
    tellDone('Frontdesk is silent everywhere.');
    onClose();
  });
  return (
    <Dialog title="Pause the assistant everywhere?" onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.words}>
          Frontdesk says nothing more in any conversation, not even what it is writing right now, until
          somebody resumes it. Whoever writes meanwhile waits for <strong>a person of your team</strong> in
          Chatwoot.
        </p>
        {stop.error !== null && <FailureNotice failure={stop.error} />}
        <div className={styles.actions}>
          <Button variant="default" data-autofocus onClick={onClose}>
            Let it answer
          </Button>
          <Button loading={stop.isPending} onClick={() => stop.mutate()}>
            Pause everywhere
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
