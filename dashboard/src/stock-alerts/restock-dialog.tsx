import { Button, Modal, NumberInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useCall } from '../api/call-context.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { tellDone } from '../ui/tell.ts';
import { counted } from '../ui/words.ts';
import styles from './restock-dialog.module.css';

export interface RestockDialogProps {
  readonly sku: string;
  readonly productName: string;
  readonly onClose: () => void;
}

/** Says how many there are again. */
export function RestockDialog({ sku, productName, onClose }: RestockDialogProps) {
  const [stock, setStock] = useState<number | string>(1);
  const restock = useRestock(onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    restock.mutate({ sku, stock: Number(stock) });
  };
  return (
    <Modal opened onClose={onClose} title="Back in stock" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={styles.form} onSubmit={submit}>
        <p className={styles.words}>
          <strong>{productName}</strong> ({sku})
        </p>
        <NumberInput
          data-autofocus
          label="How many are there now?"
          value={stock}
          onChange={setStock}
          min={0}
          max={2_000_000_000}
          allowDecimal={false}
          allowNegative={false}
          required
        />
        <p className={styles.words}>
          The stock is set at once. The next hourly check reads it again and tells as many people as there are
          units, those who asked first before the others, each in their own conversation.
        </p>
        {restock.error !== null && <FailureNotice failure={restock.error} />}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" loading={restock.isPending} disabled={stock === ''}>
            Set the stock
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function useRestock(done: () => void) {
  const call = useCall();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ sku, stock }: { sku: string; stock: number }) =>
      call('POST /api/products/{id}/stock', { params: { id: sku }, body: { stock, sku } }),
    async onSuccess({ name, stock }) {
      tellDone(`${name}: ${counted(stock, 'unit')} in stock. The next check tells those who wait.`);
      done();
      await queries.invalidateQueries({ queryKey: ['stock-alerts'] });
      await queries.invalidateQueries({ queryKey: ['products'] });
    },
  });
}
