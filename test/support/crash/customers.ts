import { setTimeout as sleep } from 'node:timers/promises';
import { aBurst, type Dice, seededDice } from './dice.ts';
import { wish } from './shop.ts';
import { publicMessages, type WitnessedChatwoot } from './witnessed-chatwoot.ts';

/** So many times faster than people write. */
const hurry = 10;

const questions = [
  'How much is the oak table lamp?',
  'Is the gooseneck kettle in stock?',
  'How much does the wool throw blanket cost?',
  'What does shipping within Germany cost?',
  'How do I wash the wool throw blanket?',
  'Hello!',
  'Do you have desk lamps?',
  'Do you sponsor village football?',
] as const;

/** One customer's story: a wish, or a burst or two, in some a person who comes in, in some of those a hand-back. */
export async function playCustomer(
  chatwoot: WitnessedChatwoot,
  { seed, isOver }: { seed: number; isOver: () => boolean },
): Promise<void> {
  const dice = seededDice(seed);
  const { simulator } = chatwoot;
  const inbox = simulator.inboxes().find(({ channel, hasBot }) => channel === 'Channel::WebWidget' && hasBot);
  const { contactInboxId: link } = simulator.newCustomer({ name: 'Ana Demo', inboxId: inbox?.id ?? 1 });
  // By itself: among other questions that nobody has answered yet it would go to a person with them.
  if (dice.hits(0.08)) {
    const { conversationId } = chatwoot.customerWrites(link, wish);
    await waitForWords(chatwoot, { id: conversationId, isOver });
    return;
  }
  const id = await writeBurst(chatwoot, dice, link);
  if (dice.hits(0.05)) simulator.privateNote(id, 'Regular customer.');
  if (dice.hits(0.12)) await personComes(chatwoot, dice, { id, link });
  else if (dice.hits(0.25)) {
    await waitForWords(chatwoot, { id, isOver });
    await writeBurst(chatwoot, dice, link);
  }
  await waitForWords(chatwoot, { id, isOver });
}

async function writeBurst(chatwoot: WitnessedChatwoot, dice: Dice, link: number): Promise<number> {
  let id = 0;
  for (const gap of aBurst(dice)) {
    await sleep((gap * 1000) / hurry);
    const text = dice.hits(0.04) ? 'I want to talk to a person, please' : dice.oneOf(questions);
    id = chatwoot.customerWrites(link, text).conversationId;
  }
  return id;
}

async function personComes(
  chatwoot: WitnessedChatwoot,
  dice: Dice,
  { id, link }: { id: number; link: number },
): Promise<void> {
  await sleep(dice.between(0, 1500));
  chatwoot.personWrites(id, 'I have this.');
  if (dice.hits(0.5)) await writeBurst(chatwoot, dice, link);
  if (!dice.hits(0.3)) return;
  // Whoever gives a conversation back had it open: Chatwoot has no other way to do it.
  chatwoot.simulator.setStatus(id, 'open');
  await sleep(dice.between(300, 1500));
  chatwoot.giveBack(id);
  await writeBurst(chatwoot, dice, link);
}

/** People wait a little for an answer before they go on; not for ever, and not once there is nobody who could give one. */
async function waitForWords(
  { simulator }: WitnessedChatwoot,
  { id, isOver }: { id: number; isOver: () => boolean },
): Promise<void> {
  for (let tries = 0; tries < 60 && !isOver(); tries += 1) {
    const last = publicMessages(simulator, id).at(-1);
    if (last?.by !== 'customer' || simulator.conversation(id)['status'] !== 'pending') return;
    await sleep(100);
  }
}
