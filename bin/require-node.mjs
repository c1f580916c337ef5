// Loaded before bin/start.ts, and in plain JavaScript: an older Node would stop at the first type with its own message.
const [major] = process.versions.node.split('.');
if (major !== '24') {
  console.error(
    `Frontdesk needs Node 24 and this is ${process.version}. npm start brings its own: run npm ci first, without --ignore-scripts.`,
  );
  process.exit(1);
}
