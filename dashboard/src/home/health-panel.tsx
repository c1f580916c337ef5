import type { Health } from '../api/contract.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Panel } from '../ui/panel.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './health-panel.module.css';
import { useHealth } from './use-health.ts';

const parts = [
  { name: 'queue', label: 'The queue', what: 'keeps every message until it is answered' },
  { name: 'dynamodb', label: 'Memory', what: 'what was said and what is still owed' },
  { name: 'postgres', label: 'The shop’s books', what: 'products, knowledge, customers' },
  { name: 'chatwoot', label: 'Chatwoot', what: 'where customers write' },
  { name: 'models', label: 'Models', what: 'who words the answers' },
] as const satisfies readonly { name: keyof Health['checks']; label: string; what: string }[];

/** Whether everything that answering needs is there. */
export function HealthPanel() {
  const query = useHealth();
  return (
    <Panel title="Right now" aside={query.data && `Version ${query.data.version}`}>
      <Loaded query={query}>
        {(health) => (
          <>
            <p className={styles.verdict} data-state={health.status}>
              <span className={styles.lamp} aria-hidden="true" /> {verdictOn(health)}
            </p>
            <ul className={styles.parts}>
              {parts.map(({ name, label, what }) => (
                <li key={name} className={styles.part}>
                  <span>
                    {label} <small className={styles.what}>{what}</small>
                  </span>
                  <Tag tone={health.checks[name] === 'ok' ? 'good' : 'bad'}>
                    {health.checks[name] === 'ok' ? 'fine' : 'failing'}
                  </Tag>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function verdictOn({ status, checks }: Health): string {
  if (checks.queue === 'failing') return 'New messages cannot be accepted.';
  return status === 'ok'
    ? 'Open. Messages are accepted and answered.'
    : 'Messages are accepted. Some parts are in trouble.';
}
