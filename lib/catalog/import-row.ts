import { productInput, type Product } from './product.ts';

/** A product as a file gives it: its variants stay as they are. */
export type ImportedProduct = Omit<Product, 'variants'>;

interface CellError {
  readonly path: string;
  readonly message: string;
}

const required = ['sku', 'name', 'price', 'currency', 'stock'] as const;
const optional = ['description', 'url', 'category'] as const;
const columnNames = [...required, ...optional];
type Column = (typeof columnNames)[number];

/** What each column must hold; said whatever is wrong with it. */
const rules: Readonly<Record<Column, string>> = {
  sku: 'must have 1 to 100 characters, none of them invisible, and be more than a dot or two',
  name: 'must have 1 to 200 characters, without line breaks and invisible ones',
  description: 'must have at most 20,000 characters and no NUL',
  price:
    'must be an amount such as 89.00 or 89,00: at most two decimals, nothing between the thousands, no sign',
  currency: 'must be the three capital letters of a currency people pay in, such as EUR',
  stock: 'must be a whole number from 0 to 2,000,000,000',
  url: 'must be an address that begins with http:// or https://, or empty',
  category: 'must have at most 200 characters and no NUL',
};

/** Which column stands where, or what is wrong with the line that says it. */
export function readHeader(
  record: readonly string[],
): { kind: 'header'; columns: readonly Column[] } | { kind: 'wrong'; errors: readonly CellError[] } {
  const names = record.map((name) => name.trim().toLowerCase());
  const columns = names.flatMap((name) => columnNames.filter((one) => one === name));
  const strange = names.flatMap((name, index) =>
    columnNames.some((one) => one === name)
      ? []
      : [wrong('', `column ${index + 1} is none of ${columnNames.join(', ')}; rename it or leave it out`)],
  );
  const missing = required
    .filter((name) => !columns.includes(name))
    .map((name) => wrong(name, `the column ${name} is missing; the first line must name it`));
  const twice = columnNames
    .filter((name) => columns.filter((one) => one === name).length > 1)
    .map((name) => wrong(name, `the column ${name} is there twice; keep one`));
  const errors = [...strange, ...missing, ...twice];
  return errors.length > 0 ? { kind: 'wrong', errors } : { kind: 'header', columns };
}

/** The product of one line, or everything that is wrong with it. */
export function productRow(
  columns: readonly Column[],
  record: readonly string[],
): { kind: 'product'; product: ImportedProduct } | { kind: 'wrong'; errors: readonly CellError[] } {
  if (record.length !== columns.length) {
    const message = `the line has ${record.length} values for ${columns.length} columns; quote what holds commas`;
    return { kind: 'wrong', errors: [wrong('', message)] };
  }
  const cells = new Map(columns.map((name, index) => [name, record[index]?.trim() ?? '']));
  const cell = (name: Column) => cells.get(name) ?? '';
  const parsed = importedProduct.safeParse({
    sku: cell('sku'),
    name: cell('name'),
    description: cell('description'),
    priceCents: cents(cell('price')),
    currency: cell('currency'),
    stock: /^\d{1,10}$/.test(cell('stock')) ? Number(cell('stock')) : undefined,
    url: cell('url') || null,
    category: cell('category') || null,
  });
  if (parsed.success) return { kind: 'product', product: parsed.data };
  const places = new Set(parsed.error.issues.map(({ path }) => columnOf(path[0])));
  return { kind: 'wrong', errors: [...places].map((name) => wrong(name, `${name} ${rules[name]}`)) };
}

const importedProduct = productInput.omit({ variants: true });

/** Whole cents of `89`, `89.9` or `89,90`; a third decimal may as well be a thousand. */
function cents(text: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d{1,8})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

function columnOf(field: PropertyKey | undefined): Column {
  if (field === 'priceCents') return 'price';
  return columnNames.find((name) => name === field) ?? 'sku';
}

function wrong(path: string, message: string): CellError {
  return { path, message };
}
