import { describe, expect, it } from 'vitest';
import { readableLogLine } from '../../../local/runner/log-lines.ts';

const line = (entry: Record<string, unknown>) => {
  const shown = readableLogLine(
    'turn-worker',
    JSON.stringify({ timestamp: '2026-05-01T09:00:00.000Z', ...entry }),
  );
  return shown?.replace(/^\d\d:\d\d:\d\d/, '<time>');
};

describe('a line in the terminal', () => {
  it('has time, function, event, ids and figures, and nothing that is always the same', () => {
    const entry = {
      level: 'INFO',
      message: 'turn.done',
      event: 'turn.done',
      service: 'turn-worker',
      sampling_rate: 0,
    };
    expect(line({ ...entry, xray_trace_id: '1-2', conversationId: 7, ms: 12, because: null })).toBe(
      '<time>  turn-worker        turn.done  conversationId=7  ms=12  because=null',
    );
  });

  it('marks warnings and errors and says what lies behind them', () => {
    const failure = {
      name: 'UpstreamUnavailable',
      message: 'Chatwoot did not answer',
      cause: { name: 'TypeError', code: 'ECONNREFUSED', at: 'at send (client.ts:3)' },
    };
    expect(line({ level: 'ERROR', event: 'job.given-up', failure })).toBe(
      '<time>  turn-worker        ✗ job.given-up  UpstreamUnavailable Chatwoot did not answer  because TypeError ECONNREFUSED at send (client.ts:3)',
    );
    expect(line({ level: 'WARN', event: 'job.retried' })).toBe('<time>  turn-worker        ! job.retried');
  });

  it('says each cause once, passes over those that say nothing, and keeps codes', () => {
    const failure = {
      name: 'UpstreamUnavailable',
      message: 'Postgres cannot be reached',
      at: 'at Zr (file:///app/asset.1f2e/index.mjs:41:18822)',
      cause: {
        name: 'Error',
        at: 'at a.b (file:///app/asset.1f2e/index.mjs:7:991)',
        cause: {
          name: 'UpstreamRefused',
          message: 'HTTP 401',
          cause: { name: 'Error', code: 'ECONNREFUSED' },
        },
      },
    };
    expect(line({ level: 'ERROR', event: 'job.given-up', failure })).toBe(
      '<time>  turn-worker        ✗ job.given-up  UpstreamUnavailable Postgres cannot be reached  because UpstreamRefused HTTP 401  because Error ECONNREFUSED',
    );
  });

  it('is left out for webhooks that come with every message and mean nothing, and no others', () => {
    const ignored = (because: string) => line({ level: 'INFO', event: 'webhook.ignored', because });
    for (const because of ['delivery-status', 'conversation-detail', 'contact-detail', 'typing']) {
      expect(ignored(because)).toBeUndefined();
    }
    expect(ignored('other-account')).toContain('webhook.ignored  because=other-account');
  });

  it('is left out for figures that only CloudWatch reads', () => {
    expect(line({ _aws: { Timestamp: 0 }, turns: 1 })).toBeUndefined();
    expect(readableLogLine('turn-worker', '  ')).toBeUndefined();
  });

  it('is passed on when it is no JSON, such as a stack trace', () => {
    expect(readableLogLine('turn-worker', '    at node:internal {')).toContain(
      'turn-worker            at node:internal {',
    );
    expect(readableLogLine('turn-worker', '{not json')).toMatch(/\{not json$/);
  });
});
