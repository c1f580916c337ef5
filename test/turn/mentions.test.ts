import { expect, it } from 'vitest';
import { mentions } from '../../lib/turn/mentions.ts';

const ana = { id: 3, name: 'Ana García', isOnline: false };
const bo = { id: 4, name: 'Bo', isOnline: true };
const nobody = { assignee: null, team: null };

it('names whom the conversation is assigned to', () => {
  expect(mentions({ assignee: { kind: 'person', id: 3 }, team: { id: 1, name: 'sales' } }, [ana, bo])).toBe(
    '[@Ana García](mention://user/3/Ana%20Garc%C3%ADa)',
  );
});

it('names its team when nobody has it, and no bot', () => {
  expect(mentions({ assignee: { kind: 'bot', id: 9 }, team: { id: 1, name: 'sales' } }, [bo])).toBe(
    '[@sales](mention://team/1/sales)',
  );
});

it('names who is online, else the first of the inbox, else nobody', () => {
  expect(mentions(nobody, [ana, bo])).toBe('[@Bo](mention://user/4/Bo)');
  expect(mentions(nobody, [ana])).toContain('user/3');
  expect(mentions(nobody, [])).toBe('');
});

it('does not let a name break the link', () => {
  const odd = { id: 5, name: 'X](https://evil.example) (y', isOnline: true };
  const text = mentions(nobody, [odd]);
  expect(text.match(/\]\(/gu)).toHaveLength(1);
  expect(text.endsWith(')')).toBe(true);
});
