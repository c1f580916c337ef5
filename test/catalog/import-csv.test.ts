import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { productInput } from '../../lib/catalog/product.ts';
import { readProducts, type LineError } from '../../lib/catalog/import-csv.ts';

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(file: string | Uint8Array, chunk = 7) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const [products, errors]: [any[], LineError[]] = [[], []];
  for await (const item of readProducts(inChunks(bytes, chunk))) {
    if (item.kind === 'product') products.push(item.product);
    else errors.push(...item.errors);
  }
  return { products, errors };
}

const header = 'sku,name,description,price,currency,stock,url,category';
const lamp = 'LAMP,Oak lamp,Warm light,89.00,EUR,3,https://shop.example/lamp,Lamps';

describe('a file of products', () => {
  it('is read as shops write it: byte order mark, CRLF, quoted commas and lines, prices with dot or comma', async () => {
    const file = `\uFEFF${header}\r\n${lamp}\r\n\r\nRUG,"Rug, red","Two\r\nlines and ""quotes""","1249,9",EUR,0,,\r\n`;
    const { products, errors } = await read(file);
    expect(errors).toEqual([]);
    expect(products).toEqual([
      {
        ...{ sku: 'LAMP', name: 'Oak lamp', description: 'Warm light', priceCents: 8900, currency: 'EUR' },
        ...{ stock: 3, url: 'https://shop.example/lamp', category: 'Lamps' },
      },
      {
        ...{ sku: 'RUG', name: 'Rug, red', description: 'Two\r\nlines and "quotes"', priceCents: 124_990 },
        ...{ currency: 'EUR', stock: 0, url: null, category: null },
      },
    ]);
  });

  it('may name only what it has, in any order, with semicolons between where the comma is the decimal mark', async () => {
    const { products, errors } = await read('Price;SKU;Stock;Currency;Name\n89,5;LAMP;1;EUR;Oak lamp');
    expect(errors).toEqual([]);
    expect(products).toMatchObject([{ sku: 'LAMP', priceCents: 8950, description: '', url: null }]);
  });

  it.each([
    ['89', 8900],
    ['89.5', 8950],
    ['0,05', 5],
    ['19999999.99', 1_999_999_999],
  ])('takes %s for a price', async (price, priceCents) => {
    const { products } = await read(`sku,name,price,currency,stock\nA,A,"${price}",EUR,1`);
    expect(products).toMatchObject([{ priceCents }]);
  });

  it.each(['1.299,00', '1,299', '-5', '89.00 €', '', '1e3', 'NaN', '99999999999'])(
    'refuses the price %s and does not say it back',
    async (price) => {
      const { products, errors } = await read(`sku,name,price,currency,stock\nA,A,"${price}",EUR,1`);
      expect(products).toEqual([]);
      expect(errors).toEqual([{ line: 2, path: 'price', message: expect.stringMatching(/such as 89\.00/) }]);
    },
  );

  it('tells every error with its line and column, and goes on reading', async () => {
    const file = [
      ...[header, 'A,Two lines,"one\ntwo",1,EUR,1,,', ',No SKU,,1,EUR,1,,', 'B,,,x,euro,-1,javascript:1,'],
      ...['C,Short,1', 'LAMP,Again,,1,EUR,1,,', lamp],
    ].join('\n');
    const { products, errors } = await read(file);
    expect(products.map(({ sku }) => sku)).toEqual(['A', 'LAMP']);
    expect(errors.map(({ line, path }) => [line, path])).toEqual([
      [4, 'sku'],
      ...['name', 'price', 'currency', 'stock', 'url'].map((path) => [5, path]),
      [6, ''],
      [8, 'sku'],
    ]);
    expect(errors.at(-1)?.message).toMatch(/line 7/);
    expect(JSON.stringify(errors)).not.toMatch(/javascript|euro|Again/);
  });

  it.each([
    ['nothing at all', '', 1, /no products/],
    ['only its header', header, 2, /no products/],
    ['no header', lamp, 1, /is none of/],
    ['a column too many', `${header},colour\n${lamp},oak`, 1, /column 9 is none of/],
    ['a column twice', `${header},sku\n${lamp},LAMP`, 1, /twice/],
    ['a quote that is never closed', `${header}\n${lamp}\n"RUG,Rug`, 3, /never closed/],
    ['a quote in the middle', `${header}\n${lamp.replace('Oak', '"Oak" old')}`, 2, /quote/],
    ['another encoding', Buffer.from(`${header}\n${lamp.replace('Oak', 'Größe')}`, 'latin1'), 2, /UTF-8/],
    ['bytes that were replaced on the way', `${header}\r\n${lamp}\r\nRUG,R\uFFFDg,,1,EUR,1,,`, 3, /UTF-8/],
    ['a SKU no address can name', `${header}\n..,Rug,,1,EUR,1,,`, 2, /more than a dot or two/],
    ['a currency nobody pays in', `${header}\nRUG,Rug,,1,XXX,1,,`, 2, /people pay in/],
  ])('with %s is refused', async (_, file, line, message) => {
    const { errors } = await read(file);
    expect(errors[0]).toMatchObject({ line, message: expect.stringMatching(message) });
  });

  it('gives what was written into it back, whatever the products are called and however it comes in', async () => {
    // A replacement character is taken for a byte that was lost on the way.
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((text) => text.replaceAll(/[\0\uFFFD]/g, '').trim());
    const { name, description, category } = productInput.shape;
    const fits = (schema: { safeParse: (value: unknown) => { success: boolean } }) =>
      cell.filter((text) => schema.safeParse(text).success);
    const product = fc.record({
      name: fits(name),
      description: fits(description),
      category: cell.filter((text) => text === '' || category.safeParse(text).success),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(product, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        async (given, chunk) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const lines = given.map(({ name, description, category }, index) =>
            [`S${index}`, quoted(name), quoted(description), '1', 'EUR', '1', '', quoted(category)].join(','),
          );
          const { products, errors } = await read([header, ...lines].join('\r\n'), chunk);
          expect(errors).toEqual([]);
          expect(products).toMatchObject(
            given.map(({ name, description, category }) => ({
              name,
              description,
              category: category || null,
            })),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is never taken half, nor breaks the reader, when it comes damaged', async () => {
    const whole = Buffer.from([header, lamp, 'RUG,"Rug, ""red""","a\nb",5,EUR,1,,'].join('\n'));
    const damage = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 5 }), async (damages) => {
        let bytes = Buffer.from(whole);
        for (const { at, byte, cut } of damages) {
          if (cut) bytes = bytes.subarray(0, Math.max(1, at));
          else if (at < bytes.length) bytes[at] = byte;
        }
        const { products, errors } = await read(bytes);
        for (const { line, message } of errors) {
          expect(line).toBeGreaterThan(0);
          expect(message.length).toBeGreaterThan(10);
        }
        expect(products.length + errors.length).toBeGreaterThan(0);
        for (const { sku, priceCents, stock } of products) {
          expect([typeof sku, Number.isInteger(priceCents), Number.isInteger(stock)]).toEqual([
            'string',
            true,
            true,
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says that it cannot be unpacked when it was not packed', async () => {
    const broken = async function* () {
      yield gunzipSync(Buffer.from('no gzip'));
    };
    const items = [];
    for await (const item of readProducts(broken())) items.push(item);
    expect(items).toMatchObject([{ errors: [{ message: expect.stringMatching(/gzip/) }] }]);
  });
});
