import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What takes webhooks in the cloud does not die with what handles them. */
export interface Gateway {
  readonly url: string;
  /** Where requests go; undefined: they wait until there is something again. */
  sendTo(target: string | undefined): void;
  close(): void;
}

/**
 * Stands where API Gateway stands: always there. A request that nobody takes waits; one whose handler dies half-way is
 * answered with 500, as a function's death is there.
 */
export async function aGateway(): Promise<Gateway> {
  let target: string | undefined;
  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const init = { method: 'POST', headers: headersOf(request), body: Buffer.concat(chunks) };
    for (;;) {
      while (target === undefined) await sleep(20);
      try {
        const answer = await fetch(`${target}${request.url ?? ''}`, init);
        await answer.arrayBuffer();
        response.writeHead(answer.status).end();
        return;
      } catch (error) {
        if (!neverArrived(error)) {
          response.writeHead(500).end();
          return;
        }
        await sleep(20);
      }
    }
  };
  const server = createServer((request, response) => void forward(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    sendTo: (url) => (target = url),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function neverArrived(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const kept = Object.entries(request.headers).filter(
    ([name]) => name === 'content-type' || name.startsWith('x-chatwoot'),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
