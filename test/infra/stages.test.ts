import { describe, expect, it } from 'vitest';
import { stageConfig } from '../../lib/infra/stages.ts';
import { BadSetting } from '../../lib/runtime/errors.ts';
import { anApp, marked, resourcesOf } from './synthesised.ts';

describe('a stage', () => {
  it('waits before a turn as long as the operator says', () => {
    const delay = (quietSeconds: number) =>
      marked(anApp('local', { quietSeconds }).stacks.data, 'queue', 'turns.fifo')[1].Properties[
        'DelaySeconds'
      ];
    expect(delay(0)).toBe(0);
    expect(delay(4)).toBe(4);
  });

  it.each([-1, 16, 1.5])(
    'refuses to wait %s seconds and names the setting, not the value',
    (quietSeconds) => {
      const attempt = () => stageConfig('dev', { quietSeconds });
      expect(attempt).toThrow(BadSetting);
      expect(attempt).toThrow('quietSeconds');
    },
  );

  it('delays turns only: nothing else waits', () => {
    const { stacks } = anApp('dev', { quietSeconds: 7 });
    const delayed = resourcesOf(stacks.data, 'AWS::SQS::Queue').filter(
      ([, { Properties }]) => Properties['DelaySeconds'] > 0,
    );
    expect(delayed.map(([id]) => id)).toEqual([marked(stacks.data, 'queue', 'turns.fifo')[0]]);
  });

  it('goes out through one small machine, or through a gateway per zone where customers pay for it', () => {
    const count = (stage: 'dev' | 'prod', type: string) =>
      resourcesOf(anApp(stage).stacks.network, type).length;
    expect([count('dev', 'AWS::EC2::Instance'), count('dev', 'AWS::EC2::NatGateway')]).toEqual([1, 0]);
    expect([count('prod', 'AWS::EC2::Instance'), count('prod', 'AWS::EC2::NatGateway')]).toEqual([0, 2]);
  });

  it('has a second database at the ready in production', () => {
    const multiAz = (stage: 'dev' | 'prod') =>
      marked(anApp(stage).stacks.data, 'database')[1].Properties['MultiAZ'];
    expect([multiAz('dev'), multiAz('prod')]).toEqual([false, true]);
  });

  it('lets Postgres ask IAM in the cloud, and only there', () => {
    const auth = (stage: 'local' | 'prod') =>
      marked(anApp(stage).stacks.service, 'function', 'turn-worker')[1].Properties['Environment'].Variables
        .DATABASE_AUTH;
    expect([auth('local'), auth('prod')]).toEqual(['url', 'iam']);
  });

  it('may be framed by its own Chatwoot and nobody else', () => {
    const policy = (chatwootOrigin: string | null) =>
      JSON.stringify(
        resourcesOf(anApp('dev', { chatwootOrigin }).stacks.web, 'AWS::CloudFront::ResponseHeadersPolicy'),
      );
    expect(policy('https://chat.example.com')).toContain('frame-ancestors https://chat.example.com"');
    expect(policy(null)).toContain("frame-ancestors 'none'");
  });
});
