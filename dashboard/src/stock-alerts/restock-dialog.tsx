import { Button, NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type SubmitEvent, useState } from 'react';
import type { Notified } from '../api/contract.ts';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { tellDone } from '../ui/tell.ts';
import { counted } from '../ui/words.ts';
import styles from './restock-dialog.module.css';
import { type Policy, useNotify, useRehearsal } from './use-notify.ts';
import { toldNow, WhoIsTold } from './who-is-told.tsx';

export interface RestockDialogProps {
  readonly sku: string;
  readonly productName: string;
  readonly onClose: () => void;
}

type Given = number | string;

const policies: readonly { value: Policy; label: string }[] = [
  { value: 'one-per-unit', label: 'One person per unit' },
  { value: 'all', label: 'Everybody who waits' },
];

/** Long enough to type a number of two digits. */
const typingMs = 300;

/** Says how many there are again, shows who would be told, and tells them. */
export function RestockDialog({ sku, productName, onClose }: RestockDialogProps) {
  const [given, setGiven] = useState<Given>(1);
  const [policy, setPolicy] = useState<Policy>('one-per-unit');
  const [typed] = useDebouncedValue(given, typingMs);
  const rehearsal = useRehearsal({ sku, stock: Number(typed), policy }, canBeStock(typed));
  const notify = useNotify(({ items }, { stock }) => {
    tellDone(`${productName}: ${counted(stock, 'unit')} in stock. ${beingTold(items)}`);
    onClose();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    notify.mutate({ sku, stock: Number(given), policy });
  };
  return (
    <Dialog title="In stock, notify" onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <p className={styles.words}>
          <strong>{productName}</strong> ({sku})
        </p>
        <StockField given={given} onChange={setGiven} />
        <Choice label="Who is told" value={policy} options={policies} onChange={setPolicy} />
        {faultIn(given) === undefined && (
          <section className={styles.told} aria-label="Who would be told" aria-live="polite">
            <Loaded query={rehearsal} isInFront>
              {({ items }) => <WhoIsTold items={items} />}
            </Loaded>
          </section>
        )}
        {notify.error !== null && <FailureNotice failure={notify.error} />}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" loading={notify.isPending} disabled={!canBeStock(given)}>
            {toldNow(rehearsal.data?.items ?? []) > 0 ? 'Set the stock and tell them' : 'Set the stock'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function StockField({ given, onChange }: { given: Given; onChange: (given: Given) => void }) {
  return (
    <NumberInput
      data-autofocus
      label="How many are there now?"
      value={given}
      onChange={onChange}
      error={faultIn(given)}
      min={0}
      max={mostUnits}
      // What was typed is told to be wrong; made into another number it would be somebody's stock.
      clampBehavior="none"
      allowDecimal={false}
      required
    />
  );
}

const mostUnits = 2_000_000_000;

function canBeStock(given: Given): boolean {
  return given !== '' && faultIn(given) === undefined;
}

function faultIn(given: Given): string | undefined {
  if (given === '') return undefined;
  const stock = Number(given);
  if (stock > mostUnits) return `There can be ${mostUnits.toLocaleString('en')} at most.`;
  return stock >= 0 ? undefined : 'There cannot be fewer than 0.';
}

/** Of those not told now the list knows more: some are looked at first and may be told a moment later. */
function beingTold(items: Notified['items']): string {
  if (items.length === 0) return 'Nobody is waiting for it.';
  const people = toldNow(items);
  if (people === 0) return 'The list shows what becomes of those who wait.';
  return `${counted(people, 'person is', 'people are')} being told.`;
}
