import type { ProgressTo } from './progress.ts';

/** Lines on a terminal, and one under them that says what is under way and is written over as that changes. */
export function terminalOn(stream: { write: (text: string) => unknown }): Required<ProgressTo> {
  let last = '';
  const write = (above: string, under: string): void => {
    stream.write(`${last === '' ? '' : clearLine}${above}${under}`);
    last = under;
  };
  return {
    log: (line) => write(`${line}\n`, last),
    underWay: (steps) => write('', steps.length === 0 ? '' : `  ${steps.join(', ')} …`),
  };
}

const clearLine = '\r\x1b[K';
