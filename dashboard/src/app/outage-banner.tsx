import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { outageIn } from '../api/outage.ts';
import { Unreachable } from '../api/reach.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import styles from './outage-banner.module.css';

/** On every page while nobody answers, once for all that is on it. */
export function OutageBanner() {
  const queries = useQueryClient();
  const [outage] = useState(() => outageIn(queries.getQueryCache()));
  const isOn = useSyncExternalStore(outage.subscribe, outage.isOn);
  if (!isOn) return null;
  return (
    <div className={styles.banner}>
      <FailureNotice failure={nobodyAnswers} again={() => void queries.refetchQueries({ type: 'active' })} />
    </div>
  );
}

const nobodyAnswers = new Unreachable('Nobody answered');
