import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { aDb, postgresUrl } from '../../support/postgres.ts';

const script = fileURLToPath(new URL('../../../bin/migrate.ts', import.meta.url));

function run(args: string[], databaseUrl: string): Promise<{ code: number; out: string; errors: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl };
    execFile(process.execPath, [script, ...args], { env }, (error, out, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, errors });
    });
  });
}

describe('npm run migrate', () => {
  it('says what it would do, does it, and has nothing to do the second time', async () => {
    const db = await aDb();
    await db.query('drop schema public cascade; create schema public');
    const url = await postgresUrl();
    expect((await run(['--dry-run'], url)).out).toContain(
      'would run 0001_extensions.sql\nwould run 0002_leads.sql',
    );
    expect(await run([], url)).toMatchObject({
      code: 0,
      out: expect.stringContaining('ran 0001_extensions.sql'),
    });
    expect(await run([], url)).toEqual({ code: 0, out: 'nothing to do\n', errors: '' });
  });

  it.each([
    ['no address', [], '', 'Missing or unusable: DATABASE_URL'],
    [
      'an address nobody listens at',
      [],
      'postgres://x:topsecret@127.0.0.1:1/x',
      'Postgres cannot be reached',
    ],
    ['an unknown option', ['--nope'], '', "Unknown option '--nope'"],
  ])('says in a line what is wrong with %s, and never the password', async (_what, args, url, message) => {
    const { code, out, errors } = await run(args, url);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toContain(message);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(errors).not.toContain('topsecret');
  });
});
