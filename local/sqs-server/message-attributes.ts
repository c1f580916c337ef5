import { hash } from 'node:crypto';
import { z } from 'zod';
import { invalidParameter, SqsError } from './sqs-error.ts';

/** Message attributes as they come in a request and go out again. */
export const messageAttributes = z.record(
  z.string(),
  z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.base64().optional() }),
);
export type MessageAttributes = z.infer<typeof messageAttributes>;

/** MD5 of a text, as SQS answers it. */
export function md5(text: string): string {
  return hash('md5', text);
}

/** Throws what SQS would answer to attributes it does not take. */
export function checkMessageAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > 10) {
    throw new SqsError(
      'InvalidParameterValue',
      `Number of message attributes [${names.length}] exceeds the allowed maximum [10].`,
    );
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    if (!attributeName.test(name) || name.length > 256) {
      throw new SqsError(
        'InvalidParameterValue',
        `The message attribute name '${name}' is invalid. It may have up to 256 letters, digits, '_', '-' and '.' and must not begin with AWS. or Amazon.`,
      );
    }
    checkValue(name, attribute);
  }
}

/** Characters XML 1.0 does not have: SQS refuses them. Lone surrogates are among them, emoji are not. */
export function hasForbiddenCharacter(text: string): boolean {
  return forbiddenCharacter.test(text);
}

/** What the attributes add to the size of a message: names, types and values. */
export function attributesSize(attributes: MessageAttributes): number {
  let bytes = 0;
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType);
    bytes +=
      BinaryValue === undefined
        ? Buffer.byteLength(StringValue ?? '')
        : Buffer.byteLength(BinaryValue, 'base64');
  }
  return bytes;
}

/** The MD5 of attributes as the SQS developer guide describes it; undefined when there are none. */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort(byBytes);
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { DataType = '', StringValue = '', BinaryValue } = attributes[name] ?? {};
    const value =
      BinaryValue === undefined
        ? [Buffer.of(1), ...withLength(Buffer.from(StringValue))]
        : [Buffer.of(2), ...withLength(Buffer.from(BinaryValue, 'base64'))];
    return [...withLength(Buffer.from(name)), ...withLength(Buffer.from(DataType)), ...value];
  });
  return hash('md5', Buffer.concat(parts));
}

/** The attributes a receiver asked for: by name, by `prefix.*`, or all of them. */
export function selectAttributes(
  attributes: MessageAttributes,
  wanted: readonly string[],
): MessageAttributes {
  const isWanted = (name: string) =>
    wanted.some(
      (pattern) =>
        pattern === 'All' ||
        pattern === name ||
        (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}

const attributeName = /^(?!(?:aws|amazon)\.)(?!\.)(?!.*\.\.)(?!.*\.$)[\w.-]+$/i;
const dataType = /^(String|Number|Binary)(\..+)?$/;
const forbiddenCharacter = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function checkValue(name: string, { DataType, StringValue, BinaryValue }: MessageAttributes[string]): void {
  const type = dataType.exec(DataType)?.[1];
  if (type === undefined || DataType.length > 256) {
    throw new SqsError(
      'InvalidParameterValue',
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = type === 'Binary' ? BinaryValue : StringValue;
  if (value === undefined || value === '') {
    throw new SqsError(
      'InvalidParameterValue',
      `The message attribute '${name}' must contain a non-empty message attribute value for its type '${DataType}'.`,
    );
  }
  if (type === 'Number' && !Number.isFinite(Number(value))) {
    throw invalidParameter('MessageAttributes', name, 'A Number attribute holds digits.');
  }
  if (type !== 'Binary' && hasForbiddenCharacter(value)) {
    throw new SqsError(
      'InvalidParameterValue',
      `Invalid characters found in the message attribute '${name}'.`,
    );
  }
}

function withLength(bytes: Buffer): Buffer[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}

function byBytes(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
