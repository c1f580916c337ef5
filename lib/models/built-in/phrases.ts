import { supported } from './lexicons/reading.ts';
import type { Language } from './lexicons/lexicon.ts';
import { words } from './text.ts';

/** Sentences the shop says without a model. None promises a time or a result. */
export type PhraseKey =
  | 'greeting'
  | 'you_are_welcome'
  | 'hand_over'
  | 'message_passed_on'
  | 'opt_out_confirmed'
  | 'complaint_received'
  | 'letter_opening'
  | 'letter_closing';

/** A fixed sentence in the customer's language, in English where we do not write that language. */
export function phrase(key: PhraseKey, language: string, { shopName }: { shopName: string }): string {
  return phrases[supported(language) ?? 'en'][key].replaceAll('{shop}', () => shopName);
}

/** Which fixed sentence answers a message that is only a greeting, thanks or a goodbye. */
export function smallTalkPhrase(text: string): PhraseKey {
  return words(text).some((word) => thanks.has(word)) ? 'you_are_welcome' : 'greeting';
}

const thanks: ReadonlySet<string> = new Set(
  `thanks thank thx cheers gracias obrigado obrigada valeu merci danke dankeschon dank bedankt dankjewel dankuwel grazie
   bye goodbye adios chao tchau adeus revoir tschuss tschus wiedersehen arrivederci doei ok okay perfect perfecto perfeito parfait perfekt perfetto`.split(
    /\s+/u,
  ),
);

const phrases: Readonly<Record<Language, Readonly<Record<PhraseKey, string>>>> = {
  en: {
    greeting: 'Hello! This is {shop}. How can we help you?',
    you_are_welcome: 'You are welcome!',
    hand_over: 'I am handing this conversation over to a person on our team.',
    message_passed_on: 'I have passed your message on to a colleague.',
    opt_out_confirmed: 'Done: {shop} will not send you any more promotional messages.',
    complaint_received: 'I am sorry about this. I have passed your message on to a person on our team.',
    letter_opening: 'Hello,',
    letter_closing: 'Kind regards\n{shop}',
  },
  es: {
    greeting: '¡Hola! Somos {shop}. ¿En qué podemos ayudarte?',
    you_are_welcome: '¡De nada!',
    hand_over: 'Paso esta conversación a una persona de nuestro equipo.',
    message_passed_on: 'He pasado tu mensaje a un compañero.',
    opt_out_confirmed: 'Hecho: {shop} no te enviará más mensajes promocionales.',
    complaint_received: 'Lamento lo ocurrido. He pasado tu mensaje a una persona de nuestro equipo.',
    letter_opening: 'Hola:',
    letter_closing: 'Un saludo\n{shop}',
  },
  pt: {
    greeting: 'Olá! Aqui é {shop}. Como podemos ajudar?',
    you_are_welcome: 'De nada!',
    hand_over: 'Vou passar esta conversa para uma pessoa da nossa equipe.',
    message_passed_on: 'Passei a sua mensagem a um colega.',
    opt_out_confirmed: 'Feito: {shop} não vai enviar mais mensagens promocionais.',
    complaint_received: 'Lamento o ocorrido. Passei a sua mensagem a uma pessoa da nossa equipe.',
    letter_opening: 'Olá,',
    letter_closing: 'Atenciosamente\n{shop}',
  },
  fr: {
    greeting: 'Bonjour ! Ici {shop}. Comment pouvons-nous vous aider ?',
    you_are_welcome: 'Je vous en prie !',
    hand_over: 'Je confie cette conversation à une personne de notre équipe.',
    message_passed_on: 'J’ai transmis votre message à un collègue.',
    opt_out_confirmed: 'C’est fait : {shop} ne vous enverra plus de messages promotionnels.',
    complaint_received:
      'Je suis désolé pour ce désagrément. J’ai transmis votre message à une personne de notre équipe.',
    letter_opening: 'Bonjour,',
    letter_closing: 'Cordialement\n{shop}',
  },
  de: {
    greeting: 'Hallo! Hier ist {shop}. Wie können wir Ihnen helfen?',
    you_are_welcome: 'Gern geschehen!',
    hand_over: 'Ich übergebe dieses Gespräch an eine Person aus unserem Team.',
    message_passed_on: 'Ich habe Ihre Nachricht an eine Kollegin oder einen Kollegen weitergegeben.',
    opt_out_confirmed: 'Erledigt: {shop} schickt Ihnen keine Werbenachrichten mehr.',
    complaint_received:
      'Das tut mir leid. Ich habe Ihre Nachricht an eine Person aus unserem Team weitergegeben.',
    letter_opening: 'Guten Tag,',
    letter_closing: 'Freundliche Grüße\n{shop}',
  },
  it: {
    greeting: 'Ciao! Qui {shop}. Come possiamo aiutarti?',
    you_are_welcome: 'Prego!',
    hand_over: 'Passo questa conversazione a una persona del nostro team.',
    message_passed_on: 'Ho inoltrato il tuo messaggio a un collega.',
    opt_out_confirmed: 'Fatto: {shop} non ti invierà più messaggi promozionali.',
    complaint_received:
      'Mi dispiace per l’accaduto. Ho inoltrato il tuo messaggio a una persona del nostro team.',
    letter_opening: 'Buongiorno,',
    letter_closing: 'Cordiali saluti\n{shop}',
  },
  nl: {
    greeting: 'Hallo! Dit is {shop}. Waarmee kunnen we je helpen?',
    you_are_welcome: 'Graag gedaan!',
    hand_over: 'Ik geef dit gesprek door aan iemand van ons team.',
    message_passed_on: 'Ik heb je bericht doorgegeven aan een collega.',
    opt_out_confirmed: 'Geregeld: {shop} stuurt je geen reclameberichten meer.',
    complaint_received: 'Wat vervelend. Ik heb je bericht doorgegeven aan iemand van ons team.',
    letter_opening: 'Hallo,',
    letter_closing: 'Met vriendelijke groet\n{shop}',
  },
};
