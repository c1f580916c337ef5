import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { addFrontdesk } from '../../lib/infra/frontdesk.ts';
import { stageConfig, type StageName, type StageOverrides } from '../../lib/infra/stages.ts';
import { codeOf } from '../../lib/infra/synthesise.ts';

/** An app with all of Frontdesk in it, without bundling: only the templates matter. */
export function anApp(stage: StageName = 'dev', overrides: StageOverrides = {}, site = 'dashboard/public') {
  const app = new App({
    context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] },
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const stacks = addFrontdesk(app, {
    config: stageConfig(stage, overrides),
    code: (name) => codeOf(name, undefined),
    site,
  });
  return { app, stacks };
}

/** A resource of a template: Type, Properties, Metadata …, as loose as JSON is. */
export type Resource = ReturnType<Template['findResources']>[string];

/** The resources of one stack by logical id. */
export function resourcesOf(stack: Stack, type?: string): [string, Resource][] {
  const all: [string, Resource][] = Object.entries(Template.fromStack(stack).toJSON().Resources);
  return all.filter(([, resource]) => type === undefined || resource.Type === type);
}

/** The resource that carries this mark. */
export function marked(stack: Stack, kind: string, name?: string): [string, Resource] {
  const found = resourcesOf(stack).filter(
    ([, { Metadata }]) =>
      Metadata?.['frontdesk']?.kind === kind && (name === undefined || Metadata['frontdesk'].name === name),
  );
  if (found.length !== 1) throw new Error(`${found.length} resources are marked ${kind} ${name ?? ''}`);
  return found[0]!;
}
