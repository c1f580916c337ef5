import { Button } from '@mantine/core';
import type { Article } from '../api/contract.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import styles from './delete-dialog.module.css';
import { useDeleteKnowledge } from './use-knowledge.ts';

export interface DeleteDialogProps {
  readonly article: Article;
  readonly onClose: () => void;
}

/** Asks once more: what is deleted cannot be brought back. */
export function DeleteDialog({ article: { id, title }, onClose }: DeleteDialogProps) {
  const remove = useDeleteKnowledge(onClose);
  return (
    <Dialog title="Delete this article?" onClose={onClose}>
      <div className={styles.dialog}>
        <p className={styles.words}>
          <strong>{title}</strong> is forgotten for good. Frontdesk quotes it no more, from the next answer
          on.
        </p>
        {remove.error !== null && <FailureNotice failure={remove.error} />}
        <div className={styles.actions}>
          <Button data-autofocus variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button loading={remove.isPending} onClick={() => remove.mutate({ id, title })}>
            Delete it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
