import pg from 'pg';
import { UpstreamUnavailable } from '../../runtime/errors.ts';

/**
 * The same failure as UpstreamUnavailable if Postgres could not be reached or asked us to come back; undefined if it
 * understood and refused, or if the failure is not Postgres's at all.
 */
export function unavailable(error: unknown, phase: 'connecting' | 'asking'): UpstreamUnavailable | undefined {
  if (error instanceof UpstreamUnavailable) return error;
  if (error instanceof pg.DatabaseError) {
    return comesBack(error.code ?? '')
      ? new UpstreamUnavailable(`Postgres said no for now (${error.code ?? ''})`, { cause: error })
      : undefined;
  }
  // While connecting whatever is not an answer of Postgres is a network, a name or a certificate.
  if (phase === 'connecting' || isLostConnection(error)) {
    return new UpstreamUnavailable('Postgres cannot be reached', { cause: error });
  }
  return undefined;
}

/** https://www.postgresql.org/docs/17/errcodes-appendix.html */
function comesBack(code: string): boolean {
  const connection = code.startsWith('08');
  const outOfResources = code.startsWith('53');
  const shuttingDown = code.startsWith('57P');
  const tookTooLong = code === '57014' || code === '55P03';
  return connection || outOfResources || shuttingDown || tookTooLong;
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** pg has no class for these: it throws a plain Error with one of these texts. */
const lostTexts =
  /^(Connection terminated|Query read timeout|Client has encountered a connection error|Client was closed)/;

function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return lostTexts.test(error.message) || ('code' in error && networkCodes.has(String(error.code)));
}
