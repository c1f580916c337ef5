import { describe, expect, it } from 'vitest';
import { renderLiquid } from '../../../local/chatwoot-simulator/domain/liquid.ts';
import { startSimulator } from './harness.ts';

describe('Liquid in outgoing messages', () => {
  const values = { 'contact.name': 'Ana' };
  it.each([
    ['Hello {{contact.name}}, {{ contact.name | upcase }}', 'Hello Ana, ANA'],
    ['Price: {{ price }}!', 'Price: !'],
    ['Code `{{contact.name}}` stays', 'Code `{{contact.name}}` stays'],
    ['{% raw %}{{contact.name}}{% endraw %}', '{{contact.name}}'],
    ["{{ '{{' }}contact.name", '{{contact.name'],
    ['{{ missing | default: "friend" }}', 'friend'],
    ['Broken {{ contact.name', 'Broken {{ contact.name'],
    ['{{contact.name}} {% nonsense %}', '{{contact.name}} {% nonsense %}'],
  ])('%s → %s', (text, wanted) => {
    expect(renderLiquid(text, values)).toBe(wanted);
  });

  it('changes what the shop writes and leaves the customer’s words alone', async () => {
    const { bot, talkOn, simulator } = await startSimulator();
    const { conversationId } = talkOn('WhatsApp', 'I am {{contact.name}}');
    const sent = await bot('POST', `/conversations/${conversationId}/messages`, {
      content: 'Hello {{contact.first_name}}',
    });
    expect(sent.body.content).toBe('Hello Ana');
    expect(simulator.messages(conversationId)[0]?.content).toBe('I am {{contact.name}}');
  });
});
