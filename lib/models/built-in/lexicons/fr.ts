import type { Lexicon } from './lexicon.ts';

export const french: Lexicon = {
  language: 'fr',
  phrases: {
    product_inquiry: `
      combien coûte, combien coûtent, combien vaut, quel est le prix, prix de, prix du, avez-vous, vous avez,
      vendez-vous, je cherche, je recherche, quelles dimensions, quelle taille, quelles couleurs, en quelle
      matière, en bleu, est-il compatible, quelle différence, recommand*, conseillez, lavable, livré avec,
      est-il livré, est-elle livrée, vient avec, inclus, incluse, compris, quelle est la puissance, quelle
      puissance, quelles sont les dimensions, combien pèse, combien mesure, fonctionne avec, convient pour,
      existe en, existe-t-il en, est-ce que le, est-ce que la, disponible en, avez-vous le, avez-vous la, de
      quelle couleur, lave-vaisselle, en cuir, monté`,
    purchase_intent: `
      voudrais acheter, veux acheter, souhaite acheter, aimerais acheter, voudrais commander, veux commander,
      souhaite commander, aimerais commander, je le prends, je la prends, je les prends, je vais prendre,
      comment payer, comment je paie, où payer, lien de paiement, passer commande, passer une commande, un
      devis, en gros, je prends, c'est bon je, je prendrai, je veux le, je veux la, j'en prends, j'en veux, je
      souhaite prendre, finaliser ma commande, finaliser mon achat, comment commander, comment acheter, où
      acheter, puis-je acheter, mettez-moi de côté, réservez-moi, mettre de côté, passer à l'achat`,
    order_status: `
      !où est ma commande, !où est mon colis, !où en est ma commande, !où en est, !numéro de suivi, ma
      commande, mon colis, ma livraison, pas reçu, toujours pas reçu, pas encore reçu, pas arrivé, quand
      arrive, suivre, suivi de, a été expédié*, a été livré, livraison devait, devait arriver, aurait dû
      arriver, toujours rien, sans nouvelles, aucune nouvelle, pas de nouvelles, le livreur, le transporteur,
      la poste, chronopost, colissimo, expédié*, statut de, état de ma, en transit, en cours de livraison, pas
      livré, jamais arrivé, quand vais-je recevoir, quand est-ce que je recevrai, mon achat`,
    complaint: `
      !plainte, !réclamation, !avocat, !porter plainte, !dgccrf, cassé*, abîmé*, endommagé*, défectueu*,
      déçu*, inadmissible, inacceptable, honte*, scandaleu*, nul, nulle, horrible, catastrophe,
      catastrophique, arnaque, débité…deux fois, prélevé…deux fois, personne ne répond, personne ne me répond,
      ne fonctionne pas, ne marche pas, ne marche plus, ne fonctionne plus, mauvais article, mauvais produit,
      plus jamais, il manque, ras le bol, mécontent*, pire, !troisième fois, fendu*, fêlé*, rayé*, déchiré*,
      taché*, sale, troué*, n'importe quoi, ignoré*, m'ignore*, se moque*, foutage, mensong*, menti, trompé*,
      trompeu*, mauvaise qualité, piètre qualité, camelote, manque une pièce, manque des, pas conforme,
      différent de la photo, pas ce que j'ai commandé, erreur dans ma, en colère, furieu*, énervé*, fâché*,
      désastre, lamentable, bidon, dégoûté*, allergi*, brûlé, prend feu, pris feu, dangereux, sans réponse,
      aucune réponse, retard, tombé en panne, s'est cassé*, intolérable, n'allume pas, ras-le-bol`,
    return_refund: `
      !rembours*, !annuler ma commande, retourner, renvoyer, retour de, échanger, échange, faire un échange,
      ne me va pas, trop petit*, rendre, ne convient pas, plus grand à la place, plus petit à la place, à la
      place, autre taille, changer de taille, taille au-dessus, taille en dessous, trop grand*, trop court*,
      trop long*, trop serré*, annuler, annulation, me faire rembourser, je ne veux plus, changé d'avis,
      récupérer mon argent, renvoie, retournerai, je renvoie, mon retour`,
    stock_alert: `
      !prévenez-moi, !prévenir quand, !me prévenir, !avertir quand, !avertissez-moi, !tenez-moi au
      courant…disponible, !informez-moi…disponible, !liste d'attente, !alerte…stock, !prévien*, de nouveau
      disponible, à nouveau disponible, de retour en stock, de nouveau en stock, quand il sera disponible,
      !écrivez-moi dès, !écrivez-moi quand, !écrivez-moi si, !dès que…revient, !dès que…disponible, !dès
      que…stock, !dites-moi quand…revient, !dites-moi quand…disponible, !me dire quand…disponible, !faites-moi
      signe, !contactez-moi quand…disponible, !prévenez, !alertez-moi, !me tenir informé*, réassort,
      réapprovisionn*, sera de retour`,
    appointment: `
      !rendez-vous, !rdv, créneau, réserver un, prendre date, une visite, showroom, me rappeler, un appel,
      venir essayer, essayer des, prendre les mesures, venir voir, passer au magasin, passer vous voir,
      déplacer notre, décaler, un conseiller à domicile, une consultation, disponibilités, réunion, m'appeler`,
    faq: `
      horaires, heures d'ouverture, à quelle heure, ouvert*, ouvrez-vous, livrez-vous, vous livrez, livraison
      gratuite, frais de port, frais de livraison, délai de livraison, délais de livraison, combien de temps,
      moyens de paiement, modes de paiement, puis-je payer, acceptez-vous, vous acceptez, politique de,
      conditions de retour, garantie, où se trouve, où êtes-vous, votre adresse, carte cadeau, emballage
      cadeau, paquet cadeau, en plusieurs fois, retrait en magasin, numéro de téléphone, régler en, payer en,
      en trois fois, paypal, par chèque, carte bancaire, contre remboursement, douane, jours fériés, dimanche,
      le samedi, fermez, fermez-vous, jusqu'à quelle heure, click and collect, minimum d'achat, facture,
      combien de jours, frais de, expédiez-vous, expédiez, à l'étranger, parking, assurance`,
    human_request: `
      !parler à un, !parler à une, !parler à quelqu'un, !parler avec quelqu'un, !parler avec un, !parler avec
      une, !une vraie personne, !à une personne, !avec une personne, !un vrai conseiller, !un vrai humain, !un
      conseiller, !une conseillère, !un agent, !un humain, !un être humain, !votre responsable, !le
      responsable, !un responsable, service client, !pas un robot, !pas à un robot, un opérateur, !des
      humains, !quelqu'un de réel, !une personne réelle, !un employé, !un collaborateur, !un collègue, !votre
      équipe, !rappelez-moi, !me rappeler, !vous êtes un robot, !êtes-vous un robot, !un interlocuteur,
      passez-moi, quelqu'un peut`,
    campaign_reply: `
      !votre offre, !votre promotion, !l'offre que, !la promotion que, votre newsletter, le code promo, code
      promo, le bon de réduction, l'offre reçue, votre message concernant, votre message sur, m'intéresse, !vu
      votre message, !vu votre publicité, !vu votre pub, !reçu votre message, !reçu votre sms, !reçu votre
      mail, !reçu votre offre, !reçu votre promo, !vous m'avez envoyé*…offre, !vous m'avez envoyé*…promo,
      toujours valable, le code que, la campagne, bon d'achat reçu, le code reçu`,
    opt_out: `
      !désabonn*, !désinscri*, !ne plus recevoir, !plus recevoir de messages, !arrêtez de m'envoyer, !arrêtez
      de m'écrire, !arrêtez de me contacter, !ne me contactez plus, !ne m'écrivez plus, !supprimez mon numéro,
      !retirez-moi, plus de messages, arrêter les messages, stop sms, !retirez mon, !enlevez-moi, !enlevez
      mon, votre liste, !supprimez-moi, !supprimez mes, !laissez-moi tranquille, !fichez-moi la paix,
      !foutez-moi la paix, !cessez de, !arrêtez vos, !arrêtez les, !plus de pub, !plus de publicité, !plus de
      sms, !je ne veux plus recevoir, !ne m'envoyez plus, stop pub`,
    spam: `
      !vous avez gagné, !gagnez de l'argent, !argent facile, depuis chez vous, bitcoin, crypto*, investissement
      garanti, casino, référencement, abonnés pas cher, prêt entre particulier*, cliquez ici, héritage, seo,
      revenus passifs, trading, agence web, votre site internet, votre site web, votre visibilité, loterie,
      cadeau à réclamer, compte a été suspendu`,
    abuse: `
      !connard*, !connasse*, !va te faire, !allez vous faire, !fils de pute, !enculé*, !salope, !salopes,
      !salaud*, !ta gueule, !vos gueules, !abruti*, !crétin*, !espèce de, !je vais te tuer, merde, imbécile*,
      idiot*, débile*, !ntm, !bouffon*, !crevez, !crève, dégage, !va crever, !ferme-la, voleurs, voleur,
      minable*, bon à rien`,
    other: `
      recrutez, recrutement, candidature, offre d'emploi, mot de passe, me connecter, blague, poème, la météo,
      capitale de, tes instructions, vos instructions, journaliste`,
  },
  optOutWords:
    'stop, arrêt, arrêtez, arrête, arrêtez svp, désabonner, désabonnement, désinscription, désabonnez-moi, me désabonner',
  pleasantries: `
      bonjour, bonsoir, salut, coucou, bonne journée, bonne soirée, bonne nuit, bon week-end, ça va, comment
      ça va, comment allez-vous, merci, merci beaucoup, merci bien, un grand merci, au revoir, à bientôt, à
      plus tard, cordialement, d'accord, ok, parfait, super, très bien, génial, s'il vous plaît, s'il te
      plaît, svp, stp, excusez-moi, pardon, enchanté, enchantée, madame, monsieur`,
  questionStarts: `
      comment, que, qu, quel, quelle, quels, quelles, quand, où, qui, pourquoi, combien, avez-vous, vous avez,
      est-ce, est-il, est-elle, y a-t-il, puis-je, peut-on, pouvez-vous, pourriez-vous, livrez-vous,
      acceptez-vous, vendez-vous, faites-vous, vendez, livrez, je voudrais, je veux, je souhaite, je cherche,
      j'aimerais, j'ai besoin, il me faut, prix, peut, peux, proposez-vous, êtes-vous, dites-moi`,
  fillers: `êtes, le, la, les, l, un, une, des, du, de, d, ce, cet, cette, ces, ça, cela, c, est, sont, être, suis, était,
      ai, as, a, avons, avez, ont, avoir, peux, peut, pouvez, pourriez, puis, pouvoir, veux, voudrais,
      souhaite, aimerais, cherche, recherche, besoin, je, j, me, m, moi, mon, ma, mes, tu, te, t, ton, ta,
      tes, il, elle, on, nous, vous, ils, elles, notre, votre, nos, vos, son, sa, ses, leur, se, s, et, ou,
      mais, si, oui, non, ne, n, pas, plus, à, au, aux, en, dans, sur, sous, avec, sans, pour, par, chez,
      comme, que, qu, qui, quoi, quel, quelle, quels, quelles, quand, où, comment, combien, pourquoi, y,
      quelque, quelques, chose, aussi, encore, toujours, maintenant, très, bien, bonjour, bonsoir, merci,
      plaît, svp, savoir, voir, dire, dites, acheter, commander, vendez, type, sorte, produit, produits,
      article, articles, magasin, boutique, disponible, disponibles, faire, faites, autre, autres, fait,
      deux, trois, quatre, cinq, six, sept, huit, neuf, dix, paire,
      politique, service, acheté, proposez, offrez`,
  asks: {
    price: 'prix, coûte, coûtent, coût, combien vaut, tarif, tarifs, combien est, combien ça',
    stock:
      'stock, disponible, disponibles, rupture, épuisé, épuisée, avez-vous, vous avez, reste, reste-t-il, vendez, vendez-vous, y a-t-il, disponibilité, existe-t-il',
    browse:
      'je cherche, recherche, recommandez, conseillez, conseil, informations, en savoir plus, détails, options, quel type, quel genre, montrez, intéresse, quelque chose pour',
  },
  positive:
    'merci, super, parfait*, excellent*, ador*, heureu*, content, contente, contents, ravi*, magnifique*, genial*, satisfait*, gentil*, formidable*, top',
  negative: `
      mal, mauvais*, nul, nulle, horrible*, terrible*, casse*, abime*, endommage*, defectueu*, decu*,
      deception, inadmissible*, inacceptable*, honte*, scandale*, arnaque*, enerve*, furieu*, fache*, marre,
      deteste, merde, connard*, idiot*, imbecile*, mecontent*, plainte, reclamation, probleme*, pire,
      catastroph*, ras le bol, jamais plus, lamentable*`,
  negations: 'pas, jamais, sans, aucun, aucune, ni',
  gloss: `
      lampe=lamp, lampes=lamps, chene=oak, noyer=walnut, pin=pine, bois=wood, table=table, chaise=chair,
      chaises=chairs, fauteuil=armchair, canape=sofa, lit=bed, etagere=shelf, miroir=mirror, tapis=rug,
      couverture=blanket, plaid=blanket, coussin=cushion, rideau=curtain, vase=vase, tasse=cup, tasses=cups,
      assiette=plate, assiettes=plates, bouilloire=kettle, cafetiere=coffee maker, bougie=candle,
      bougies=candles, serviette=towel, serviettes=towels, drap=sheet, draps=sheets, ceramique=ceramic,
      lin=linen, laine=wool, coton=cotton, verre=glass, cuir=leather, chaussures=shoes, chemise=shirt,
      veste=jacket, robe=dress, sac=bag, montre=watch, casque=headphones, enceinte=speaker, bleu=blue,
      bleue=blue, rouge=red, vert=green, verte=green, noir=black, noire=black, blanc=white, blanche=white,
      gris=grey, grise=grey, jaune=yellow, marron=brown, rose=pink, petit=small, petite=small, grand=large,
      grande=large, cuisine=kitchen, jardin=garden, chambre=bedroom, bureau=office, lavable=washable,
      laver=wash, cadeau=gift, cadeaux=gifts, couleur=colour, couleurs=colours, taille=size, tailles=sizes,
      dimensions=dimensions, matiere=material, combien=how much, coute=cost, coutent=cost, prix=price,
      ou=where, quand=when, comment=how, quel=what, commande=order, colis=package, livraison=delivery,
      livraisons=deliveries, livrez=deliver, expediez=ship, envoi=shipping, port=shipping, frais=cost,
      temps=time, delai=how long, delais=how long, jours=days, suivi=tracking, retour=return, retours=returns,
      retourner=return, renvoyer=send back, remboursement=refund, rembourse=refund, echange=exchange,
      echanger=exchange, argent=money, paiement=payment, payer=pay, carte=card, acceptez=accept,
      horaires=opening hours, heures=hours, ouverture=opening, ouvert=open, ouverts=open, ouvrez=open,
      dimanche=sunday, samedi=saturday, magasin=store, boutique=store, adresse=address, garantie=warranty,
      facture=invoice, gratuit=free, gratuite=free, international=international, etranger=abroad,
      politique=policy, montage=assembly, entretien=care, entretenir=care for, nettoyer=clean, retrait=pick
      up, retirer=pick up, parking=parking, reduction=discount, telephone=phone number, acheter=buy,
      voudrais=I would like, parler=talk, personne=person, rendez=appointment, message=message,
      messages=messages, disponible=available, epuise=sold out, stock=stock, recu=received, cassee=broken,
      casse=broken, emploi=job,
      rond=round, ronde=round, couteau=knife, pain=bread, banc=bench, cadre=picture frame, rotin=rattan,
      liege=cork, panier=basket, savon=soap, poele=frying pan, peignoir=bathrobe, nappe=tablecloth,
      tablier=apron, balance=scale, douche=shower, pied=floor, suspension=pendant lamp,
      lundi=monday, mardi=tuesday, mercredi=wednesday, jeudi=thursday, vendredi=friday, hauteur=height,
      largeur=width, longueur=length, mesure=dimensions, housse=cover, couette=duvet, oreiller=pillow,
      carafe=carafe, theiere=teapot, reparez=repair`,
};
