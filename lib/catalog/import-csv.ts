import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { productRow, readHeader, type ImportedProduct } from './import-row.ts';

/** What is wrong with one line of a file, in which column, and what to do. Never what stands there. */
export interface LineError {
  readonly line: number;
  /** The column; empty for the whole line. */
  readonly path: string;
  readonly message: string;
}

export type CsvItem =
  | { kind: 'product'; line: number; product: ImportedProduct }
  | { kind: 'wrong'; errors: readonly LineError[] };

/** What one file may hold; a larger catalogue comes in several. */
export const mostProducts = 50_000;
/** A description of the longest kind, with its quotes doubled. */
const longestRecord = 100_000;

/**
 * Reads products from a CSV file as it comes in: sku, name, price, currency and stock, and if the shop has them
 * description, url and category, in any order. Holds one record and the SKUs at a time, never the file. After an error
 * in how the file is written nothing more can be read.
 */
export async function* readProducts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvItem> {
  const place = { line: 1 };
  try {
    yield* readRecords(bytes, place);
  } catch (error) {
    const message = whatIsWrong(error);
    if (message === undefined) throw error;
    yield { kind: 'wrong', errors: [{ line: lineOf(error) ?? place.line, path: '', message }] };
  }
}

type Header = Extract<ReturnType<typeof readHeader>, { kind: 'header' }>;

async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  place: { line: number },
): AsyncGenerator<CsvItem> {
  const lines = new Map<string, number>();
  let header: Header | undefined;
  let rows = 0;
  for await (const { line, record } of records(bytes, place)) {
    if (header === undefined) {
      const read = readHeader(record);
      if (read.kind === 'wrong') {
        yield { kind: 'wrong', errors: at(line, read.errors) };
        return;
      }
      header = read;
      continue;
    }
    // Wrong ones count too, or a file of nothing else would be read for minutes.
    if (rows === mostProducts) {
      yield { kind: 'wrong', errors: [tooMany(line)] };
      return;
    }
    rows += 1;
    const row = productRow(header.columns, record);
    if (row.kind === 'wrong') {
      yield { kind: 'wrong', errors: at(line, row.errors) };
      continue;
    }
    const { sku } = row.product;
    const first = lines.get(sku);
    if (first !== undefined) yield { kind: 'wrong', errors: [sameSku(line, first)] };
    else {
      lines.set(sku, line);
      yield { kind: 'product', line, product: row.product };
    }
  }
  if (rows === 0) yield { kind: 'wrong', errors: [noProducts(place.line)] };
}

function sameSku(line: number, first: number): LineError {
  const message = `sku is the same as in line ${first}; keep one of the two lines`;
  return { line, path: 'sku', message };
}

function tooMany(line: number): LineError {
  const message = `a file may hold ${mostProducts} products; send the rest in another file`;
  return { line, path: '', message };
}

function noProducts(line: number): LineError {
  const message = 'the file holds no products; the first line names the columns, each line after it is one';
  return { line, path: '', message };
}

function at(
  line: number,
  errors: readonly { path: string; message: string }[],
): { line: number; path: string; message: string }[] {
  return errors.map((error) => ({ line, ...error }));
}

interface CsvRecord {
  /** Where it begins. */
  line: number;
  record: readonly string[];
}

async function* records(
  bytes: AsyncIterable<Uint8Array>,
  place: { line: number },
): AsyncGenerator<CsvRecord> {
  const text = decoded(bytes);
  const first = await text.next();
  const start = first.done === true ? '' : first.value;
  const parser = parse({
    delimiter: delimiterOf(start),
    info: true,
    max_record_size: longestRecord,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
  });
  const fed = feed(parser, start, text);
  try {
    for await (const item of parser) {
      const { record, info } = parsed.parse(item);
      place.line = info.lines + 1;
      yield { line: info.lines - lineBreaksIn(record), record };
    }
    await fed;
  } finally {
    parser.destroy();
  }
}

/** What the parser, which says `any`, gives. */
const parsed = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

/** Hands on what comes in no faster than it is read. What breaks on the way breaks the parser, and with it the reading. */
async function feed(
  parser: ReturnType<typeof parse>,
  start: string,
  rest: AsyncIterable<string>,
): Promise<void> {
  try {
    await write(parser, start);
    for await (const text of rest) await write(parser, text);
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : undefined);
  }
}

function write(parser: ReturnType<typeof parse>, text: string): Promise<void> | undefined {
  if (parser.destroyed || parser.write(text)) return undefined;
  return new Promise((resolve) => {
    const go = () => {
      parser.off('drain', go).off('close', go);
      resolve();
    };
    parser.once('drain', go).once('close', go);
  });
}

/**
 * Other encodings are refused: half of them would only look like text. API Gateway hands text over with every byte that
 * is no UTF-8 replaced already, so what is looked for is the replacement. Takes the byte order mark off.
 */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  const place = { line: 1, afterReturn: false };
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    refuseReplaced(text, place);
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  refuseReplaced(rest, place);
  yield rest;
}

/** Counts lines as it goes, also where a line break lies between two chunks. */
function refuseReplaced(text: string, place: { line: number; afterReturn: boolean }): void {
  if (text === '') return;
  const isCounted = place.afterReturn && text.startsWith('\n');
  const replaced = text.indexOf('\uFFFD');
  const read = text.slice(isCounted ? 1 : 0, replaced === -1 ? undefined : replaced);
  place.line += lineBreaksIn([read]);
  if (replaced !== -1) throw new NotUtf8(place.line);
  place.afterReturn = text.endsWith('\r');
}

class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
  readonly line: number;

  constructor(line: number) {
    super('The file is not in UTF-8');
    this.line = line;
  }
}

/** Where a comma is the decimal mark, spreadsheets put semicolons between the columns. */
function delimiterOf(start: string): ',' | ';' {
  const [header = ''] = start.split(/[\r\n]/, 1);
  return header.includes(';') && !header.includes(',') ? ';' : ',';
}

function lineBreaksIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}

function lineOf(error: unknown): number | undefined {
  if (error instanceof NotUtf8) return error.line;
  return error instanceof CsvError ? z.object({ lines: z.number() }).safeParse(error).data?.lines : undefined;
}

/** What to do about a file that cannot be read; undefined for what is not the file's fault. */
function whatIsWrong(error: unknown): string | undefined {
  if (error instanceof CsvError)
    return csvMessages[error.code] ?? 'the line is no CSV; quote what holds commas';
  if (error instanceof NotUtf8) return 'the file is not in UTF-8; save it as CSV in UTF-8';
  if (error instanceof TooLarge) return error.message;
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
    return 'the file cannot be unpacked; pack it with gzip again';
  }
  return undefined;
}

/** The file is longer than anybody's catalogue. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

const csvMessages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed; close it, and double the quotes inside of it',
  CSV_INVALID_CLOSING_QUOTE: 'a quote is closed in the middle of a value; double the quotes inside of it',
  INVALID_OPENING_QUOTE:
    'a quote opens in the middle of a value; quote the whole value and double the quotes inside',
  CSV_MAX_RECORD_SIZE: `the line is longer than ${longestRecord} characters; a quote may not be closed`,
};
