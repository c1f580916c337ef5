import { execFile } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);

/** Something that answers on this machine until the test is over. */
async function aServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe('bin/redrive.ts', () => {
  const bin = (args: string[], env: Record<string, string> = {}) =>
    run(process.execPath, ['bin/redrive.ts', ...args], { env: { PATH: '', ...env } });

  it('says what went back', async () => {
    const there = await aServer((request, response) => {
      response.writeHead(request.headers.authorization === 'Bearer t' ? 200 : 401, {
        'content-type': 'application/json',
      });
      const item = { id: 'a', kind: 'take-turn', conversationId: 7, since: '2026-05-01T00:00:00Z' };
      const items = [{ ...item, decision: 'redrive', because: null }];
      response.end(
        JSON.stringify(response.statusCode === 200 ? { items, more: 21 } : { title: 'Unauthorized' }),
      );
    });
    const asked = ['--queue', 'turns.fifo', '--url', there];
    const { stdout } = await bin(asked, { FRONTDESK_API_TOKEN: 't' });
    expect(stdout).toBe(
      '2026-05-01T00:00:00Z  a  take-turn of conversation 7: went back\n1 went back to turns.fifo, 0 kept.\n' +
        'About 21 more lie behind these and were not looked at.\n',
    );
    await expect(bin(asked, { FRONTDESK_API_TOKEN: 'wrong' })).rejects.toMatchObject({
      stderr: 'Refused (401): Unauthorized\n',
    });
  });

  it.each([
    ['a proxy’s page', 502, '<html>Bad gateway</html>'],
    ['another server', 200, '{"hello":"world"}'],
  ])('says so when %s answers', async (_who, status, body) => {
    const there = await aServer((_request, response) => void response.writeHead(status).end(body));
    const asked = bin(['--queue', 'turns.fifo', '--url', there], { FRONTDESK_API_TOKEN: 't' });
    await expect(asked).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        new RegExp(`^What answered at ${there} \\(${status}\\) is not Frontdesk: .*\\n$`),
      ),
    });
  });

  const whichQueue = 'Say which queue: --queue turns.fifo, work.fifo or outbound.fifo. --help says more.\n';
  it.each<[string[], string | RegExp]>([
    [[], whichQueue],
    [['--queue', 'turns'], whichQueue],
    ...['abc', '0', '501', '1.5', ''].map((limit): [string[], string] => [
      ['--queue', 'turns.fifo', `--limit=${limit}`],
      '--limit is a whole number from 1 to 500.\n',
    ]),
    ...['nonsense', 'localhost:8787', 'ftp://shop'].map((url): [string[], string] => [
      ['--queue', 'turns.fifo', '--url', url],
      '--url is where Frontdesk answers, as http://127.0.0.1:8787 or https://…\n',
    ]),
    [['--queue', 'turns.fifo', '--url', 'http://127.0.0.1:9'], /^Nobody answers at http:\/\/127.0.0.1:9\./],
  ])('says what to do: %j', async (args, words) => {
    await expect(bin(args, { FRONTDESK_API_TOKEN: 't' })).rejects.toMatchObject({
      code: 1,
      stderr: typeof words === 'string' ? words : expect.stringMatching(words),
    });
  });
});
