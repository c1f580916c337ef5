import type { Lexicon } from './lexicon.ts';

export const dutch: Lexicon = {
  language: 'nl',
  phrases: {
    product_inquiry: `
      wat kost, wat kosten, hoeveel kost, hoe duur, prijs van, hebben jullie, heeft u, hebt u, verkopen
      jullie, verkoopt u, ik zoek, op zoek naar, welke maat, welke maten, welke kleuren, welk materiaal,
      afmetingen, hoe groot, ook in, in het blauw, compatibel, verschil tussen, aanbevel*, wasbaar, worden er,
      wordt er, zit er, inclusief, meegeleverd, bij de bank geleverd, hoe zwaar, hoe lang is, hoe hoog,
      hoeveel weegt, werkt het met, geschikt, vaatwasser*, heeft de, heeft het, is de, is het, in andere
      kleuren, bestaat het, echt leer, hoeveel watt, verkrijgbaar in, leverbaar in`,
    purchase_intent: `
      wil…kopen, wil…bestellen, wil graag…kopen, wil graag…bestellen, zou graag…kopen, zou graag…bestellen, ik
      neem, neem ik, doe mij maar, hoe kan ik betalen, waar betaal ik, betaallink, offerte, bestelling
      plaatsen, groothandel, wil die, wil deze, graag kopen, koop ik, ik koop, wil kopen, ik wil er een, ik
      wil er twee, hoe bestel ik, waar bestel ik, kan ik…bestellen, kan ik…kopen, reserveren, apart leggen,
      bestelling afronden, afrekenen, overmaken`,
    order_status: `
      !waar is mijn, !waar blijft, !track en trace, !track and trace, !volgnummer, mijn bestelling, mijn
      pakket, mijn pakje, mijn levering, niet aangekomen, nog niet aangekomen, nog niet binnen, wanneer komt,
      wanneer wordt…geleverd, verzonden, nog niet ontvangen, niet ontvangen, mijn bezorging, geen nieuws over,
      niets gehoord, nog steeds niets, nog steeds niet, zou…aankomen, zou…bezorgd, had…moeten, postnl, dhl,
      bezorger, koerier, onderweg, status van, bezorgd, wanneer krijg ik, nooit aangekomen, mijn order, waar
      mijn`,
    complaint: `
      !klacht, !klagen, !advocaat, !consumentenbond, !aangifte, kapot, beschadigd, defect, stuk, gebroken,
      teleurgesteld, schandalig, schande, belachelijk, onacceptabel, verschrikkelijk, vreselijk, waardeloos,
      oplichting, oplichters, dubbel afgeschreven, twee keer afgeschreven, niemand reageert, niemand
      antwoordt, geen antwoord, werkt niet, doet het niet, verkeerde artikel, verkeerd product, verkeerde
      product, nooit meer, ontbreekt, boos, slechtste, al weken, ontevreden, !derde keer, barst*, gebarsten,
      kras*, deuk, vlek*, vies, scheur*, gescheurd, gat, puinhoop, slechte kwaliteit, rotzooi, troep,
      genegeerd, negeren, gelogen, liegen, misleid*, bedrogen, opgelicht, onderdeel ontbreekt, ontbreken,
      ontbrekend*, mist, onvolledig, niet wat ik besteld, anders dan op, verkeerde maat, verkeerde kleur,
      woest, woedend, geïrriteerd, zat, gaat niet aan, gevaarlijk, verbrand, vlam, uitslag, allergisch, geen
      reactie, te laat, vertraging, ging kapot, kapot gegaan, kapotgegaan, beneden alle peil, om te huilen,
      bedroevend`,
    return_refund: `
      !terugbeta*, !mijn geld terug, !geld terug, !annuleren, terugsturen, retourneren, retour sturen, retour,
      ruilen, omruilen, past niet, terugbrengen, grotere maat, kleinere maat, andere maat, te klein, te groot,
      te strak, te wijd, krijg ik mijn geld, terug sturen, terug geven, teruggeven, inwisselen, omwisselen,
      niet meer hebben, wil hem niet meer, bestelling annuleren, annuleer, bedacht`,
    stock_alert: `
      !laat me weten wanneer, !stuur me…zodra, !stuur me…wanneer, !stuur me…als, !laat me weten als, !laat het weten wanneer, laat het me weten, !seintje, !houd
      me op de hoogte, !wachtlijst, !melding…voorraad, !bericht…weer op voorraad, weer op voorraad, weer
      beschikbaar, weer leverbaar, weer binnen, !mail me zodra, !mail me als, !mail me wanneer, !app me, !laat
      weten zodra, !laat me weten zodra, laat me weten, !zodra…weer, !zodra…beschikbaar, !zodra…voorraad,
      !stuur…bericht…weer, !stuur…bericht…zodra, !waarschuw me, !informeer me, !een seintje, !bericht
      als…weer, nieuwe voorraad, er weer is, weer te koop`,
    appointment: `
      !afspraak, !afspraken, inplannen, langskomen, een bezoek, showroom, adviesgesprek, bel me, terugbellen,
      opmeten, inmeten, passen in de, komen passen, verzetten, verplaatsen, bespreking, advies aan huis, langs
      komen, reserveren voor, bezoeken`,
    faq: `
      openingstijden, hoe laat, geopend, zijn jullie open, leveren jullie, verzenden jullie, bezorgen jullie,
      levert u, verzendkosten, bezorgkosten, levertijd, hoe lang duurt, gratis verzending, betaalmethoden,
      betaalmogelijkheden, kan ik…betalen, accepteren jullie, retourbeleid, retourvoorwaarden, bedenktijd,
      garantie, waar zijn jullie, waar zit, adres, cadeaubon, cadeaukaart, inpakken, in termijnen, afhalen,
      ophalen, telefoonnummer, parkeren, achteraf betalen, op rekening, paypal, ideal, klarna, rembours,
      douane, feestdag*, zondag, zaterdag, tot hoe laat, koopavond, minimaal bestel*, hoeveel dagen,
      parkeerplaats*, naar het buitenland, gratis bezorg*, kost de verzending, kost verzending, kost
      bezorging, studentenkorting, spaarprogramma, kun je, kan ik`,
    human_request: `
      !medewerker…spreken, !met een medewerker, !met een mens, !echt mens, !echte persoon, !een persoon
      spreken, !met iemand spreken, !met iemand praten, !iemand spreken, !iemand van jullie, !klantenservice
      spreken, !klantenservice, !de manager, !leidinggevende, !geen bot, !geen robot, !niet met een bot, !niet
      met een robot, een mens, !een mens, !echte mensen, !mens aanwezig, !menselijk*, !echt iemand,
      !iemand…terugbellen, !bel me terug, !bel mij terug, !ben je een bot, !ben jij een bot, !ben je een
      robot, !een collega, !iemand van het team, !verantwoordelijke, !iemand aan de lijn, een medewerker,
      iemand aanwezig`,
    campaign_reply: `
      !jullie aanbieding, !de aanbieding die, !jullie actie, !de actie die, jullie nieuwsbrief, kortingscode,
      de kortingsbon, jullie bericht over, jullie mail over, de aanbieding, !jullie sms, !jullie mail, !jullie
      appje, !jullie bericht, !jullie reclame, !jullie folder, !code uit, !korting die jullie, geldt de
      korting, geldt de aanbieding, de actie nog, de campagne, de actiecode`,
    opt_out: `
      !geen berichten meer, !uitschrijven, !afmelden, !stop met sturen, !stop met berichten, !niet meer
      sturen, !stuur me geen, !stuur mij geen, !neem geen contact meer, !verwijder mijn nummer, !haal me van,
      geen reclame, geen mails meer, van de lijst, !van jullie lijst, !haal mij van, !verwijder mij,
      !verwijder me, !verwijder mijn, !laat me met rust, !laat mij met rust, !geen sms, !geen e-mails meer,
      !geen reclame meer, !stop met appen, !stop met mailen, !hou op met, !houd op met, !niet meer ontvangen,
      !niet meer benaderen, !schrijf me uit`,
    spam: `
      !u heeft gewonnen, !je hebt gewonnen, !geld verdienen, !snel geld, vanuit huis, bitcoin, crypto*, casino,
      zoekmachine, seo, volgers, lening, klik hier, erfenis, gegarandeerd rendement, passief inkomen, trading,
      uw website, je website, jullie website verbeteren, marketingbureau, loterij, prijs gewonnen, account is
      geblokkeerd`,
    abuse: `
      !klootzak*, !hoer, !hoeren, !rot op, kanker*, !tering*, eikel*, !lul, !lullen, !flikker op, !fuck
      jullie, !fuck you, !krijg de, !sukkel*, !debiel*, !hou je bek, idioot, idioten, kut*, stom*, dom,
      !mongool*, !mongolen, !hufter*, !schoft*, !tyfus*, !godver*, !val dood, !sterf, !trut, !bitch,
      !smeerlap*, stelletje, dieven, oplichters, nutteloos, waardeloze`,
    other: `
      vacature*, solliciteren, werken bij, wachtwoord, inloggen, mop, gedicht, het weer, hoofdstad, je
      instructies, huiswerk, journalist`,
  },
  optOutWords: 'stop, stoppen, afmelden, uitschrijven, geen reclame',
  pleasantries: `
      hallo, hoi, hey, hé, goedemorgen, goedemiddag, goedenavond, goeiemorgen, goedendag, dag, hoe gaat het,
      hoe gaat het met u, dank je, dank u, dank je wel, dank u wel, dankjewel, dankuwel, bedankt, hartelijk
      dank, heel erg bedankt, alvast bedankt, doei, tot ziens, tot straks, fijne dag, fijne avond, fijn
      weekend, met vriendelijke groet, groetjes, groeten, ok, oké, prima, perfect, top, super, helemaal goed,
      alsjeblieft, alstublieft, aub, sorry, pardon, beste, aangenaam`,
  questionStarts: `
      hoe, wat, wanneer, waar, welke, welk, wie, waarom, hoeveel, hebben jullie, heeft, hebt, heb, is er, zijn
      er, kan ik, kan, kunnen jullie, kunt u, kun je, mag ik, is, zijn, leveren, verkopen, verzenden,
      bezorgen, accepteren, bieden, ik wil, ik zoek, ik heb, ik zou, prijs, wordt, worden, doen jullie`,
  fillers: `
      de, het, een, deze, dit, dat, die, is, zijn, was, ben, heb, hebt, heeft, hebben, had, kan, kunnen, kunt,
      kun, mag, wil, willen, zou, zoek, zoeken, nodig, ik, mij, me, mijn, je, jij, jou, jouw, u, uw, jullie,
      hij, zij, ze, hem, haar, wij, we, ons, onze, er, en, of, maar, als, ja, nee, niet, geen, van, voor, op,
      in, aan, bij, met, zonder, naar, uit, om, over, te, tot, dan, hoe, wat, wanneer, waar, welke, welk, wie,
      waarom, hoeveel, iets, wel, ook, nog, al, nu, vandaag, alleen, heel, erg, meer, veel, graag,
      alsjeblieft, alstublieft, hallo, hoi, dag, bedankt, weten, zien, zeggen, kopen, bestellen, verkopen,
      verkoopt, soort, product, producten, artikel, artikelen, winkel, beschikbaar, doen, andere, anders,
      even, zich, worden, wordt, gaat,
      twee, drie, vier, vijf, zes, zeven, acht, negen, tien, paar,
      beleid, service, gekocht, bieden`,
  asks: {
    price: 'prijs, prijzen, kost, kosten, duur, hoeveel is',
    stock:
      'voorraad, beschikbaar, leverbaar, uitverkocht, hebben jullie, heeft u, hebt u, verkopen jullie, verkoopt u, is er nog, zijn er nog, beschikbaarheid',
    browse:
      'zoek, aanraden, aanbevelen, informatie, meer over, details, opties, wat voor, welk soort, laat zien, interesse, iets voor',
  },
  positive:
    'dank*, bedankt, super, perfect*, geweldig*, uitstekend*, blij, tevreden, fantastisch*, mooi*, vriendelijk*, top, prachtig*, leuk*, fijn',
  negative: `
      slecht*, verschrikkelijk*, vreselijk*, kapot*, beschadigd*, defect*, gebroken, teleurgesteld*,
      teleurstell*, schandalig*, schande, belachelijk*, onacceptabel*, waardeloos, oplicht*, boos, woedend,
      nooit meer, haat, kut*, klootzak*, idioot, idioten, klacht*, klagen, problem*, probleem, ontevreden,
      helaas, verkeerd*, irritant*, stom*`,
  negations: 'niet, geen, nooit, zonder, noch',
  gloss: `
      lamp=lamp, lampen=lamps, eiken=oak, eikenhouten=oak, noten=walnut, grenen=pine, hout=wood,
      houten=wooden, tafel=table, bijzettafel=side table, stoel=chair, stoelen=chairs, fauteuil=armchair,
      bank=sofa, bed=bed, plank=shelf, kast=cabinet, spiegel=mirror, kleed=rug, vloerkleed=rug, deken=blanket,
      plaid=blanket, kussen=cushion, gordijn=curtain, vaas=vase, kop=cup, kopje=cup, kopjes=cups, mok=mug,
      bord=plate, borden=plates, waterkoker=kettle, koffie=coffee, kaars=candle, kaarsen=candles,
      handdoek=towel, handdoeken=towels, laken=sheet, keramiek=ceramic, keramische=ceramic, linnen=linen,
      wol=wool, wollen=wool, katoen=cotton, glas=glass, leer=leather, leren=leather, schoenen=shoes,
      overhemd=shirt, jas=jacket, jurk=dress, tas=bag, rugzak=backpack, horloge=watch, koptelefoon=headphones,
      luidspreker=speaker, blauw=blue, blauwe=blue, rood=red, rode=red, groen=green, groene=green,
      zwart=black, zwarte=black, wit=white, witte=white, grijs=grey, grijze=grey, geel=yellow, bruin=brown,
      roze=pink, klein=small, kleine=small, groot=large, grote=large, keuken=kitchen, tuin=garden,
      badkamer=bathroom, slaapkamer=bedroom, kantoor=office, wasbaar=washable, wassen=wash, cadeau=gift,
      kleur=colour, kleuren=colours, maat=size, maten=sizes, afmetingen=dimensions, materiaal=material,
      kost=cost, kosten=cost, prijs=price, waar=where, wanneer=when, hoe=how, wat=what, bestelling=order,
      pakket=package, pakje=package, verzending=shipping, verzenden=ship, verzendkosten=shipping cost,
      leveren=deliver, levert=deliver, levering=delivery, bezorgen=deliver, bezorging=delivery,
      levertijd=delivery time, duurt=take, lang=long, dagen=days, retour=return, retourneren=return,
      terugsturen=send back, retourbeleid=return policy, terugbetaling=refund, ruilen=exchange, geld=money,
      betaling=payment, betalen=pay, betaalmethoden=payment methods, kaart=card, creditcard=credit card,
      termijnen=installments, accepteren=accept, openingstijden=opening hours, open=open, geopend=open,
      zondag=sunday, zaterdag=saturday, winkel=store, adres=address, garantie=warranty, factuur=invoice,
      gratis=free, buitenland=abroad, montage=assembly, onderhoud=care, schoonmaken=clean, afhalen=pick up,
      ophalen=pick up, parkeren=parking, korting=discount, telefoonnummer=phone number, kopen=buy, wil=I want,
      spreken=talk, persoon=person, medewerker=agent, afspraak=appointment, bericht=message,
      berichten=messages, beschikbaar=available, uitverkocht=sold out, voorraad=stock, aangekomen=arrived,
      kapot=broken, vacature=job,
      rond=round, ronde=round, mes=knife, brood=bread, broodmes=bread knife, eettafel=dining table,
      lijst=picture frame, fotolijst=picture frame, rotan=rattan, kurk=cork, mand=basket, zeep=soap,
      koekenpan=frying pan, badjas=bathrobe, tafelkleed=tablecloth, schort=apron, weegschaal=scale,
      keukenweegschaal=kitchen scale, douche=shower, vloerlamp=floor lamp, staande=floor,
      hanglamp=pendant lamp, bureau=desk, bankje=bench, maandag=monday, dinsdag=tuesday,
      woensdag=wednesday, donderdag=thursday, vrijdag=friday, hoogte=height, breedte=width,
      lengte=length, diameter=diameter, dekbedovertrek=duvet cover, karaf=carafe, theepot=teapot,
      repareren=repair`,
};
