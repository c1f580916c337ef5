import { DeltaSnapshot, type SerializerProtocol } from '@langchain/langgraph-checkpoint';

/**
 * Turns state into JSON and back without ever bringing a class to life that the data asks for.
 *
 * LangGraph's own serializer revives `{"lc":1,"type":"constructor",…}` wherever it meets it, also where a customer wrote
 * it. Here `lc` means nothing. What JSON cannot say (see `tagged`) is marked with the key `~`, and an object of the
 * state that has such a key itself is wrapped, so that no data can pass for a mark.
 */
export class PlainSerializer implements SerializerProtocol {
  dumpsTyped(data: unknown): Promise<[string, Uint8Array]> {
    return new Promise((resolve) => {
      resolve(['json', new TextEncoder().encode(JSON.stringify(encode(data, new Set())))]);
    });
  }

  loadsTyped(type: string, data: Uint8Array | string): Promise<unknown> {
    return new Promise((resolve) => {
      if (type !== 'json')
        throw new Error(`This checkpoint was written by another serializer (type ${type})`);
      resolve(decode(JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data))));
    });
  }
}

const mark = '~';

function tagged(kind: string, value?: unknown): Record<string, unknown> {
  return value === undefined ? { [mark]: kind } : { [mark]: kind, v: value };
}

/** `holders` are the objects around `value`, to notice one that holds itself. */
function encode(value: unknown, holders: Set<object>): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : tagged('number', nameOf(value));
    case 'bigint':
      return tagged('bigint', value.toString());
    case 'undefined':
    case 'function':
    case 'symbol':
      return tagged('undefined');
    case 'object':
      return value === null ? null : encodeHeld(value, holders);
  }
}

function encodeHeld(value: object, holders: Set<object>): unknown {
  if (holders.has(value)) throw new TypeError('State that holds itself cannot be saved: take the cycle out');
  holders.add(value);
  try {
    return encodeObject(value, (inner) => encode(inner, holders));
  } finally {
    holders.delete(value);
  }
}

function encodeObject(value: object, inside: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, inside);
  if (value instanceof Date) return tagged('date', value.toJSON());
  if (value instanceof Map)
    return tagged(
      'map',
      Array.from(value, ([key, held]) => [inside(key), inside(held)]),
    );
  if (value instanceof Set) return tagged('set', Array.from(value, inside));
  if (value instanceof Uint8Array) return tagged('bytes', bufferOver(value).toString('base64'));
  if (value instanceof RegExp) return tagged('regexp', [value.source, value.flags]);
  if (value instanceof Error) return tagged('error', [value.name, value.message]);
  if (value instanceof DeltaSnapshot) return tagged('delta-snapshot', inside(value.value));
  if ('lc_serializable' in value && !isPlain(value)) throw new TypeError(langChainRefusal);
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return inside(Reflect.apply(value.toJSON, value, []));
  const entries = Object.fromEntries(Object.entries(value).map(([key, held]) => [key, inside(held)]));
  return Object.hasOwn(entries, mark) ? tagged('object', entries) : entries;
}

const langChainRefusal =
  'A LangChain object (a message, a document …) is not saved, because reviving it later would let data choose what is ' +
  'made. Keep plain objects in the state, or hand the saver another serializer as `serde`.';

function decode(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(decode);
  if (typeof json !== 'object' || json === null) return json;
  if (!Object.hasOwn(json, mark)) return decodeEntries(json);
  const { [mark]: kind, v: value }: Record<string, unknown> = { ...json };
  return decodeTagged(kind, value);
}

/** `Object.fromEntries` makes own properties only: a key called `__proto__` stays a key. */
function decodeEntries(json: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(json).map(([key, held]) => [key, decode(held)]));
}

function decodeTagged(kind: unknown, value: unknown): unknown {
  switch (kind) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(value);
    case 'bigint':
      return BigInt(String(value));
    case 'date':
      return new Date(typeof value === 'string' ? value : Number.NaN);
    case 'map':
      return new Map(listOf(value).map((entry) => pairOf(listOf(decode(entry)))));
    case 'set':
      return new Set(listOf(value).map(decode));
    case 'bytes':
      return new Uint8Array(Buffer.from(String(value), 'base64'));
    case 'regexp':
      return new RegExp(String(listOf(value)[0]), String(listOf(value)[1]));
    case 'error':
      return errorOf(listOf(value));
    case 'delta-snapshot':
      return new DeltaSnapshot(decode(value));
    case 'object':
      return typeof value === 'object' && value !== null ? decodeEntries(value) : {};
    default:
      throw new Error(
        'This checkpoint holds a kind of value this version does not know: a newer version wrote it',
      );
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function pairOf([key, value]: unknown[]): [unknown, unknown] {
  return [key, value];
}

function errorOf([name, message]: unknown[]): Error {
  const error = new Error(String(message));
  if (name !== error.name) Object.defineProperty(error, 'name', { value: String(name), configurable: true });
  return error;
}

function nameOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function bufferOver(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
