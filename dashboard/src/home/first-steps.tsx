import { CloseButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useConfig } from '../app/config-context.ts';
import { Bell } from '../ui/icons/bell.tsx';
import { SandboxLink } from '../ui/sandbox-link.tsx';
import styles from './first-steps.module.css';
import { useOverview } from './use-overview.ts';

/** Where to begin, for whoever sees nothing but zeros. Goes with the first message of the day, or for good when closed. */
export function FirstSteps() {
  const { sandbox } = useConfig();
  const [isClosed, setClosed] = useLocalStorage({
    key: 'frontdesk.first-steps-closed',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const overview = useOverview().data;
  const isQuiet = overview?.messagesToday.value === 0 && overview.waitingNow.value === 0;
  if (!sandbox || isClosed || !isQuiet) return null;
  return (
    <aside className={styles.steps} aria-labelledby="first-steps">
      <span className={styles.sign}>
        <Bell size={40} />
      </span>
      <div className={styles.words}>
        <h2 id="first-steps" className={styles.title}>
          Ring the bell
        </h2>
        <p>
          Nobody wrote today. Be a customer in the sandbox and ask for a lamp: the answer, what it stands on
          and what it took show up here a moment later.
        </p>
      </div>
      <SandboxLink>Try it in the sandbox</SandboxLink>
      <CloseButton
        className={styles.close ?? ''}
        aria-label="Close this hint"
        onClick={() => setClosed(true)}
      />
    </aside>
  );
}
