import { expect, it } from 'vitest';
import { promisesIn } from '../../lib/turn/promise-words.ts';

it.each([
  'We will write to you here as soon as it is back.',
  "I'll let you know when it arrives.",
  'I have reserved one for you, a colleague will call today.',
  'You will be notified.',
  'Te avisaremos en cuanto vuelva.',
  'Vamos a escribirte pronto.',
  'Hemos reservado una para ti.',
  'Avisaremos você assim que chegar.',
  'Vou avisar quando chegar.',
  'Nous vous préviendrons dès son retour.',
  "J'ai réservé une lampe pour vous.",
  'Wir melden uns, sobald sie wieder da ist.',
  'Ich gebe Ihnen Bescheid.',
  'Wir haben eine für Sie zurückgelegt.',
  'Ti avviseremo appena torna.',
  'Abbiamo messo da parte una lampada.',
  'We laten het je weten zodra hij er weer is.',
  'Ik heb er een voor je gereserveerd.',
])('%s is a promise', (text) => {
  expect(promisesIn(text, [])).toBe(true);
});

it.each([
  'The brass wall lamp is sold out.',
  'Would you like me to let you know when it is back?',
  'You can write to us at any time.',
  'La lámpara está agotada. ¿Quieres que te avise?',
  'Die Lampe ist ausverkauft.',
  'La lampe est épuisée, souhaitez-vous être prévenu ?',
  'Le informamos que está agotada.',
])('%s is none', (text) => {
  expect(promisesIn(text, [])).toBe(false);
});

it('what a record says of the shop’s ways is no promise of ours', () => {
  const result = {
    items: [{ id: 'knowledge:1', text: 'We will write to you by e-mail when your parcel leaves.' }],
  };
  const calls = [{ name: 'search_knowledge', input: {}, result }];
  expect(promisesIn('We will write to you by e-mail when your parcel leaves.', calls)).toBe(false);
  expect(promisesIn('I will call you tomorrow.', calls)).toBe(true);
});
