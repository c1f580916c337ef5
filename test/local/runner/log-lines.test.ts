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
