export {};

const [major] = process.versions.node.split('.');
if (major !== '24') {
  console.error(
    `Frontdesk needs Node 24 and this is ${process.version}. Run it with npm start, which brings its own.`,
  );
  process.exit(1);
}

// Loaded after the check: an older Node would stop at the first new piece of syntax, with a message about that.
const { runLocally } = await import('../local/run-locally.ts');
await runLocally({ ...process.env, ...(process.argv.includes('--json') && { LOG: 'json' }) });
