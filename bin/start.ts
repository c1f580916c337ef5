import { runLocally } from '../local/run-locally.ts';

/** `npm start`: everything on this machine. With --json the functions' log lines stay as they are. */
await runLocally({ ...process.env, ...(process.argv.includes('--json') && { LOG: 'json' }) });
