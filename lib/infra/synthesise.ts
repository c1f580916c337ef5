import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { type Bundle, bundleFunctions } from './bundle.ts';
import { buildSite } from './build-site.ts';
import { addFrontdesk } from './frontdesk.ts';
import type { FunctionName } from './functions.ts';
import { stageConfig, type StageName, type StageOverrides } from './stages.ts';

interface SynthesiseOptions extends StageOverrides {
  readonly stage: StageName;
  /**
   * Where the cloud assembly goes.
   * @default what the CDK command says
   */
  readonly outdir?: string;
  /**
   * Whether cdk-nag and CloudFormation's rules judge the templates. They take as long as the rest of the synthesis.
   * @default true
   */
  readonly checked?: boolean;
}

/** Bundles the functions, synthesises all stacks and returns the folder of the cloud assembly. Needs no account. */
export async function synthesise({
  stage,
  outdir,
  checked = true,
  ...overrides
}: SynthesiseOptions): Promise<string> {
  const config = stageConfig(stage, overrides);
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    context: cdkJson.context,
    analyticsReporting: false,
    builtinCloudFormationValidation: checked,
  });
  const [bundle, site] = wantsCode(app)
    ? await Promise.all([
        bundleFunctions({ root, outdir: path.join(app.outdir, 'bundle') }),
        buildSite({ root, outdir: path.join(app.outdir, 'site') }),
      ])
    : [undefined, path.join(root, 'dashboard/public')];
  addFrontdesk(app, { config, code: (name) => codeOf(name, bundle), site });
  if (checked) await judge(app);
  return app.synth().directory;
}

const root = path.resolve(import.meta.dirname, '../..');

/** CDK's own way to say that only the templates matter (its unit tests, `cdk list`): an empty list of stacks to bundle. */
function wantsCode(app: App): boolean {
  const stacks: unknown = app.node.tryGetContext('aws:cdk:bundling-stacks');
  return !(Array.isArray(stacks) && stacks.length === 0);
}

/** Without a bundle: code that says why it is not there, should anybody ever deploy it. */
export function codeOf(name: FunctionName, bundle: Bundle | undefined): Code {
  const folder = bundle?.functions.get(name)?.folder;
  return folder === undefined
    ? Code.fromInline(
        `exports.handler = async () => { throw new Error('${name} was synthesised without its code'); };`,
      )
    : Code.fromAsset(folder);
}

/** Loaded only when wanted: reading cdk-nag's rules takes a quarter of a second. */
async function judge(app: App): Promise<void> {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
