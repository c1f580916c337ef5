import { useEffect, useState } from 'react';

const everyMs = 10_000;

/** The time, often enough for "5 minutes ago" to be true. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
