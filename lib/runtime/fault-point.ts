/**
 * Named places where a test may stop the system, to prove that stopping there loses nothing. `FRONTDESK_FAULT` holds
 * `name:kill` (the process ends as with SIGKILL) or `name:throw`, local runs only; anywhere else this does nothing.
 */
export function faultPoints(setting: string | undefined): (name: string) => Promise<void> {
  if (setting === undefined) return () => Promise.resolve();
  const [wanted, action] = setting.split(':');
  return (name) => {
    if (name !== wanted) return Promise.resolve();
    if (action === 'kill') process.kill(process.pid, 'SIGKILL');
    return Promise.reject(new Error(`Fault point ${name}`));
  };
}
