import type { Lexicon } from './lexicon.ts';

export const italian: Lexicon = {
  language: 'it',
  phrases: {
    product_inquiry: `
      quanto costa, quanto costano, quanto viene, qual è il prezzo, prezzo di, prezzo del, prezzo della, avete
      il, avete la, avete i, avete, vendete, cerco, sto cercando, che misure, che taglia, che colori, quali
      colori, di che materiale, in blu, è compatibile, che differenza, consigli*, è lavabile, viene con,
      incluso, inclusi, compreso, compresi, sfoderabil*, quanto misura, quanto pesa, quanto è grande, funziona
      con, va bene per, adatto, adatta, esiste in, c'è in, disponibile in, il divano ha, ha i, avete questo,
      avete questa, in pelle, lavastoviglie, montato, che potenza, quali misure`,
    purchase_intent: `
      vorrei comprare, voglio comprare, vorrei acquistare, voglio acquistare, vorrei ordinare, voglio
      ordinare, lo prendo, la prendo, li prendo, le prendo, come posso pagare, come pago, dove pago, link di
      pagamento, fare un ordine, un preventivo, all'ingrosso, prendo la, prendo il, prendo i, prendo due, ne
      prendo, ne voglio, lo voglio, la voglio, lo compro, la compro, come si compra, come compro, come ordino,
      come acquistare, concludere l'acquisto, completare l'ordine, mettere da parte, tenetemi, riservatemi,
      posso acquistare, posso comprare, procedo con, procediamo con, bonifico`,
    order_status: `
      !dov'è il mio, !dove è il mio, !dove si trova il mio, !numero di tracking, !codice di tracciamento,
      !tracciamento, il mio ordine, il mio pacco, la mia spedizione, il pacco non, non è ancora arrivato, non
      è arrivato, quando arriva, è stato spedito, non ho ancora ricevuto, non ho ricevuto, della spedizione,
      del mio ordine, del mio pacco, non si sa nulla, nessuna notizia, senza notizie, doveva arrivare, sarebbe
      dovuto, corriere, poste, in transito, in consegna, è partito, stato dell'ordine, stato della spedizione,
      quando riceverò, quando ricevo, la mia consegna, il mio acquisto, ancora niente, ancora nulla`,
    complaint: `
      !reclamo, !lamentarmi, !avvocato, !denuncia*, !associazione consumatori, rotto, rotta, rotti, rotte,
      danneggiat*, difettos*, delus*, vergogn*, pessim*, terribile, orribile, inaccettabile, truffa,
      addebitato…due volte, addebitat*…volte, nessuno risponde, nessuno mi risponde, non funziona, ha smesso
      di funzionare, articolo sbagliato, prodotto sbagliato, mai più, manca un, stufo, stufa, schifo,
      arrabbiat*, !terza volta, crepat*, graffiat*, strappat*, macchiat*, sporc*, buco, assurdo, vergognos*,
      ignorat*, mi ignorate, presa in giro, presi in giro, ingannat*, bugi*, falso, scadente, pessima qualità,
      bassa qualità, mancano, manca una, incomplet*, diverso dalla foto, diversa dalla foto, non è quello che,
      sbagliato, sbagliata, non si accende, si è rotto, si è rotta, allergi*, bruciat*, preso fuoco,
      pericolos*, furios*, incazzat*, disastro, indecente, inammissibile, senza risposta, nessuna risposta, in
      ritardo, non ne posso più, spazzatura, peggior*`,
    return_refund: `
      !rimbors*, !indietro i soldi, !i miei soldi, !annullare il mio ordine, !annullare l'ordine, restituire,
      rendere, fare un reso, reso, cambiare…taglia, cambio taglia, sostituire, non mi va bene, rimandare
      indietro, averne una più grande, più grande, più piccola, più piccolo, altra taglia, taglia più, troppo
      piccol*, troppo grand*, troppo stretto, troppo strett*, troppo larg*, il reso, un reso, resi, rendere
      il, restituirl*, cambiarl*, fare un cambio, annullare, annullate, non lo voglio più, non la voglio più,
      ho cambiato idea, riavere i soldi, rimandare`,
    stock_alert: `
      !avvis*…disponibile, !avvis*…torna, !avvis*…arriva, !avvis*…stock, !fatemi sapere quando, !fammi sapere
      quando, !notific*…disponibile, !lista d'attesa, quando torna disponibile, di nuovo disponibile, quando
      sarà disponibile, tornerà disponibile, !scriv*…appena, !scriv*…quando…torna, !appena torna, !appena
      arriva, !appena disponibile, !appena…disponibile, !avvis*…quando, !avvisa*, !avvert*…quando,
      !contattatemi quando…disponibile, !mi avvis*, riassortimento, tornano disponibili, di nuovo in magazzino`,
    appointment: `
      !appuntamento, !appuntamenti, prenotare una, prenotare un, fissare, una visita, showroom, una
      consulenza, richiamarmi, un orario libero, venire a vedere, venire a provare, prendere le misure,
      passare in negozio, spostare, incontro, riunione, sopralluogo, provare gli, prenotare, prenotazione`,
    faq: `
      orari, orario di, a che ora, siete aperti, aprite, spedite, consegnate, spese di spedizione, costi di
      spedizione, spedizione gratuita, tempi di consegna, quanto ci mette, quanto tempo, metodi di pagamento,
      modalità di pagamento, posso pagare, accettate, politica di, diritto di recesso, garanzia, dove siete,
      dove si trova il negozio, indirizzo, buono regalo, carta regalo, confezione regalo, a rate, ritiro in
      negozio, numero di telefono, alla consegna, contrassegno, paypal, carta di credito, bonifico bancario,
      dogana, festivi, domenica, sabato, chiudete, fino a che ora, quanti giorni, minimo d'ordine, fattura,
      parcheggio, all'estero, ritiro, spedite in, costa la spedizione, quanto costa la spedizione, assistenza
      post, si può pagare`,
    human_request: `
      !parlare con una persona, !con una persona, !una persona vera, !una persona reale, !parlare con
      qualcuno, !parlare con un, !persona reale, !un operatore, !un'operatrice, !un umano, !essere umano, !un
      agente, !servizio clienti, !il responsabile, !un responsabile, !non con un bot, !non con un robot, !non
      un robot, un addetto, qualcuno che mi aiuti, !esseri umani, !qualcuno di reale, !persona in carne,
      !qualcuno del team, !qualcuno dello staff, !richiamatemi, !mi potete chiamare, !potete chiamarmi, !sei
      un bot, !siete un bot, !sei un robot, !un dipendente, !un collega, !un addetto, c'è qualcuno`,
    campaign_reply: `
      !offerta che mi, !la vostra offerta, !la vostra promozione, !promozione che mi, la newsletter, il codice
      sconto, codice sconto, il buono sconto, il messaggio che mi avete, mi interessa l'offerta, mi interessa
      la promozione, !ho visto il vostro messaggio, !visto la vostra, !ricevuto il vostro messaggio, !ricevuto
      la vostra, !il vostro sms, !la vostra email, !il vostro volantino, !sconto che mi avete, ancora valida,
      ancora valido, il codice che, la campagna`,
    opt_out: `
      !disiscriv*, !cancellami, !cancellatemi, !non voglio più ricevere, !non voglio ricevere, !smettete di,
      !smettetela di scriver*, !non scrivetemi, !non contattatemi, !togliete il mio numero, !rimuovete il mio
      numero, basta messaggi, nessun messaggio, dalla lista, !dalla vostra lista, !toglietemi, !toglimi,
      !rimuovetemi, !eliminatemi, !cancellate il mio, !cancellate i miei, !lasciatemi in pace, !basta con i
      messaggi, !basta pubblicità, !non mandatemi, !non mandate più, !non inviatemi, !smettetela, !niente più
      messaggi, non voglio pubblicità`,
    spam: `
      !hai vinto, !ha vinto un, guadagna, !soldi facili, da casa, bitcoin, criptovalut*, casinò, casino, seo,
      follower, prestito, prestiti, clicca qui, eredità, investimento garantito, reddito passivo, trading, il
      tuo sito, il vostro sito, agenzia di marketing, lotteria, premio, account è stato sospeso`,
    abuse: `
      !vaffanculo, !bastard*, !stronz*, !figlio di puttana, !figli di puttana, !coglion*, !testa di cazzo,
      !teste di cazzo, !idiot*, !imbecill*, !puttana, !merde, !deficient*, cretin*, merda, stupid*, cazzo,
      pagliacci*, buffon*, ladri, maledett*, !crepate, !muori, porco, troia, !zitto, !andate a, !vai a cagare,
      !vaffa*, incapac*, incompetent*, inutil*`,
    other: `
      lavorare con voi, assumete, curriculum, posizioni aperte, password, accedere al mio, barzelletta,
      poesia, che tempo fa, capitale di, le tue istruzioni, compiti, giornalista`,
  },
  optOutWords: 'stop, basta, disiscrivimi, cancellami, annulla iscrizione, disiscrizione, rimuovimi',
  pleasantries: `
      ciao, salve, buongiorno, buon giorno, buonasera, buona sera, buonanotte, buona giornata, buona serata,
      buon pomeriggio, come va, come stai, come state, come sta, grazie, grazie mille, molte grazie, tante
      grazie, arrivederci, a presto, a dopo, saluti, cordiali saluti, ok, va bene, perfetto, ottimo,
      benissimo, per favore, per cortesia, scusi, scusate, scusa, piacere, buon fine settimana, gentile team`,
  questionStarts: `
      come, che, cosa, quale, quali, qual, quando, dove, dov, chi, perché, quanto, quanta, quanti, quante,
      avete, ha, hai, c'è, ci sono, posso, si può, può, potete, puoi, potrei, potreste, è, sono, siete,
      vendete, spedite, consegnate, accettate, fate, vorrei, voglio, cerco, mi serve, ho bisogno, mi
      piacerebbe, prezzo, mi può, mi potete`,
  fillers: `siete, il, lo, la, i, gli, le, l, un, uno, una, questo, questa, questi, queste, quello, quella, quelli, è, e,
      sono, essere, era, ho, hai, ha, abbiamo, avete, hanno, avere, posso, può, potete, puoi, potrei, voglio,
      vorrei, cerco, cercando, sto, serve, bisogno, io, mi, me, mio, mia, miei, mie, tu, ti, te, tuo, tua, vi,
      voi, vostro, vostra, vostri, vostre, lei, si, ci, ne, suo, sua, loro, noi, o, ma, se, sì, non, no, di,
      del, dello, della, dei, degli, delle, a, ad, al, allo, alla, ai, agli, alle, da, dal, dalla, in, nel,
      nella, nei, con, senza, su, sul, sulla, per, tra, fra, come, che, cosa, quale, quali, qual, quando,
      dove, dov, quanto, quanta, quanti, quante, chi, perché, c, anche, ancora, adesso, ora, oggi, già, solo,
      molto, più, favore, ciao, salve, buongiorno, grazie, sapere, vedere, dire, comprare, acquistare,
      ordinare, vendete, tipo, prodotto, prodotti, articolo, articoli, negozio, disponibile, disponibili,
      fare, fate, altro, altra, qualcosa, po,
      due, tre, quattro, cinque, sei, sette, otto, nove, dieci, paio,
      politica, servizio, comprato, offrite`,
  asks: {
    price: 'prezzo, prezzi, costa, costano, costo, quanto viene, quanto vengono',
    stock:
      'disponibile, disponibili, disponibilità, esaurito, esaurita, stock, magazzino, avete, vendete, c è, ci sono, rimasto, rimasti',
    browse:
      'cerco, cercando, consigliate, consiglia, consigli, informazioni, di più su, dettagli, opzioni, che tipo, mostrami, interessa, qualcosa per',
  },
  positive:
    'grazie, ottim*, perfett*, eccellent*, ador*, felic*, content*, meraviglios*, fantastic*, soddisfatt*, gentil*, bellissim*, complimenti, benissimo',
  negative: `
      male, cattiv*, pessim*, terribil*, orribil*, rotto, rotta, rotti, rotte, danneggiat*, difettos*, delus*,
      vergogn*, inaccettabil*, truff*, arrabbiat*, furios*, stufo, stufa, mai piu, odio, merda, schifo,
      idiot*, imbecill*, bastard*, stronz*, vaffanculo, reclamo, problem*, insoddisfatt*, peggio*, purtroppo,
      sbagliat*`,
  negations: 'non, mai, senza, nessun, nessuna, né',
  gloss: `
      lampada=lamp, lampade=lamps, rovere=oak, quercia=oak, noce=walnut, pino=pine, legno=wood, tavolo=table,
      tavolino=side table, sedia=chair, sedie=chairs, poltrona=armchair, divano=sofa, letto=bed,
      mensola=shelf, scaffale=shelf, specchio=mirror, tappeto=rug, coperta=blanket, cuscino=cushion,
      tenda=curtain, vaso=vase, tazza=cup, tazze=cups, piatto=plate, piatti=plates, bollitore=kettle,
      macchina=machine, caffe=coffee, candela=candle, candele=candles, asciugamano=towel, asciugamani=towels,
      lenzuola=sheets, ceramica=ceramic, lino=linen, lana=wool, cotone=cotton, vetro=glass, pelle=leather,
      scarpe=shoes, camicia=shirt, giacca=jacket, vestito=dress, borsa=bag, zaino=backpack, orologio=watch,
      cuffie=headphones, altoparlante=speaker, blu=blue, rosso=red, rossa=red, verde=green, nero=black,
      nera=black, bianco=white, bianca=white, grigio=grey, grigia=grey, giallo=yellow, marrone=brown,
      rosa=pink, piccolo=small, piccola=small, grande=large, cucina=kitchen, giardino=garden, bagno=bathroom,
      camera=bedroom, ufficio=office, lavabile=washable, lavare=wash, regalo=gift, colore=colour,
      colori=colours, taglia=size, taglie=sizes, misure=dimensions, dimensioni=dimensions, materiale=material,
      quanto=how much, costa=cost, costano=cost, prezzo=price, dove=where, dov=where, quando=when, come=how,
      qual=what, ordine=order, pacco=package, spedizione=shipping, spedizioni=shipping, spedite=ship,
      consegna=delivery, consegnate=deliver, tempi=how long, giorni=days, tracciamento=tracking, reso=return,
      resi=returns, restituire=return, restituzione=return, rimborso=refund, cambio=exchange,
      cambiare=exchange, soldi=money, pagamento=payment, pagare=pay, carta=card, rate=installments,
      accettate=accept, orari=opening hours, orario=opening hours, apertura=opening, aperti=open, aperto=open,
      aprite=open, domenica=sunday, sabato=saturday, negozio=store, indirizzo=address, garanzia=warranty,
      fattura=invoice, gratis=free, gratuita=free, estero=abroad, politica=policy, montaggio=assembly,
      cura=care, pulire=clean, ritiro=pick up, ritirare=pick up, parcheggio=parking, sconto=discount,
      telefono=phone number, comprare=buy, vorrei=I would like, parlare=talk, persona=person,
      appuntamento=appointment, messaggio=message, messaggi=messages, disponibile=available, esaurito=sold
      out, arrivato=arrived, rotto=broken, lavoro=job,
      rotondo=round, rotonda=round, coltello=knife, pane=bread, panca=bench, cornice=picture frame,
      rattan=rattan, sughero=cork, cesto=basket, sapone=soap, padella=frying pan, accappatoio=bathrobe,
      tovaglia=tablecloth, grembiule=apron, bilancia=scale, doccia=shower, terra=floor, piantana=floor
      lamp, lunedi=monday, martedi=tuesday, mercoledi=wednesday, giovedi=thursday, venerdi=friday,
      altezza=height, larghezza=width, lunghezza=length, piumino=duvet, guanciale=pillow,
      scrivania=desk, caraffa=carafe, teiera=teapot, riparate=repair`,
};
