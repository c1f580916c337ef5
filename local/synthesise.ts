import { synthesise } from '../lib/infra/synthesise.ts';

/**
 * A process of its own (`node local/synthesise.ts <folder> <quiet seconds>`), so that reading the CDK and bundling run
 * beside the start of the databases. The rules of cdk-nag judge what is deployed; here they would only take time.
 */
const [outdir, quietSeconds] = process.argv.slice(2);
if (outdir === undefined || quietSeconds === undefined)
  throw new Error('Usage: synthesise.ts <folder> <quiet seconds>');
await synthesise({ stage: 'local', outdir, quietSeconds: Number(quietSeconds), checked: false });
