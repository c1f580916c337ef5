import { Button } from '@mantine/core';
import type { StockAlert } from '../api/contract.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { tellDone } from '../ui/tell.ts';
import styles from './restock-dialog.module.css';
import { useCancelAlert } from './use-notify.ts';

export interface CancelDialogProps {
  readonly alert: StockAlert;
  readonly onClose: () => void;
}

/** Asks before a wish is ended: the customer does not hear of it. */
export function CancelDialog({ alert: { id, lead, productName }, onClose }: CancelDialogProps) {
  const name = lead.name ?? 'This customer';
  const cancel = useCancelAlert(() => {
    tellDone(`${name} no longer waits for ${productName}.`);
    onClose();
  });
  return (
    <Dialog title="Cancel this wish?" onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.words}>
          {name} will not be told when <strong>{productName}</strong> is back, and does not learn of this.
          They can ask again at any time.
        </p>
        {cancel.error !== null && <FailureNotice failure={cancel.error} />}
        <div className={styles.actions}>
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
            Cancel the wish
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
