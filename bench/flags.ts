import { parseArgs } from 'node:util';

/** A bench was asked for something it does not know. The message is for whoever typed it. */
export class WrongFlag extends Error {
  override readonly name = 'WrongFlag';
}

/** The whole numbers a bench takes, each with its default, and whether help was wanted. Throws WrongFlag. */
export function flagsOf<Name extends string>(
  args: readonly string[],
  defaults: Readonly<Record<Name, number>>,
): { help: boolean; numberOf: (name: Name) => number } {
  const names = Object.keys(defaults);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { help, ...given } = parsed(args, { ...options, help: { type: 'boolean' } });
  for (const [name, value] of Object.entries(given)) {
    if (!/^\d{1,9}$/.test(String(value)) || Number(value) < 1)
      throw new WrongFlag(`--${name} is a whole number from 1 on.`);
  }
  return { help: help === true, numberOf: (name) => Number(given[name] ?? defaults[name]) };
}

function parsed(
  args: readonly string[],
  options: Record<string, { type: 'string' | 'boolean' }>,
): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    const known = Object.entries(options).map(([name, { type }]) =>
      type === 'string' ? `--${name} N` : `--${name}`,
    );
    throw new WrongFlag(`What is known is ${known.join(', ')}.`);
  }
}
