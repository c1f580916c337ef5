import { supported } from './lexicons/reading.ts';
import type { Language } from './lexicons/lexicon.ts';
import { plain } from './text.ts';

/** Sentences the shop says without a model. None promises a time or a result. */
export type PhraseKey =
  | 'greeting'
  | 'thanks_for_asking'
  | 'you_are_welcome'
  | 'goodbye'
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

/** Which fixed sentence answers a message that is only a greeting, thanks, a nod or a goodbye. */
export function smallTalkPhrase(text: string): PhraseKey {
  const folded = plain(text);
  const says = (list: readonly string[]): boolean => list.some((words) => folded.includes(` ${words} `));
  if (says(thanks)) return 'you_are_welcome';
  if (says(goodbyes)) return 'goodbye';
  if (says(howAreYou)) return 'thanks_for_asking';
  return says(nods) || folded === ' ' ? nodPhrase(text) : 'greeting';
}

/** A thumb raised is a nod, a waving hand a greeting. */
function nodPhrase(text: string): PhraseKey {
  return text.includes('👋') ? 'greeting' : 'you_are_welcome';
}

const list = (text: string): string[] => text.split(',').map((entry) => plain(entry).trim());

const thanks = list(
  `thanks, thank, thx, cheers, gracias, obrigado, obrigada, valeu, merci, danke, dankeschön, dank, bedankt, dankjewel,
   dankuwel, grazie`,
);

const goodbyes = list(
  `bye, bye bye, goodbye, good bye, see you, see ya, have a nice day, have a great day, have a good day, have a nice weekend,
   have a good weekend, adiós, chao, hasta luego, hasta pronto, hasta mañana, nos vemos, tchau, adeus, até logo, até breve,
   até mais, au revoir, à bientôt, à plus, bonne journée, bonne soirée, tschüss, tschüs, auf wiedersehen, bis bald, bis dann,
   schönen tag, schönes wochenende, arrivederci, a presto, buona giornata, doei, tot ziens, fijne dag, prettige dag`,
);

const howAreYou = list(
  `how are you, how is it going, how s it going, how are things, cómo estás, cómo está, cómo están, qué tal, tudo bem,
   como vai, como você está, ça va, comment allez vous, comment vas tu, wie geht es, wie geht, wie gehts, come stai,
   come sta, come va, hoe gaat het, hoe gaat`,
);

const nods = list(
  `ok, okay, great, cool, nice, awesome, perfect, got it, sounds good, all good, vale, perfecto, genial, perfeito, beleza,
   parfait, super, perfekt, prima, toll, alles klar, perfetto, va bene, top`,
);

const phrases: Readonly<Record<Language, Readonly<Record<PhraseKey, string>>>> = {
  en: {
    greeting: 'Hello! This is {shop}. How can we help you?',
    thanks_for_asking: 'Thank you for asking! How can we help you?',
    you_are_welcome: 'You are welcome!',
    goodbye: 'Goodbye!',
    hand_over: 'I am handing this conversation over to a person on our team.',
    message_passed_on: 'I have passed your message on to a colleague.',
    opt_out_confirmed: 'Done: {shop} will not send you any more promotional messages.',
    complaint_received: 'I am sorry about this. I have passed your message on to a person on our team.',
    letter_opening: 'Hello,',
    letter_closing: 'Kind regards\n{shop}',
  },
  es: {
    greeting: '¡Hola! Somos {shop}. ¿En qué podemos ayudarte?',
    thanks_for_asking: '¡Gracias por preguntar! ¿En qué podemos ayudarte?',
    you_are_welcome: '¡De nada!',
    goodbye: '¡Hasta la próxima!',
    hand_over: 'Paso esta conversación a una persona de nuestro equipo.',
    message_passed_on: 'He pasado tu mensaje a un compañero.',
    opt_out_confirmed: 'Hecho: {shop} no te enviará más mensajes promocionales.',
    complaint_received: 'Lamento lo ocurrido. He pasado tu mensaje a una persona de nuestro equipo.',
    letter_opening: 'Hola:',
    letter_closing: 'Un saludo\n{shop}',
  },
  pt: {
    greeting: 'Olá! Aqui é {shop}. Como podemos ajudar?',
    thanks_for_asking: 'Obrigado por perguntar! Como podemos ajudar?',
    you_are_welcome: 'De nada!',
    goodbye: 'Até a próxima!',
    hand_over: 'Vou passar esta conversa para uma pessoa da nossa equipe.',
    message_passed_on: 'Passei a sua mensagem a um colega.',
    opt_out_confirmed: 'Feito: {shop} não vai enviar mais mensagens promocionais.',
    complaint_received: 'Lamento o ocorrido. Passei a sua mensagem a uma pessoa da nossa equipe.',
    letter_opening: 'Olá,',
    letter_closing: 'Atenciosamente\n{shop}',
  },
  fr: {
    greeting: 'Bonjour ! Ici {shop}. Comment pouvons-nous vous aider ?',
    thanks_for_asking: 'Merci de demander ! Comment pouvons-nous vous aider ?',
    you_are_welcome: 'Je vous en prie !',
    goodbye: 'Au revoir !',
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
    thanks_for_asking: 'Danke der Nachfrage! Wie können wir Ihnen helfen?',
    you_are_welcome: 'Gern geschehen!',
    goodbye: 'Auf Wiedersehen!',
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
    thanks_for_asking: 'Grazie per averlo chiesto! Come possiamo aiutarti?',
    you_are_welcome: 'Prego!',
    goodbye: 'Arrivederci!',
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
    thanks_for_asking: 'Fijn dat je het vraagt! Waarmee kunnen we je helpen?',
    you_are_welcome: 'Graag gedaan!',
    goodbye: 'Tot ziens!',
    hand_over: 'Ik geef dit gesprek door aan iemand van ons team.',
    message_passed_on: 'Ik heb je bericht doorgegeven aan een collega.',
    opt_out_confirmed: 'Geregeld: {shop} stuurt je geen reclameberichten meer.',
    complaint_received: 'Wat vervelend. Ik heb je bericht doorgegeven aan iemand van ons team.',
    letter_opening: 'Hallo,',
    letter_closing: 'Met vriendelijke groet\n{shop}',
  },
};
