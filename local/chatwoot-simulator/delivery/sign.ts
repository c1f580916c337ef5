import { createHmac } from 'node:crypto';

/** JSON as Rails writes it: `<`, `>`, `&` and the two line separators are escaped, so a re-serialised body does not match the signature. */
export function railsJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The value of `X-Chatwoot-Signature`. */
export function signature(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}
