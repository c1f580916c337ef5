import { startSqsServer } from '../../../local/sqs-server/server.ts';

// Run as a process of its own by restart.test.ts, which kills it.
const server = await startSqsServer({ file: process.argv[2] ?? '' });
process.stdout.write(`${server.url}\n`);
