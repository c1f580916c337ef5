/** How soon after its npm was ended a system notices. */
const lookMs = 500;

/**
 * Calls `end` once the npm that started us is gone. `npm start` puts a shell in between, which a SIGTERM ends without
 * telling us: whoever ends npm wants us to end, not to hold the port and the data folder for ever. Started by anything
 * else we may well outlive it.
 */
export function endWithNpm(
  { npm_lifecycle_event: script }: Readonly<Record<string, string | undefined>>,
  end: () => void,
): void {
  if (script === undefined) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    end();
  }, lookMs);
  looking.unref();
}
