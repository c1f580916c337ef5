import { Link } from '@tanstack/react-router';
import type { StockAlert } from '../api/contract.ts';
import { CommandButton } from '../ui/command-button.tsx';
import { Cell } from '../ui/cell.tsx';
import { PriorityTag } from '../ui/priority-tag.tsx';
import { Quiet } from '../ui/quiet.tsx';
import { Table } from '../ui/table.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { channelName } from '../ui/words.ts';
import styles from './alert-table.module.css';
import { reasonWords } from './reason-words.ts';

const statuses = {
  pending: { tone: 'warning', words: 'waiting' },
  sending: { tone: 'notice', words: 'being told' },
  notified: { tone: 'good', words: 'told' },
  cancelled: { tone: 'plain', words: 'cancelled' },
  expired: { tone: 'plain', words: 'expired' },
} as const satisfies Record<StockAlert['status'], { tone: Tone; words: string }>;

export interface AlertTableProps {
  readonly alerts: readonly StockAlert[];
  readonly onRestock: (alert: StockAlert) => void;
  readonly onCancel: (alert: StockAlert) => void;
}

/** The wishes, one a row. */
export function AlertTable({ alerts, onRestock, onCancel }: AlertTableProps) {
  return (
    <Table
      label="Stock alerts"
      columns={['Product', 'Customer', 'Status', 'Priority', 'Asked', 'What to do']}
    >
      {alerts.map((alert) => (
        <tr key={alert.id}>
          <Cell of="Product">
            {alert.productName}
            {alert.sku !== null && (
              <div>
                <Quiet>{alert.sku}</Quiet>
              </div>
            )}
          </Cell>
          <Cell of="Customer">
            <Link to="/conversations/$id" params={{ id: String(alert.conversationId) }}>
              {alert.lead.name ?? `Conversation ${alert.conversationId}`}
            </Link>
            <div>
              <Quiet>{channelName(alert.channel)}</Quiet>
            </div>
          </Cell>
          <Cell of="Status">
            <Status alert={alert} />
          </Cell>
          <Cell of="Priority">
            <PriorityTag priority={alert.priority} />
          </Cell>
          <Cell of="Asked">
            <TimeAgo at={alert.requestedAt} />
          </Cell>
          <Cell of="What to do">
            {alert.status === 'pending' ? (
              <Actions alert={alert} onRestock={onRestock} onCancel={onCancel} />
            ) : (
              <Quiet>nothing</Quiet>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

/** What can be done for somebody who waits. */
function Actions({ alert, onRestock, onCancel }: { alert: StockAlert } & Omit<AlertTableProps, 'alerts'>) {
  return (
    <div className={styles.actions}>
      {alert.sku !== null && (
        <CommandButton size="compact-sm" variant="light" onClick={() => onRestock(alert)}>
          In stock, notify
        </CommandButton>
      )}
      <CommandButton
        size="compact-sm"
        variant="default"
        aria-label={`Cancel: ${alert.lead.name ?? `conversation ${alert.conversationId}`}, ${alert.productName}`}
        onClick={() => onCancel(alert)}
      >
        Cancel
      </CommandButton>
    </div>
  );
}

function Status({ alert: { status, notifiedAt, reason } }: { alert: StockAlert }) {
  const { tone, words } = statuses[status];
  return (
    <>
      <Tag tone={tone}>{words}</Tag>
      {notifiedAt !== null && (
        <div>
          <TimeAgo at={notifiedAt} />
        </div>
      )}
      {reason !== null && (
        <div>
          <Quiet>{reasonWords(reason)}</Quiet>
        </div>
      )}
    </>
  );
}
