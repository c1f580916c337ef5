import { describe, expect, it } from 'vitest';
import { health, type HealthChecks } from '../../lib/insight/health.ts';

const fine = () => Promise.resolve();
const down = () => Promise.reject(new Error('down'));
const well: HealthChecks = { queue: fine, dynamodb: fine, postgres: fine, chatwoot: fine, models: fine };

describe('health', () => {
  it('is ok when everything answers', async () => {
    const { up, health: said } = await health(well, '1.2.3');
    expect({ up, said }).toMatchObject({
      up: true,
      said: { status: 'ok', version: '1.2.3', checks: { queue: 'ok' } },
    });
  });

  it('is degraded, but up, while only the queue works', async () => {
    const checks = { ...well, dynamodb: down, postgres: down, chatwoot: down, models: down };
    expect(await health(checks, '1')).toMatchObject({
      up: true,
      health: { status: 'degraded', checks: { postgres: 'failing' } },
    });
  });

  it('is down when nothing could be accepted', async () => {
    expect(await health({ ...well, queue: down }, '1')).toMatchObject({
      up: false,
      health: { checks: { queue: 'failing' } },
    });
  });

  it('does not wait for a part that hangs', async () => {
    const hangs = () => new Promise(() => {});
    expect(await health({ ...well, chatwoot: hangs }, '1')).toMatchObject({
      health: { checks: { chatwoot: 'failing' } },
    });
  });
});
