import { deployEnv, readEnv } from '../lib/config/env.ts';
import { synthesise } from '../lib/infra/synthesise.ts';
import { BadSetting } from '../lib/runtime/errors.ts';

/** What the CDK command runs: `npm run synth`, `npm run diff`, `npm run deploy`. The stage is FRONTDESK_STAGE. */
try {
  const env = readEnv(deployEnv);
  await synthesise({
    stage: env.FRONTDESK_STAGE,
    ...(env.QUIET_SECONDS !== undefined && { quietSeconds: env.QUIET_SECONDS }),
    ...(env.CHATWOOT_URL !== undefined && { chatwootOrigin: new URL(env.CHATWOOT_URL).origin }),
    ...(env.FRONTDESK_PAGER_EMAIL !== undefined && { pagerEmail: env.FRONTDESK_PAGER_EMAIL }),
  });
} catch (error) {
  if (!(error instanceof BadSetting)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
