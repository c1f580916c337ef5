import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { chatwootClient } from '../../lib/chatwoot/client.ts';
import { Secret } from '../../lib/config/secret.ts';
import type { TurnWorld } from '../support/turn-harness.ts';

/** One request that Chatwoot has received and not begun. */
interface Held {
  /** Chatwoot gets round to it: it is carried out, whether or not anybody still waits for the answer. */
  release(): Promise<void>;
}

/** We give up after a second in these tests, not after ten. */
const ourPatienceMs = 1000;

/**
 * A server between us and the simulated Chatwoot that can hold a request back, as a queue in front of a busy Rails does:
 * we hang up, and it is carried out all the same.
 */
export async function behindASlowChatwoot(world: TurnWorld) {
  const holds: { method: string; path: RegExp; wait: Promise<void>; done: () => void }[] = [];
  const target = new URL(world.address.baseUrl);
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '' } = incoming;
    const at = holds.findIndex((one) => one.method === method && one.path.test(url));
    const [hold] = at < 0 ? [] : holds.splice(at, 1);
    void pass(incoming, outgoing, target, hold?.wait).then(hold?.done);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());

  const { port } = server.address() as AddressInfo;
  const client = chatwootClient({
    baseUrl: `http://127.0.0.1:${port}${target.pathname}`,
    accountId: 1,
    botToken: new Secret(world.simulator.credentials.botToken),
    apiToken: new Secret(world.address.apiToken),
    fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(ourPatienceMs) }),
    sleep: async () => {},
  });
  Object.assign(world.deps.chatwoot, client);

  return {
    /** Holds the next such request. */
    hold({ method, path }: { method: string; path: RegExp }): Held {
      const [begin, done] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
      holds.push({ method, path, wait: begin.promise, done: () => done.resolve(undefined) });
      return {
        release() {
          begin.resolve(undefined);
          return done.promise;
        },
      };
    },
  };
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: URL,
  wait: Promise<void> | undefined,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  await wait;
  await new Promise<void>((resolve, reject) => {
    const { method, url, headers } = incoming;
    const onward = forward(
      { host: target.hostname, port: target.port, method, path: url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on('end', resolve);
      },
    );
    onward.on('error', reject);
    onward.end(Buffer.concat(chunks));
  });
}
