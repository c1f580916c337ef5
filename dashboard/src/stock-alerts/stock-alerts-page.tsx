import { useState } from 'react';
import type { StockAlert } from '../api/contract.ts';
import { Choice } from '../ui/choice.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { AlertTable } from './alert-table.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { RestockDialog } from './restock-dialog.tsx';
import { type AlertStatus, useStockAlerts } from './use-stock-alerts.ts';

const filters: readonly { value: AlertStatus | 'all'; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'pending', label: 'Waiting' },
  { value: 'sending', label: 'Being told' },
  { value: 'notified', label: 'Told' },
  { value: 'cancelled', label: 'Cancelled' },
  { value: 'expired', label: 'Expired' },
];

/** Who waits for what, and the way to say that it is back. */
export function StockAlertsPage() {
  const [filter, setFilter] = useState<AlertStatus | 'all'>('all');
  const [restocked, setRestocked] = useState<StockAlert>();
  const [cancelled, setCancelled] = useState<StockAlert>();
  const query = useStockAlerts(filter === 'all' ? undefined : filter);
  return (
    <Page title="Stock alerts" lead="Who asked to be told when something is back. Newest wish first.">
      <Choice label="Which alerts" value={filter} options={filters} onChange={setFilter} />
      <Panel>
        <Loaded query={query}>
          {({ pages }) => {
            const alerts = pages.flatMap(({ items }) => items);
            return alerts.length === 0 ? (
              <NoAlerts isAll={filter === 'all'} />
            ) : (
              <AlertTable alerts={alerts} onRestock={setRestocked} onCancel={setCancelled} />
            );
          }}
        </Loaded>
        <MoreButton query={query} />
      </Panel>
      {restocked?.sku != null && (
        <RestockDialog
          sku={restocked.sku}
          productName={restocked.productName}
          onClose={() => setRestocked(undefined)}
        />
      )}
      {cancelled !== undefined && <CancelDialog alert={cancelled} onClose={() => setCancelled(undefined)} />}
    </Page>
  );
}

function NoAlerts({ isAll }: { isAll: boolean }) {
  return isAll ? (
    <EmptyState title="Nobody is waiting">
      When a customer asks for something that is out of stock, Frontdesk offers to tell them. Their wish
      appears here.
    </EmptyState>
  ) : (
    <EmptyState title="None of these">No alert has this status. Choose another one above.</EmptyState>
  );
}
