import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundleFunctions } from '../../lib/infra/bundle.ts';
import { type FunctionName, functions } from '../../lib/infra/functions.ts';
import { anApp, marked, resourcesOf } from './synthesised.ts';

/** What the function's role may do although its code never asks: who asks, and why. */
const surplus: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'turn-worker': {
    'sqs:ReceiveMessage': "Lambda fetches the jobs with the function's role",
    'sqs:DeleteMessage': "Lambda deletes finished jobs with the function's role",
    'sqs:GetQueueAttributes': "Lambda watches the queue with the function's role",
  },
  'background-worker': {
    'sqs:ReceiveMessage': "Lambda fetches the jobs with the function's role",
    'sqs:DeleteMessage': "Lambda deletes finished jobs with the function's role",
    'sqs:GetQueueAttributes': "Lambda watches the queue with the function's role",
  },
  'outbound-worker': {
    'sqs:ReceiveMessage': "Lambda fetches the jobs with the function's role",
    'sqs:DeleteMessage': "Lambda deletes finished jobs with the function's role",
    'sqs:GetQueueAttributes': "Lambda watches the queue with the function's role",
  },
};

/** What the code contains and the role may not do: why it is never asked for. */
const neverCalled: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'turn-worker': { 'dynamodb:Scan': "LangGraph's list over all threads; a turn knows its own thread" },
  'outbound-worker': { 'dynamodb:Query': 'What is due is looked for by reconcile' },
  'embed-catalog': { 'dynamodb:Query': 'What was spent is read by dashboard-api; here it is added to' },
  migrate: {
    'rds-db:connect': 'The pool it shares with others can; migrate has the password of the master user',
  },
};

/** In every client of DynamoDB, for an endpoint discovery that is off unless somebody switches it on. */
const neverCalledByAnybody = 'dynamodb:DescribeEndpoints';

/** What every function may do without the SDK: Lambda itself writes logs and attaches it to the network. */
const platform = /^(logs|ec2):/;

const { stacks } = anApp('dev');
const names = Object.keys(functions) as FunctionName[];
const asked = new Map<FunctionName, string[]>();
let outdir: string;

beforeAll(async () => {
  outdir = await mkdtemp(path.join(tmpdir(), 'frontdesk-grants-'));
  for (const name of names) asked.set(name, actionsIn(await bundledAlone(name), name));
}, 120_000);
afterAll(() => rm(outdir, { recursive: true, force: true }));

describe.each(names)('%s', (name) => {
  it('may do what its code asks AWS for', () => {
    const missing = askedBy(name).filter((action) => !grantedTo(name).includes(action));
    expect(missing).toEqual(Object.keys(neverCalled[name] ?? {}));
  });

  it('may do nothing else', () => {
    const explained = Object.keys(surplus[name] ?? {});
    const unasked = grantedTo(name).filter((action) => !askedBy(name).includes(action));
    expect(unasked.sort()).toEqual(explained.filter((action) => !askedBy(name).includes(action)).sort());
  });

  it('may do it to named resources only', () => {
    for (const { Action, Resource } of statementsOf(name)) {
      if (!platform.test([Action].flat()[0]!)) expect(JSON.stringify(Resource)).not.toContain('*');
    }
  });
});

/**
 * Deployed, functions share files, and a shared file brings all its imports along. Bundled alone, only what this
 * function itself can call is left.
 */
function bundledAlone(name: FunctionName): Promise<Bundle> {
  return bundleFunctions({
    root: process.cwd(),
    outdir,
    entries: [{ name, entry: `functions/${name}/handler.ts` }],
  });
}

/** Calls of AWS that are left in a bundle after everything unused was thrown out. */
function actionsIn({ metafile, functions: bundled }: Bundle, name: FunctionName): string[] {
  const { outputs } = bundled.get(name)!;
  const inputs = outputs.flatMap((output) => Object.entries(metafile.outputs[output]!.inputs));
  const actions = inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? actionOf(file) : []));
  return [...new Set(actions)].sort();
}

function askedBy(name: FunctionName): string[] {
  return asked.get(name)!.filter((action) => action !== neverCalledByAnybody);
}

const prefixes: Readonly<Record<string, string>> = {
  sqs: 'sqs',
  dynamodb: 'dynamodb',
  'secrets-manager': 'secretsmanager',
};

function actionOf(file: string): string[] {
  if (file.includes('/@aws-sdk/rds-signer/')) return ['rds-db:connect'];
  const [, client, command] =
    /\/@aws-sdk\/client-([\w-]+)\/dist-es\/commands\/(\w+)Command\.js$/.exec(`/${file}`) ?? [];
  if (client === undefined || command === undefined) return [];
  const prefix = prefixes[client];
  if (prefix === undefined) throw new Error(`Say in this test which IAM prefix ${client} has`);
  return [`${prefix}:${command}`];
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: unknown;
}

function statementsOf(name: FunctionName): Statement[] {
  const role = marked(stacks.service, 'function', name)[1].Properties['Role']['Fn::GetAtt'][0] as string;
  const policies = resourcesOf(stacks.service, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
    (Properties['Roles'] as { Ref: string }[]).some(({ Ref }) => Ref === role),
  );
  const statements = policies.flatMap(
    ([, { Properties }]) => Properties['PolicyDocument'].Statement as Statement[],
  );
  return statements.filter(({ Effect }) => Effect === 'Allow');
}

function grantedTo(name: FunctionName): string[] {
  const actions = statementsOf(name).flatMap(({ Action }) => Action);
  return [...new Set(actions)].filter((action) => !platform.test(action));
}
