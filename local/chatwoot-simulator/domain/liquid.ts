/** The values a message may name, e.g. `contact.name`. */
export type LiquidValues = Readonly<Record<string, string>>;

/**
 * Renders a message as Chatwoot does before it is stored: known names are filled in, unknown ones vanish, text in
 * backticks is left alone, and a syntax error leaves the whole text as it was.
 */
export function renderLiquid(text: string, values: LiquidValues): string {
  try {
    return text
      .split(/(```[\s\S]*?```|`[^`]*`)/)
      .map((part, index) => (index % 2 ? part : render(part, values)))
      .join('');
  } catch (error) {
    if (error instanceof LiquidSyntaxError) return text;
    throw error;
  }
}

class LiquidSyntaxError extends Error {}

function render(text: string, values: LiquidValues): string {
  let output = '';
  let rest = text;
  for (;;) {
    const start = /\{\{-?|\{%-?/.exec(rest);
    if (start === null) return output + rest;
    output += rest.slice(0, start.index);
    const inside = rest.slice(start.index + start[0].length);
    const step = start[0].startsWith('{{') ? variable(inside, values) : tag(inside);
    output += step.text;
    rest = step.rest;
  }
}

interface Step {
  readonly text: string;
  readonly rest: string;
}

function variable(inside: string, values: LiquidValues): Step {
  const end = /-?\}\}/.exec(inside);
  if (end === null) throw new LiquidSyntaxError();
  const [name = '', ...filters] = inside.slice(0, end.index).split('|');
  const value = filters.reduce(applyFilter, lookUp(name.trim(), values));
  return { text: value, rest: inside.slice(end.index + end[0].length) };
}

function lookUp(expression: string, values: LiquidValues): string {
  const literal = /^'([^']*)'$|^"([^"]*)"$|^(-?\d+(?:\.\d+)?)$/.exec(expression);
  if (literal !== null) return literal[1] ?? literal[2] ?? literal[3] ?? '';
  return values[expression] ?? '';
}

function applyFilter(value: string, filter: string): string {
  const [name = '', argument = ''] = filter.split(':').map((part) => part.trim());
  switch (name) {
    case 'default':
      return value === '' ? lookUp(argument, {}) : value;
    case 'upcase':
      return value.toUpperCase();
    case 'downcase':
      return value.toLowerCase();
    case 'capitalize':
      return value.charAt(0).toUpperCase() + value.slice(1).toLowerCase();
    case 'strip':
      return value.trim();
    default:
      return value;
  }
}

/** `raw` keeps its inside, `comment` drops it; every other tag counts as a syntax error here (see the README). */
function tag(inside: string): Step {
  const opening = /^\s*(raw|comment)\s*-?%\}/.exec(inside);
  if (opening === null) throw new LiquidSyntaxError();
  const body = inside.slice(opening[0].length);
  const closing = new RegExp(`\\{%-?\\s*end${opening[1] ?? ''}\\s*-?%\\}`).exec(body);
  if (closing === null) throw new LiquidSyntaxError();
  return {
    text: opening[1] === 'raw' ? body.slice(0, closing.index) : '',
    rest: body.slice(closing.index + closing[0].length),
  };
}
