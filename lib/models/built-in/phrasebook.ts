import type { Language } from './lexicons/lexicon.ts';

/** Sentences the shop says without a model. None promises a time, and only an alert promises to write. */
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
  | 'letter_closing'
  | 'alert_confirmed'
  | 'already_in_stock'
  | 'back_in_stock'
  | 'appointment_by_person';

/**
 * Every sentence in every language. `{product}` stands for a value; a part in brackets is said only if its value is known.
 * A link ends its sentence, so that no full stop becomes part of it; whatever is inserted has any gender and number.
 */
export const phrasebook: Readonly<Record<Language, Readonly<Record<PhraseKey, string>>>> = {
  en: {
    greeting: 'Hello! This is {shopName}. How can we help you?',
    thanks_for_asking: 'Thank you for asking! How can we help you?',
    you_are_welcome: 'You are welcome!',
    goodbye: 'Goodbye!',
    hand_over: 'I am handing this conversation over to a person on our team.',
    message_passed_on: 'I have passed your message on to a colleague.',
    opt_out_confirmed:
      'Done: {shopName} will not write to you first any more. If you write to us, we will still answer.',
    complaint_received: 'I am sorry about this. I have passed your message on to a person on our team.',
    letter_opening: 'Hello,',
    letter_closing: 'Kind regards\n{shopName}',
    alert_confirmed: 'I have noted it: we will write to you here as soon as {product} is back in stock.',
    already_in_stock: '{product} is in stock now[, for {price}].[ Here is the link: {link}]',
    back_in_stock:
      'Good news[, {name}]: {product} is back in stock[, for {price}].[ Here is the link: {link}]',
    appointment_by_person:
      'I cannot book appointments myself yet. I am handing this over to a person on our team, who will arrange it with you.',
  },
  es: {
    greeting: '¡Hola! Somos {shopName}. ¿En qué podemos ayudarte?',
    thanks_for_asking: '¡Gracias por preguntar! ¿En qué podemos ayudarte?',
    you_are_welcome: '¡De nada!',
    goodbye: '¡Hasta la próxima!',
    hand_over: 'Paso esta conversación a una persona de nuestro equipo.',
    message_passed_on: 'He pasado tu mensaje a un compañero.',
    opt_out_confirmed:
      'Hecho: {shopName} ya no te escribirá por iniciativa propia. Si nos escribes, te responderemos.',
    complaint_received: 'Lamento lo ocurrido. He pasado tu mensaje a una persona de nuestro equipo.',
    letter_opening: 'Hola:',
    letter_closing: 'Un saludo\n{shopName}',
    alert_confirmed: 'Lo he anotado: te escribiremos aquí en cuanto {product} vuelva a estar disponible.',
    already_in_stock: '{product} está disponible ahora[, por {price}].[ Aquí tienes el enlace: {link}]',
    back_in_stock:
      'Buenas noticias[, {name}]: {product} vuelve a estar disponible[, por {price}].[ Aquí tienes el enlace: {link}]',
    appointment_by_person:
      'Todavía no puedo reservar citas yo mismo. Paso tu petición a una persona de nuestro equipo, que la acordará contigo.',
  },
  pt: {
    greeting: 'Olá! Aqui é {shopName}. Como podemos ajudar?',
    thanks_for_asking: 'Obrigado por perguntar! Como podemos ajudar?',
    you_are_welcome: 'De nada!',
    goodbye: 'Até a próxima!',
    hand_over: 'Vou passar esta conversa para uma pessoa da nossa equipe.',
    message_passed_on: 'Passei a sua mensagem a um colega.',
    opt_out_confirmed:
      'Feito: {shopName} não vai mais escrever para você por iniciativa própria. Se você nos escrever, responderemos.',
    complaint_received: 'Lamento o ocorrido. Passei a sua mensagem a uma pessoa da nossa equipe.',
    letter_opening: 'Olá,',
    letter_closing: 'Atenciosamente\n{shopName}',
    alert_confirmed: 'Anotado: vamos escrever para você aqui assim que {product} voltar a ter estoque.',
    already_in_stock: '{product} está disponível agora[, por {price}].[ Aqui está o link: {link}]',
    back_in_stock:
      'Boas notícias[, {name}]: {product} está disponível de novo[, por {price}].[ Aqui está o link: {link}]',
    appointment_by_person:
      'Ainda não consigo marcar horários por conta própria. Vou passar o seu pedido para uma pessoa da nossa equipe, que vai combinar com você.',
  },
  fr: {
    greeting: 'Bonjour ! Ici {shopName}. Comment pouvons-nous vous aider ?',
    thanks_for_asking: 'Merci de demander ! Comment pouvons-nous vous aider ?',
    you_are_welcome: 'Je vous en prie !',
    goodbye: 'Au revoir !',
    hand_over: 'Je confie cette conversation à une personne de notre équipe.',
    message_passed_on: 'J’ai transmis votre message à un collègue.',
    opt_out_confirmed:
      'C’est fait : {shopName} ne vous écrira plus de sa propre initiative. Si vous nous écrivez, nous vous répondrons.',
    complaint_received:
      'Je suis désolé pour ce désagrément. J’ai transmis votre message à une personne de notre équipe.',
    letter_opening: 'Bonjour,',
    letter_closing: 'Cordialement\n{shopName}',
    alert_confirmed: 'C’est noté : nous vous écrirons ici dès que {product} sera de nouveau en stock.',
    already_in_stock: '{product} est en stock en ce moment[, à {price}].[ Voici le lien : {link}]',
    back_in_stock:
      'Bonne nouvelle[, {name}] : {product} est de nouveau en stock[, à {price}].[ Voici le lien : {link}]',
    appointment_by_person:
      'Je ne peux pas encore prendre de rendez-vous moi-même. Je confie votre demande à une personne de notre équipe, qui en conviendra avec vous.',
  },
  de: {
    greeting: 'Hallo! Hier ist {shopName}. Wie können wir Ihnen helfen?',
    thanks_for_asking: 'Danke der Nachfrage! Wie können wir Ihnen helfen?',
    you_are_welcome: 'Gern geschehen!',
    goodbye: 'Auf Wiedersehen!',
    hand_over: 'Ich übergebe dieses Gespräch an eine Person aus unserem Team.',
    message_passed_on: 'Ich habe Ihre Nachricht an eine Kollegin oder einen Kollegen weitergegeben.',
    opt_out_confirmed:
      'Erledigt: {shopName} schreibt Ihnen nicht mehr von sich aus. Wenn Sie uns schreiben, antworten wir weiterhin.',
    complaint_received:
      'Das tut mir leid. Ich habe Ihre Nachricht an eine Person aus unserem Team weitergegeben.',
    letter_opening: 'Guten Tag,',
    letter_closing: 'Freundliche Grüße\n{shopName}',
    alert_confirmed: 'Ich habe es notiert: Wir schreiben Ihnen hier, sobald {product} wieder auf Lager ist.',
    already_in_stock: '{product} ist jetzt auf Lager[, für {price}].[ Hier ist der Link: {link}]',
    back_in_stock:
      'Gute Nachricht[, {name}]: {product} ist wieder auf Lager[, für {price}].[ Hier ist der Link: {link}]',
    appointment_by_person:
      'Ich kann Termine noch nicht selbst vereinbaren. Ich gebe Ihren Wunsch an eine Person aus unserem Team weiter, die ihn mit Ihnen abstimmt.',
  },
  it: {
    greeting: 'Ciao! Qui {shopName}. Come possiamo aiutarti?',
    thanks_for_asking: 'Grazie per averlo chiesto! Come possiamo aiutarti?',
    you_are_welcome: 'Prego!',
    goodbye: 'Arrivederci!',
    hand_over: 'Passo questa conversazione a una persona del nostro team.',
    message_passed_on: 'Ho inoltrato il tuo messaggio a un collega.',
    opt_out_confirmed:
      'Fatto: {shopName} non ti scriverà più di propria iniziativa. Se ci scrivi tu, ti risponderemo.',
    complaint_received:
      'Mi dispiace per l’accaduto. Ho inoltrato il tuo messaggio a una persona del nostro team.',
    letter_opening: 'Buongiorno,',
    letter_closing: 'Cordiali saluti\n{shopName}',
    alert_confirmed: 'Ho preso nota: ti scriveremo qui appena {product} sarà di nuovo disponibile.',
    already_in_stock: '{product} è disponibile adesso[, a {price}].[ Ecco il link: {link}]',
    back_in_stock:
      'Buone notizie[, {name}]: {product} è di nuovo disponibile[, a {price}].[ Ecco il link: {link}]',
    appointment_by_person:
      'Non posso ancora fissare appuntamenti da solo. Passo la tua richiesta a una persona del nostro team, che si accorderà con te.',
  },
  nl: {
    greeting: 'Hallo! Dit is {shopName}. Waarmee kunnen we je helpen?',
    thanks_for_asking: 'Fijn dat je het vraagt! Waarmee kunnen we je helpen?',
    you_are_welcome: 'Graag gedaan!',
    goodbye: 'Tot ziens!',
    hand_over: 'Ik geef dit gesprek door aan iemand van ons team.',
    message_passed_on: 'Ik heb je bericht doorgegeven aan een collega.',
    opt_out_confirmed:
      'Geregeld: {shopName} schrijft je niet meer uit zichzelf. Als jij ons schrijft, antwoorden we gewoon.',
    complaint_received: 'Wat vervelend. Ik heb je bericht doorgegeven aan iemand van ons team.',
    letter_opening: 'Hallo,',
    letter_closing: 'Met vriendelijke groet\n{shopName}',
    alert_confirmed: 'Ik heb het genoteerd: we schrijven je hier zodra {product} weer op voorraad is.',
    already_in_stock: '{product} is nu op voorraad[, voor {price}].[ Hier is de link: {link}]',
    back_in_stock:
      'Goed nieuws[, {name}]: {product} is weer op voorraad[, voor {price}].[ Hier is de link: {link}]',
    appointment_by_person:
      'Ik kan zelf nog geen afspraken maken. Ik geef je verzoek door aan iemand van ons team, die het met je regelt.',
  },
};
