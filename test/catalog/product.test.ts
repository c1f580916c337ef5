import { describe, expect, it } from 'vitest';
import { productInput } from '../../lib/catalog/product.ts';
import { aProduct } from './products.contract.ts';

const override = 'Lamp \u202Egnp.exe';
const cannotBeShown = 'must hold no control characters and none that turn text around';
const notCharged = 'must be a currency people pay in, as ISO 4217 has it, such as EUR';
const unplain = 'must be an address without spaces, user name and password';

describe('what a shop may call its things', () => {
  it.each([
    ['a blank name', { name: '  \u00A0 ' }, 'name', 'must not be blank'],
    ['a name that turns text around', { name: override }, 'name', cannotBeShown],
    ['a name of two lines', { name: 'Lamp\nFREE' }, 'name', cannotBeShown],
    ['a blank SKU', { sku: ' ' }, 'sku', 'must not be blank'],
    [
      'a SKU no address can name',
      { sku: ' .. ' },
      'sku',
      'must not be a dot or two: an address cannot name it',
    ],
    ['paid in nothing', { currency: 'XXX' }, 'currency', notCharged],
    ['paid in a test', { currency: 'XTS' }, 'currency', notCharged],
    ['paid in gold', { currency: 'XAU' }, 'currency', notCharged],
    ['paid in marks', { currency: 'DEM' }, 'currency', notCharged],
    ['paid in francs that are euros now', { currency: 'FRF' }, 'currency', notCharged],
    ['paid in kunas', { currency: 'HRK' }, 'currency', notCharged],
    ['paid in what nobody knows', { currency: 'ZZZ' }, 'currency', notCharged],
    [
      'a SKU with a sign nobody sees',
      { sku: 'LAMP\u200B' },
      'sku',
      'must hold no characters that cannot be seen',
    ],
    ['a category that turns text around', { category: override }, 'category', cannotBeShown],
    ['a description that turns text around', { description: override }, 'description', cannotBeShown],
    ['a description with a bell', { description: 'Ding\u0007' }, 'description', cannotBeShown],
    ['an address with a password', { url: 'https://shop:secret@evil.example/' }, 'url', unplain],
    ['an address with a user name', { url: 'https://shop.example@evil.example/' }, 'url', unplain],
    ['an address with a space', { url: 'https://shop.example/oak lamp' }, 'url', unplain],
    ['an address with a line after it', { url: 'https://shop.example/\nhello' }, 'url', unplain],
  ])('is not %s', (_what, given, path, message) => {
    const { error } = productInput.safeParse(aProduct(given));
    expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([[path, message]]);
  });

  it('is known by its SKU without the spaces around it, and paid in any country’s money', () => {
    const variants = [{ sku: ' L ', name: 'L', priceCents: 1, stock: 1 }];
    const parsed = productInput.parse(aProduct({ sku: '\tLAMP ', currency: 'XOF', variants }));
    expect([parsed.sku, parsed.variants?.[0]?.sku]).toEqual(['LAMP', 'L']);
  });

  it('nor is a variant called nothing', () => {
    const variants = [{ sku: 'L', name: ' ', priceCents: 1, stock: 1 }];
    expect(productInput.safeParse(aProduct({ variants })).error?.issues[0]?.path).toEqual([
      'variants',
      0,
      'name',
    ]);
  });

  it.each([
    { name: 'מנורת אלון \u200F(גדולה)', sku: 'מנורה-1' },
    { name: 'فانوس خانه\u200Cای' },
    { name: '👩‍🍳 apron', description: 'For cooks.\n\n\tWashable.' },
    { url: 'https://shop.example/l%C3%A4mpe?size=L&colour=red#details' },
    { url: 'https://shop.example/lämpe' },
  ])('is any word of any script, and any plain address: %j', (given) => {
    expect(productInput.safeParse(aProduct(given)).success).toBe(true);
  });
});
