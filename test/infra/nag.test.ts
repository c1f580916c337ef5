import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import type { StageName } from '../../lib/infra/stages.ts';
import { anApp } from './synthesised.ts';

describe('cdk-nag', () => {
  it.each<StageName>(['dev', 'prod'])('finds nothing unexplained in %s', (stage) => {
    const { app } = anApp(stage);
    const report = new AwsSolutionsChecks(app).validateScope(app);
    const findings = report.violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
    expect(findings).toEqual([]);
  });

  it('is listening: an open queue is a finding', async () => {
    const { app, stacks } = anApp('dev');
    const { Queue } = await import('aws-cdk-lib/aws-sqs');
    new Queue(stacks.data, 'OpenQueue');
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    expect(violations.map(({ ruleName }) => ruleName)).toContain('AwsSolutions-SQS4');
  });

  it('is told a reason for everything it shall overlook', () => {
    const { app } = anApp('dev');
    const reasons = app.node
      .findAll()
      .flatMap((construct) =>
        construct.node.metadata
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .flatMap(({ data }) => Object.values(data as Record<string, unknown>)),
      );
    expect(reasons.length).toBeGreaterThan(5);
    for (const reason of reasons) expect(JSON.stringify(reason).length).toBeGreaterThan(40);
  });
});
