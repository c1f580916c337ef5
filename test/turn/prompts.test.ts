import { expect, it } from 'vitest';
import { channelOf } from '../../lib/chatwoot/channels.ts';
import { pickProductPrompt } from '../../lib/stock-alerts/pick-product.prompt.ts';
import { conversationPrompt } from '../../lib/turn/conversation.prompt.ts';
import { routerPrompt } from '../../lib/turn/router.prompt.ts';

const shop = { name: 'Lumen Home', timeZone: 'Pacific/Auckland' };
const evening = new Date('2026-11-02T12:00:00Z');
const web = channelOf('Channel::WebWidget');

it.each([
  ['router', routerPrompt({ shop })],
  ['pick-product', pickProductPrompt()],
  ['conversation', conversationPrompt({ shop, now: evening, channel: web, alertWanted: true })],
])('the prompt of %s is the one its version names: change both together', (_name, prompt) => {
  expect(prompt).toMatchSnapshot();
});

it('what a provider may cache is the same whatever the day, the channel and the wish', () => {
  const one = conversationPrompt({ shop, now: evening, channel: web, alertWanted: true });
  const later = new Date('2027-05-01T00:00:00Z');
  const sms = channelOf('Channel::Sms');
  const other = conversationPrompt({ shop, now: later, channel: sms, alertWanted: false });
  expect({ ...other, turn: '' }).toEqual({ ...one, turn: '' });
  expect(other.turn).not.toBe(one.turn);
});

it('today is the shop’s day', () => {
  const { turn } = conversationPrompt({
    shop,
    now: evening,

    channel: web,
    alertWanted: false,
  });
  expect(turn).toContain('Tuesday, 3 November 2026');
});
