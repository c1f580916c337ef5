import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { Refusal, unprocessable, type World } from '../domain/world.ts';
import type { Bot, Hash, User } from '../store/records.ts';

/** Who holds the token of a request. */
export type Caller =
  { readonly kind: 'user'; readonly user: User } | { readonly kind: 'bot'; readonly bot: Bot };

/** A file that came with a multipart request. */
export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** One REST request, read and authenticated. */
export interface RestRequest {
  readonly query: URLSearchParams;
  readonly body: Hash;
  readonly files: readonly UploadedFile[];
  readonly caller: Caller;
  /** The numbers in the path, in order, without the account. */
  readonly ids: readonly number[];
}

/** What goes back: an object becomes JSON, a string plain text, undefined an empty body. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** One route. Bots may only use those that say so. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the account; `:id` stands for a number. */
  readonly path: string;
  readonly bots?: true;
  readonly admins?: true;
  readonly run: (world: World, request: RestRequest) => RestAnswer;
}

export const ok = (body?: unknown): RestAnswer => ({ status: 200, body });

/** The nth number of the path. */
export function pathId(request: RestRequest, index = 0): number {
  const id = request.ids[index];
  if (id === undefined) throw new Error('The route has fewer ids than its handler reads.');
  return id;
}

/** Reads the body by a schema; 422 names the first field that does not fit. */
export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unprocessable(`param is missing or the value is invalid: ${issue?.path.join('.') ?? 'body'}`);
}

/** The person behind a request that bots cannot make. */
export function callingUser(request: RestRequest): User {
  if (request.caller.kind === 'user') return request.caller.user;
  throw new Refusal(401, { error: 'Access to this endpoint is not authorized for bots' });
}

/** Whether the caller sees secrets. */
export const isAdmin = ({ caller }: RestRequest): boolean =>
  caller.kind === 'user' && caller.user.role === 'administrator';

const tooLarge = 40 * 1024 * 1024;

/** Reads the whole body, up to 40 MiB. */
async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(z.instanceof(Uint8Array).parse(chunk));
    size += bytes.length;
    if (size > tooLarge) throw new Refusal(413, { error: 'Payload too large' });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Understands JSON, forms and multipart as Rails does. */
export async function readBody(request: IncomingMessage): Promise<{ body: Hash; files: UploadedFile[] }> {
  const bytes = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: {}, files: [] };
  if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) return readForm(bytes, type);
  try {
    const parsed = z.record(z.string(), z.unknown()).parse(JSON.parse(bytes.toString('utf8')));
    return { body: unwrap(parsed), files: [] };
  } catch {
    throw new Refusal(400, { error: 'There was a problem in the JSON you submitted' });
  }
}

/** Rails lets a body be wrapped into the name of its model. */
function unwrap(body: Hash): Hash {
  for (const name of ['webhook', 'label', 'note', 'custom_attribute_definition']) {
    const inner = z.record(z.string(), z.unknown()).safeParse(body[name]);
    if (inner.success) return { ...body, ...inner.data };
  }
  return body;
}

async function readForm(bytes: Buffer, type: string): Promise<{ body: Hash; files: UploadedFile[] }> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw new Refusal(400, { error: 'There was a problem in the form you submitted' });
    });
  const body: Hash = {};
  const files: UploadedFile[] = [];
  for (const [key, value] of form) {
    if (typeof value !== 'string') {
      files.push({ name: value.name, type: value.type, bytes: await value.bytes() });
    } else if (key.endsWith('[]')) {
      body[key.slice(0, -2)] = form.getAll(key).filter((one) => typeof one === 'string');
    } else {
      body[key] = value;
    }
  }
  return { body, files };
}
