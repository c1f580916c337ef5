/** Something in a template that has no value on this machine. The message says what. */
export class Unresolvable extends Error {
  override readonly name = 'Unresolvable';
}

/** `{ "Fn::Join": […] }` as a name and its argument; undefined for anything that is not a call. */
export function intrinsic(value: unknown): { name: string; argument: unknown } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries: [string, unknown][] = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (name === undefined || entries.length > 1) return undefined;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? { name, argument } : undefined;
}

/** The functions that need nothing but their resolved argument. */
export const plainFunctions: Readonly<Record<string, (argument: unknown) => unknown>> = {
  'Fn::Join': (argument) => {
    const [separator, parts] = listOf(argument, 'Fn::Join');
    return textsOf(parts, 'Fn::Join').join(textOf(separator, 'Fn::Join'));
  },
  'Fn::Split': (argument) => {
    const [separator, text] = textsOf(argument, 'Fn::Split');
    return (text ?? '').split(separator ?? ',');
  },
  'Fn::Select': (argument) => {
    const [index, items] = listOf(argument, 'Fn::Select');
    const item = textsOf(items, 'Fn::Select')[Number(index)];
    if (item === undefined) throw new Unresolvable(`Fn::Select has no item ${textOf(index, 'Fn::Select')}`);
    return item;
  },
  'Fn::Base64': (argument) => Buffer.from(textOf(argument, 'Fn::Base64')).toString('base64'),
  'Fn::ToJsonString': (argument) => JSON.stringify(argument),
};

/** `["Table", "Arn"]` or `"Table.Arn"` as its parts. */
export function attributePath(argument: unknown): string[] {
  const parts = typeof argument === 'string' ? [argument] : textsOf(argument, 'Fn::GetAtt');
  return parts.join('.').split('.');
}

/** A list, or Unresolvable naming the function that wanted one. */
export function listOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Unresolvable(`${name} of something that is not a list`);
}

/** A list of plain values as texts, or Unresolvable naming the function. */
export function textsOf(value: unknown, name: string): string[] {
  return listOf(value, name).map((item) => textOf(item, name));
}

/** A plain value as text, or Unresolvable naming the function. */
export function textOf(value: unknown, name: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new Unresolvable(`${name} of something that is not text`);
}
