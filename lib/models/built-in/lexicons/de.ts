import type { Lexicon } from './lexicon.ts';

export const german: Lexicon = {
  language: 'de',
  phrases: {
    product_inquiry: `
      was kostet, was kosten, wie viel kostet, wieviel kostet, wie teuer, preis für, preis von, haben sie,
      habt ihr, führen sie, verkaufen sie, verkauft ihr, ich suche, suche nach, welche größe, welche farben,
      welche maße, wie groß, aus welchem material, gibt es…in, ist…waschbar, kompatibel, unterschied zwischen,
      empfehl*, auch in, wird…geliefert, montiert geliefert, hat der, hat die, hat das, ist der, ist das,
      inklusive, im lieferumfang, wie schwer, wie lang ist, wie hoch, wie viel wiegt, passt das, passt der,
      passt die, geeignet, funktioniert…mit, spülmaschine*, in anderen farben, gibt es den, gibt es die, gibt
      es das, echtes leder, wie viel watt, abmessungen`,
    purchase_intent: `
      möchte…bestellen, möchte…kaufen, will…kaufen, will…bestellen, würde gern…kaufen, würde gerne…kaufen,
      würde gern…bestellen, ich nehme, nehme ich, wie kann ich bezahlen, wie bezahle ich, zahlungslink,
      reservieren sie mir, angebot für, mengenrabatt, großbestellung, hätte ich gern, hätte gern den, hätte
      gern die, hätte gerne, ich nehm, nehme den, nehme die, nehme das, kaufe ich, ich kaufe, möchte ich
      nehmen, jetzt kaufen, wie bestelle ich, wo bestelle ich, kann ich…bestellen, kann ich…kaufen,
      zurücklegen, reservieren, bestellung aufgeben, bestellung abschließen, bezahle ich, überweis*`,
    order_status: `
      !wo ist meine, !wo ist mein paket, !wo bleibt, !sendungsnummer, !sendungsverfolgung, !tracking, meine
      bestellung, mein paket, meine lieferung, nicht angekommen, noch nicht angekommen, noch nicht da, wann
      kommt, wann wird…geliefert, verschickt, versendet, noch nicht erhalten, nicht erhalten, meiner
      lieferung, meiner bestellung, meinem paket, meines pakets, keine neuigkeiten, nichts gehört, noch immer
      nichts, immer noch nichts, sollte…ankommen, hätte…ankommen, sollte…da sein, wann bekomme ich mein paket,
      dhl, hermes, paketdienst, kurier, lieferstatus, bestellstatus, unterwegs, zugestellt, zustellung,
      liefertermin, kam nicht an, nie angekommen`,
    complaint: `
      !beschwer*, !reklam*, !anwalt, !verbraucherschutz, !verbraucherzentrale, kaputt, beschädigt, defekt,
      zerbrochen, enttäuscht, frechheit, unverschämt*, unzumutbar, inakzeptabel, schrecklich, furchtbar,
      katastrophe, katastrophal, betrug, abzocke, doppelt abgebucht, zweimal abgebucht, niemand antwortet,
      keiner antwortet, niemand meldet, funktioniert nicht, geht nicht mehr, falschen artikel, falsche ware,
      falsch geliefert, nie wieder, es fehlt, fehlt, wütend, verärgert, schlechteste*, seit wochen, unmöglich,
      !dritte mal, !drittes mal, riss, gerissen, risse, kratzer, zerkratzt, delle, fleck*, schmutzig, loch,
      löcher, so geht das nicht, geht gar nicht, schlechte qualität, miese qualität, schrott, müll,
      mangelhaft, mängel, mangel, ignoriert, ignorieren, belogen, gelogen, getäuscht, irreführend, verarscht,
      reklamation, teile fehlen, teil fehlt, schraube*…fehl*, unvollständig, falsche größe, falsche farbe,
      nicht was ich bestellt, anders als auf, stinkt, gefährlich, verbrannt, ausschlag, allergisch, sauer,
      stinksauer, genervt, ärger*, keine antwort, keine reaktion, warte seit, warte ich, zu spät, verspätet,
      mies, geht nicht an, lässt sich nicht, kaputtgegangen, ging kaputt, zumutung, saftladen`,
    return_refund: `
      !erstatt*, !rückerstatt*, !mein geld zurück, !geld zurück, !storn*, zurückgeben, zurückschicken,
      zurücksenden, umtauschen, umtausch, retoure, retournieren, rücksende*, passt nicht, tauschen, größere
      größe, kleinere größe, andere größe, eine nummer größer, zu klein, zu groß, zu eng, zu weit, rückgabe,
      rückversand, zurück geben, zurück schicken, zurückbringen, gefällt mir nicht, nicht mehr haben, nicht
      mehr haben will, widerrufen, widerruf, kündigen, abbestellen der, retour`,
    stock_alert: `
      !bescheid*…wieder, !bescheid*…verfügbar, !bescheid*…lieferbar, !bescheid*…lager,
      !benachrichtig*…verfügbar, !benachrichtig*…wieder, !benachrichtig*…lager, !warteliste,
      !informieren…wieder, !melden…wieder, wieder verfügbar, wieder lieferbar, wieder auf lager, wieder
      vorrätig, wieder da, !schreiben sie…sobald, !schreiben sie…wenn, !schreib*…wieder da, !geben
      sie…bescheid, !gebt…bescheid, bescheid, !sobald…wieder, !sobald…verfügbar, !sobald…lieferbar, !melden
      sie sich…wieder, !melden sie sich…sobald, !informieren sie mich, !benachrichtig*, !erinnern sie mich,
      nachschub, nachbestellt`,
    appointment: `
      !termin, !termine, !terminanfrage, beratungstermin, vereinbaren, vorbeikommen, einen besuch, showroom,
      rufen sie mich, anrufen am, ausmessen, aufmaß, anprobe, anprobieren, beratung, besprechung, treffen,
      verschieben, vor ort, besichtigen, zeit hätten, rückruf`,
    faq: `
      öffnungszeiten, geöffnet, wann öffnen, wie lange haben sie, liefern sie, liefert ihr, versenden sie,
      versandkosten, lieferkosten, lieferzeit, wie lange dauert, kostenloser versand, zahlungsarten,
      zahlungsmöglichkeiten, zahlungsmethoden, kann ich…bezahlen, akzeptieren sie, rückgaberecht, widerrufs*,
      rückgabebedingungen, garantie, gewährleistung, wo finde ich, wo sind sie, wo befindet, adresse,
      gutschein*, geschenkgutschein, geschenkverpackung, ratenzahlung, abholen, telefonnummer, parkplätze, auf
      rechnung, per rechnung, paypal, klarna, nachnahme, zoll, feiertag*, sonntags, samstags, bis wann, bis
      wie viel uhr, wie viel uhr, mindestbestell*, selbstabholung, parken, wie viele tage, rückgabefrist, ins
      ausland, versandkostenfrei, montageservice, kostet der versand, kostet die lieferung, kundenkarte,
      studentenrabatt, kann man, bieten sie`,
    human_request: `
      !mitarbeiter*…sprechen, !menschen sprechen, !mit einem menschen, !echten menschen, !echte person, !mit
      jemandem sprechen, !mit jemandem reden, !jemanden sprechen, !mit einer person, !mit einem berater,
      !kundenservice sprechen, !kundendienst, !ihr chef, !ihrem chef, !vorgesetzten, !keinen bot, !kein bot,
      !nicht mit einem bot, !kein roboter, ein mensch, einen mitarbeiter, jemand erreichbar, !richtige
      menschen, !richtigen menschen, !echte menschen, !ein mensch, !einen menschen, !menschlich*, !richtige
      person, !jemand…zurückrufen, !rufen sie mich, !zurückrufen, !sind sie ein bot, !bist du ein bot, !sind
      sie ein roboter, !bist du ein roboter, !verantwortlichen, !ansprechpartner*, !einen kollegen, !berater
      sprechen, jemand vom team, jemand da`,
    campaign_reply: `
      !ihr angebot, !ihrem angebot, !ihre aktion, !das angebot aus, ihr newsletter, ihrem newsletter,
      rabattcode, gutscheincode, ihre nachricht über, ihre nachricht zu, ihre werbung, die aktion, !ihre sms,
      !ihre e-mail, !ihre mail, !ihre whatsapp, !ihre rundmail, !ihr rabatt, !der rabatt aus, !code aus, ihre
      werbung gesehen, habe ihre nachricht, habe ihre anzeige, gilt das angebot, gilt der rabatt, gutschein
      aus, ihre kampagne, ihrem schreiben`,
    opt_out: `
      !keine nachrichten mehr, !abmelden, !abbestellen, !keine weiteren nachrichten, !keine werbung mehr,
      !hören sie auf…schreiben, !hören sie auf…senden, !schreiben sie mir nicht, !kontaktieren sie mich nicht,
      !löschen sie meine nummer, !aus dem verteiler, nicht mehr schreiben, newsletter nicht mehr, austragen,
      von der liste, !aus der liste, !streichen sie mich, !nehmen sie mich, !entfernen sie mich, !löschen sie
      meine, !löschen sie mich, !lassen sie mich in ruhe, !lasst mich in ruhe, !keine mails mehr, !keine
      e-mails mehr, !keine sms mehr, !nicht mehr kontaktieren, !nicht mehr anschreiben, !nicht mehr erhalten,
      !keine weitere werbung, !schreibt mir nicht, hört auf, !spam mich nicht`,
    spam: `
      !sie haben gewonnen, !geld verdienen, !schnelles geld, von zu hause, bitcoin, krypto*, casino,
      suchmaschinenoptimierung, seo, follower kaufen, kredit ohne, klicken sie hier, erbschaft, garantierte
      rendite, passives einkommen, trading, ihre webseite, ihre website, ihren umsatz, marketing agentur,
      lotterie, gewinnspiel, ihr konto wurde gesperrt`,
    abuse: `
      !arschloch, !arschlöcher, !fick dich, !fickt euch, !verpiss*, !hurensohn*, !wichser*, !missgeburt*,
      !leck mich, !halt die fresse, !halts maul, !halt dein maul, !drecksladen, !scheißladen, !schlampe*,
      !vollidiot*, idiot*, scheiß*, dumm*, blöd*, !penner*, !spinner, verdammt*, arsch, !verrecke*, !fresse,
      !deppen, !depp, !drecksau, schwein*, !mistkerl*, !spast*, abzocker, diebe, unfähig*, nutzlos*`,
    other: `
      stellenangebot*, bewerb*, stellen sie ein, praktikum, passwort, einloggen, anmelden kann, witz, gedicht,
      wetter, hauptstadt, deine anweisungen, hausaufgaben, journalist*`,
  },
  optOutWords: 'stop, stopp, abmelden, abbestellen, austragen, keine werbung',
  pleasantries: `
      hallo, hi, hey, guten tag, guten morgen, guten abend, gute nacht, moin, servus, grüß gott, grüezi, wie
      geht es ihnen, wie geht's, wie gehts, danke, danke schön, dankeschön, vielen dank, herzlichen dank,
      besten dank, danke sehr, tschüss, tschüs, auf wiedersehen, bis bald, bis dann, schönen tag, schönen tag
      noch, schönes wochenende, mit freundlichen grüßen, viele grüße, liebe grüße, mfg, ok, okay, alles klar,
      super, perfekt, prima, toll, bitte, entschuldigung, freut mich, sehr geehrte damen und herren, liebes
      team, ja`,
  questionStarts: `
      wie, was, wann, wo, welche, welcher, welches, welchen, wer, warum, wieso, wie viel, haben sie, habt ihr,
      hast, gibt es, gibt, kann ich, kann man, kann, können sie, könnt ihr, könnten, ist, sind, liefern,
      verkaufen, akzeptieren, bieten, ich möchte, ich will, ich suche, ich brauche, ich hätte gern, ich würde,
      preis, darf, wird, werden, versenden, hat, nehmen, führen`,
  fillers: `
      der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines, dieser, diese, dieses, diesen, ist,
      sind, war, sein, bin, habe, hast, hat, haben, habt, hätte, gibt, es, kann, kannst, können, könnte,
      könnten, möchte, will, würde, suche, brauche, ich, mich, mir, mein, meine, meinen, meiner, du, dich,
      dir, dein, deine, sie, ihr, ihnen, euch, euer, eure, ihre, ihren, wir, uns, unser, man, und, oder, aber,
      wenn, ob, ja, nein, nicht, kein, keine, von, vom, zu, zum, zur, in, im, an, am, auf, aus, bei, mit,
      ohne, für, über, nach, um, als, wie, was, wann, wo, welche, welcher, welches, welchen, wer, warum, viel,
      viele, etwas, auch, noch, schon, jetzt, heute, nur, sehr, mehr, gern, gerne, bitte, danke, hallo, guten,
      tag, wissen, sehen, sagen, kaufen, bestellen, verkaufen, verkauft, führen, art, produkt, produkte,
      artikel, laden, geschäft, shop, verfügbar, machen, andere, anderen, sich, da, denn, mal, ihn, doch,
      werden, wird,
      zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, paar,
      gekauft, service, richtlinie, bieten, finde, finden`,
  asks: {
    price: 'preis, preise, kostet, kosten, teuer, wie viel, wieviel',
    stock:
      'lager, vorrätig, verfügbar, lieferbar, ausverkauft, haben sie, habt ihr, gibt es, führen sie, verkaufen sie, verkauft ihr, verfügbarkeit, noch da',
    browse:
      'suche, empfehlen, empfehlung, vorschlagen, informationen, mehr über, details, auswahl, welche art, was für, zeigen, interessiere, etwas für',
  },
  positive:
    'danke*, super, perfekt*, toll*, ausgezeichnet*, liebe, freue*, glucklich*, zufrieden*, wunderbar*, fantastisch*, nett*, freundlich*, prima, begeistert*, schon*',
  negative: `
      schlecht*, furchtbar*, schrecklich*, kaputt*, beschadigt*, defekt*, zerbrochen*, enttausch*, frechheit,
      unverschamt*, inakzeptabel*, katastroph*, betrug*, abzocke, wutend*, verargert*, sauer, nie wieder,
      hasse, scheiss*, arsch*, idiot*, beschwer*, reklam*, problem*, unzufrieden*, leider, falsch*, mies*,
      unmoglich*, arger*`,
  negations: 'nicht, kein, keine, keinen, nie, ohne, niemals',
  gloss: `
      lampe=lamp, lampen=lamps, leuchte=lamp, leuchten=lamps, stehlampe=floor lamp, stehlampen=floor lamps,
      stehleuchte=floor lamp, standleuchte=floor lamp, nachttischlampe=table lamp, hangelampe=pendant lamp,
      hangeleuchte=pendant lamp, pendelleuchte=pendant lamp, deckenlampe=ceiling lamp, wandlampe=wall lamp, eiche=oak, eichen=oak, nussbaum=walnut, kiefer=pine, holz=wood,
      tisch=table, beistell=side, stuhl=chair, stuhle=chairs, sessel=armchair, sofa=sofa, bett=bed,
      regal=shelf, spiegel=mirror, teppich=rug, decke=blanket, kissen=cushion, vorhang=curtain, vase=vase,
      vasen=vases, tasse=cup, tassen=cups, becher=mug, teller=plate, kessel=kettle, wasserkocher=kettle,
      kaffee=coffee, maschine=machine, kerze=candle, kerzen=candles, handtuch=towel, bettwasche=bed linen,
      keramik=ceramic, leinen=linen, wolle=wool, woll=wool, baumwolle=cotton, glas=glass, leder=leather,
      schuhe=shoes, hemd=shirt, jacke=jacket, kleid=dress, tasche=bag, rucksack=backpack, uhr=watch,
      kopfhorer=headphones, lautsprecher=speaker, blau=blue, blaue=blue, rot=red, rote=red, grun=green,
      grune=green, schwarz=black, schwarze=black, weiss=white, weisse=white, grau=grey, graue=grey,
      gelb=yellow, braun=brown, rosa=pink, klein=small, kleine=small, kleinen=small, gross=large, grosse=size,
      kuche=kitchen, garten=garden, badezimmer=bathroom, schlafzimmer=bedroom, buro=office, waschbar=washable,
      waschen=wash, geschenk=gift, farbe=colour, farben=colours, masse=dimensions, material=material,
      kostet=cost, kosten=cost, preis=price, wo=where, wann=when, wie=how, was=what, bestellung=order,
      paket=package, versand=shipping, versenden=ship, liefern=deliver, liefert=deliver, lieferung=delivery,
      lieferzeit=delivery time, lieferkosten=delivery cost, dauert=take, lange=long, tage=days,
      sendungsnummer=tracking number, ruckgabe=return, ruckgaberecht=return policy, zuruckgeben=return,
      zuruckschicken=send back, ruckerstattung=refund, erstattung=refund, umtausch=exchange,
      umtauschen=exchange, geld=money, zahlung=payment, zahlungsarten=payment methods, bezahlen=pay,
      zahlen=pay, karte=card, kreditkarte=credit card, raten=installments, akzeptieren=accept,
      offnungszeiten=opening hours, geoffnet=open, offnen=open, sonntag=sunday, sonntags=sundays,
      samstag=saturday, samstags=saturdays, laden=store, adresse=address, garantie=warranty,
      gewahrleistung=warranty, rechnung=invoice, kostenlos=free, kostenloser=free, ausland=abroad,
      aufbau=assembly, montage=assembly, pflege=care, pflegen=care for, reinigen=clean, abholen=pick up,
      parkplatz=parking, parkplatze=parking, rabatt=discount, telefonnummer=phone number, kaufen=buy, mochte=I
      would like, sprechen=talk, person=person, termin=appointment, nachricht=message, nachrichten=messages,
      verfugbar=available, ausverkauft=sold out, lager=stock, angekommen=arrived, kaputt=broken, stelle=job,
      rund=round, runde=round, runder=round, messer=knife, brot=bread, brotmesser=bread knife,
      bilderrahmen=picture frame, rattan=rattan, kork=cork, korb=basket, seife=soap, pfanne=frying pan,
      bademantel=bathrobe, tischdecke=tablecloth, schurze=apron, waage=scale, kuchenwaage=kitchen scale,
      dusche=shower, duschvorhang=shower curtain, eichenbank=oak bench, wollteppich=wool rug,
      wandspiegel=wall mirror, montag=monday, montags=monday, dienstag=tuesday, dienstags=tuesday,
      mittwoch=wednesday, mittwochs=wednesday, donnerstag=thursday, donnerstags=thursday,
      freitag=friday, freitags=friday, hohe=height, breite=width, durchmesser=diameter,
      bettbezug=duvet cover, kopfkissen=pillow, schreibtisch=desk, garderobe=coat rack, hocker=stool,
      karaffe=carafe, teekanne=teapot, pfeffermuhle=pepper mill, reparieren=repair`,
};
