import { expect, it } from 'vitest';
import { personName } from '../../lib/outreach/person-name.ts';

it.each([
  ['Ana Souza', 'Ana'],
  ['  Jean-Luc  d’Orléans ', undefined],
  ['Jean-Luc Martin', 'Jean-Luc'],
  ['Åsa', 'Åsa'],
  ['王小明', '王小明'],
  ['Ольга', 'Ольга'],
  ['misty-sea-142', undefined],
  ['ana_s', undefined],
  ['+351 912 000 341', undefined],
  ['ana@example.com', undefined],
  ['LUMEN', undefined],
  ['Dr Ana Souza', undefined],
  ['Guest 7', undefined],
  ['Visitor', undefined],
  ['Click Https://evil.example', undefined],
  ['{{Contact}}', undefined],
  ['', undefined],
  [null, undefined],
])('calls %j %j', (fullName, name) => {
  expect(personName(fullName)).toBe(name);
});
