import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog, type LogEvent } from '../../lib/runtime/telemetry.ts';

const aTurn = {
  event: 'turn.done',
  conversationId: 7,
  cause: 'customer-message',
  deliveryId: 'd-1',
  result: 'answered',
  because: null,
  turnId: '5f0c5e0e-2a60-4c0b-9a8b-1f4f7f9e2d11',
  redos: 0,
  paid: 0,
  attempt: 1,
  ms: 900,
  waitMs: 40,
  answerMs: 850,
} as const satisfies LogEvent;
const failure = { name: 'UpstreamUnavailable' };

describe('what a function writes to its log', () => {
  let written: any[];
  beforeEach(() => {
    written = [];
    vi.stubEnv('POWERTOOLS_DEV', 'false');
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Frontdesk/dev');
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        written.push(JSON.parse(String(text)));
        return true;
      });
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  const lines = () => written.filter((line) => line._aws === undefined);
  const metrics = () => written.filter((line) => line._aws !== undefined);

  it('is one line for the event and one for its metrics, by service only', () => {
    createLog('turn-worker')(aTurn);
    expect(lines()).toMatchObject([{ event: 'turn.done', conversationId: 7 }]);
    const [metric] = metrics();
    expect(metric._aws.CloudWatchMetrics[0]).toMatchObject({
      Namespace: 'Frontdesk/dev',
      Dimensions: [['service']],
    });
    expect(metric).toMatchObject({ service: 'turn-worker', TurnsAnswered: 1, WaitMs: 40, AnswerMs: 850 });
    // Ids are as many as there are customers: a metric by them would cost a fortune.
    expect(Object.keys(metric).sort()).toEqual(['AnswerMs', 'TurnsAnswered', 'WaitMs', '_aws', 'service']);
  });

  it('counts a provider’s model both by service and by provider', () => {
    createLog('turn-worker')({
      event: 'model.answered',
      task: 'converse',
      model: 'anthropic:claude-sonnet-5-5',
      promptVersion: 'conversation/1',
      ...{ ms: 700, inputTokens: 900, outputTokens: 60, cacheReadTokens: 400, costUsd: 0.0025 },
    });
    expect(metrics()).toMatchObject([
      { ModelAnswers: 1, InputTokens: 900, CostUsd: 0.0025 },
      { ModelAnswers: 1, InputTokens: 900, CostUsd: 0.0025, provider: 'anthropic' },
    ]);
    const sets = metrics().map(({ _aws }) => _aws.CloudWatchMetrics[0].Dimensions);
    expect(sets).toEqual([[['service']], [['service', 'provider']]]);
    createLog('turn-worker')({ event: 'webhook.refused', status: 401 });
    expect(metrics()[2]).not.toHaveProperty('provider');
  });

  it.each<[LogEvent, Record<string, number>]>([
    [
      { event: 'webhook.accepted', conversationId: 7, cause: 'customer-message', deliveryId: 'd' },
      { WebhooksAccepted: 1 },
    ],
    [{ event: 'webhook.ignored', because: 'typing', deliveryId: 'd' }, { WebhooksIgnored: 1 }],
    [{ event: 'webhook.refused', status: 401 }, { WebhooksRefused: 1 }],
    [{ event: 'webhook.not-queued', deliveryId: 'd', failure }, { WebhooksNotQueued: 1 }],
    [{ ...aTurn, result: 'handed-off' }, { TurnsHandedOver: 1 }],
    [{ ...aTurn, result: 'owed', answerMs: null }, { TurnsOwed: 1 }],
    [
      {
        event: 'model.failed',
        task: 'route',
        model: 'openai:gpt-6-luna',
        reason: 'timeout',
        ms: 9,
        ...{ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, costUsd: 0 },
        next: null,
      },
      { ModelFailures: 1, 'ModelFailures.timeout': 1 },
    ],
    [
      { event: 'long-work.done', job: 'import-products', jobId: 'j', state: 'done', ms: 9 },
      { LongWorkDone: 1, LongWorkMs: 9 },
    ],
    [
      { event: 'long-work.done', job: 'import-products', jobId: 'j', state: 'failed', ms: 9 },
      { LongWorkFailed: 1 },
    ],
    [{ event: 'shop-event.accepted', status: 200, type: 'stock' }, { ShopEventsAccepted: 1 }],
    [{ event: 'shop-event.refused', status: 401, type: null }, { ShopEventsUnsigned: 1 }],
    [{ event: 'shop-event.refused', status: 422, type: null }, { ShopEventsMalformed: 1 }],
    [{ event: 'shop-event.done', type: 'stock', outcome: 'unknown-sku', ms: 9 }, { ShopEventsUnknownSku: 1 }],
    [{ event: 'shop-event.done', type: 'stock', outcome: 'failed', ms: 9 }, { ShopEventsFailed: 1 }],
    [
      { event: 'schedule.done', schedule: 'embed-catalog', ms: 9, counts: { products: 3, left: 40 } },
      { 'Run.products': 3, 'Run.left': 40 },
    ],
  ])('%j is %j', (event, expected) => {
    createLog('some-function')(event);
    expect(metrics()[0]).toMatchObject(expected);
  });

  it('counts long work that failed once, although it also says why', () => {
    const log = createLog('background-worker');
    log({ event: 'long-work.failed', job: 'import-products', jobId: 'j', failure });
    log({ event: 'long-work.done', job: 'import-products', jobId: 'j', state: 'failed', ms: 9 });
    expect(metrics()).toHaveLength(1);
    expect(Object.keys(metrics()[0]).sort()).toEqual(['LongWorkFailed', 'LongWorkMs', '_aws', 'service']);
  });

  it('has no figures for how long a turn without an answer took', () => {
    createLog('turn-worker')({ ...aTurn, result: 'owed', answerMs: null });
    expect(metrics()[0]).not.toHaveProperty('AnswerMs');
  });

  it('has on each line whose story it tells, also when stories are told side by side', async () => {
    const log = createLog('turn-worker');
    const tell = async () => {
      await Promise.resolve();
      log({ event: 'promise.refused', conversationId: 7, promise: 'labels', failure });
    };
    await Promise.all([log.within('d-1', tell), log.within('d-2', tell)]);
    log({ event: 'warming.failed', failure });
    expect(lines().map(({ story }) => story)).toEqual(['d-1', 'd-2', undefined]);
  });
});
