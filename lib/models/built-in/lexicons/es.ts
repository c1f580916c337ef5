import type { Lexicon } from './lexicon.ts';

export const spanish: Lexicon = {
  language: 'es',
  phrases: {
    product_inquiry: `
      cuanto cuesta, cuanto vale, cuanto valen, cuanto cuestan, que precio, precio de, precio del, tienen el,
      tienen la, tienen los, tienen las, teneis, tienes, tienen, venden, busco, estoy buscando, de que
      material, que medidas, que colores, que tallas, en color, hay en talla, es compatible, que diferencia,
      me recomiend*, es impermeable, se puede lavar, viene con, incluye, incluidos, medidas del, medidas de,
      cuanto mide, cuanto pesa, cuanto dura, funciona con, sirve para, es apto, de que color, disponible en,
      hay en, la llevan en, tienen en, trae, necesita montaje, de piel, lo hay`,
    purchase_intent: `
      quiero comprar, quisiera comprar, me gustaria comprar, voy a comprar, me lo llevo, me la llevo, me los
      llevo, me las llevo, me lo quedo, me quedo con, quiero pedir, quiero encargar, hacer un pedido, como
      puedo pagar, donde pago, como pago, enlace de pago, link de pago, resérvame, al por mayor, un
      presupuesto para, como hacemos el pago, quiero uno, quiero una, quiero dos, me interesa comprar, lo
      compro, la compro, los compro, lo quiero, la quiero, me quedo la, me quedo el, quiero encargarlo, como
      compro, donde compro, puedo comprar, apartame, resérvenme, reservar uno, al contado, hacer la compra,
      finalizar la compra, realizar la compra`,
    order_status: `
      !donde esta mi, !numero de seguimiento, !mi pedido…no ha llegado, !mi paquete…no ha llegado, mi pedido,
      mi paquete, mi envio, mi compra, no ha llegado, no me ha llegado, no llega, cuando llega, cuando me
      llega, han enviado mi, estado de mi, seguimiento, rastrear, aun no recibo, no he recibido, esperando el
      envio, esperando mi, mi orden, mi entrega, salio mi, ha salido, llegara mi, cuando recibire, cuando
      llegara, deberia haber llegado, tenia que llegar, repartidor, mensajero, transportista, correos, sin
      noticias, no se nada de, estado del pedido, estado del envio, en camino, en reparto, ha sido enviado, se
      ha enviado, ya enviaron, mi compra no`,
    complaint: `
      !queja, !quejarme, !reclamacion, !reclamar, !abogado, !denuncia*, !hoja de reclamaciones, roto, rota,
      rotos, rotas, dañad*, defectuos*, decepcionad*, vergüenza, pesimo, pesima, terrible, horrible, fatal,
      estafa, inaceptable, me cobraron…dos veces, me han cobrado, nadie me responde, nadie contesta, nadie
      responde, no funciona, dejo de funcionar, producto equivocado, pedido equivocado, articulo equivocado,
      harto, harta, muy mal servicio, llevo…esperando, falta una pieza, incompleto, !tercera vez, rajad*,
      rayad*, desastre, ignoran, me ignoran, mala calidad, pesima calidad, tomadura de pelo, engañ*, mentira,
      timo, asco, basura, porqueria, incompleta, faltan piezas, falta una, faltan, no es lo que pedi, no era
      lo que, distinto a la foto, equivocado, equivocada, me mandaron mal, sucio, manchad*, rasgad*, abollad*,
      se rompio, se me rompio, se ha roto, no enciende, dejó de, tarde y mal, inadmisible, indignad*,
      enfadad*, enojad*, molest*, furios*, nunca mas, peor, no hay derecho, ya no aguanto, sigo esperando
      respuesta, sin respuesta, me ignora, alergia, incendi*, quem*`,
    return_refund: `
      !reembols*, !devolver el dinero, !mi dinero, !cancelar mi pedido, !anular mi pedido, quiero devolver,
      quisiera devolver, devolverlo, devolverla, devolver, cambiar…talla, cambiarlo por, cambiarla por, hacer
      un cambio, no me queda bien, cancelar el pedido, cambiarla, cambiarlo, me equivoque de, otra talla,
      talla mas grande, talla mas pequeña, mas grande, mas pequeño, me queda pequeñ*, me queda grande, me
      queda chico, no me sirve, ya no lo quiero, ya no la quiero, cancelar, anular, cancelen, devuelvan,
      regresar el producto, hacer una devolucion, la devolucion, devuelvo, devolverles`,
    stock_alert: `
      !avis*…disponible, !avis*…existencias, !avis*…stock, !avis*…vuelv*, !avis*…haya, !avis*…tengan,
      !avis*…llegue, !notif*…disponible, !lista de espera, !cuando vuelva a haber, cuando repongan, cuando
      este disponible, avísame, avísenme, avisadme, !escrib*…cuando, !escrib*…vuelv*, !vuelve a entrar,
      !avis*…entre, !avis*…cuando lleg*, !avis*…reponga*, !avis*…si vuelv*, !me avis*, !avísame, !avísenme,
      !avisadme, !avíseme, !aviso cuando, !aviso de stock, !alerta de stock, !cuando repongan, vuelva a estar,
      vuelvan a tener, cuando haya, cuando tengan`,
    appointment: `
      !una cita, !mi cita, cita, reservar hora, agendar, agendo, pedir hora, concertar, una visita, showroom,
      una llamada, un hueco, cita previa, tomar medidas, quedar el, puedo pasar, puedo ir a, pasar por la,
      cambiar la cita, mover la cita, reunion, turno, asesoria, probarme`,
    faq: `
      horario*, a que hora, abren, abris, hacen envios, haceis envios, envian a, enviais, envio gratis, gastos
      de envio, cuanto tarda*, cuesta el envio, formas de pago, metodos de pago, puedo pagar con, aceptan,
      aceptais, politica de, plazo de devolucion, garantia, donde estan, donde esta la tienda, ubicad*,
      direccion, tarjeta regalo, envuelven, para regalo, telefono de, recoger en tienda, !contra reembolso, !pagar contra reembolso,
      cuanto tarda, tarda en llegar, gastos, aduana, bizum, paypal, a plazos, en cuotas, meses sin intereses,
      puedo pagar, pagar con, devoluciones, dias para devolver, cuantos dias, como puedo contactar, abierto,
      abierta, cerrado, festivos, domingos, sabados, a domicilio, minimo de compra, factura, parking,
      aparcamiento, cambios y devoluciones`,
    human_request: `
      !hablar con una persona, !hablar con alguien, !hablar con un, !con una persona, !ayuda de una persona,
      !con el encargado, !con la encargada, !que me atienda una persona, !persona real, !un agente, !un
      humano, !un asesor, !una asesora, !un operador, !ser humano, !atencion al cliente, !tu jefe, !no un
      robot, !no un bot, con un responsable, que me atienda, !alguien real, !persona de verdad, !alguien de
      verdad, !con alguien, !un representante, !una representante, !un ejecutivo, !alguien del equipo,
      !alguien de su equipo, !pueden llamarme, !me pueden llamar, !llámenme, !llamadme, !humano, !humanos,
      !eres un bot, !eres un robot, alguien ahi, hay alguien`,
    campaign_reply: `
      !oferta que me, !promocion que me, !descuento que me, su newsletter, vuestro boletin, el cupon, codigo
      de descuento, el mensaje que me enviaron, me interesa la oferta, me interesa la promocion, la promo, !vi
      su mensaje, !vi su anuncio, !vi vuestra, !recibi su mensaje, !recibi vuestro, !recibí su correo, !su
      mensaje del, !mensaje del descuento, !el descuento de, !la oferta de, sigue vigente, la campaña, el
      codigo que me, cupón, el sms`,
    opt_out: `
      !darme de baja, !dar de baja, !dame de baja, !denme de baja, !no quiero recibir mas, !no quiero mas
      mensajes, !dejen de enviar*, !deja de enviar*, !dejad de enviar*, !no me escriban, !no me escribas, !no
      me contacten, !borren mi numero, !eliminar mi numero, no mas mensajes, cancelar suscripcion, su lista,
      de la lista, !dejen de escribir*, !deja de escribir*, !no me manden, !no me mandes, !no me envíen, !no
      me envíes, !no me molesten, !dejadme en paz, !dejenme en paz, !déjenme en paz, !basta de mensajes, !no
      más publicidad, !no quiero publicidad, !bórrenme, !bórrame, !quítenme, !quítame, !elimínenme, eliminar
      mis datos`,
    spam: `
      !has ganado, !ganaste un, !gana dinero, !dinero rapido, desde casa, criptomoneda*, bitcoin, inversion
      garantizada, casino, posicionamiento, seo, seguidores, prestamo*, haz clic, herencia, ingresos pasivos,
      trading, gane dinero, oferta exclusiva para su negocio, posicionar su web, pagina web a bajo, su sitio
      web, agencia de marketing, loteria, premio`,
    abuse: `
      !hijo de puta, !hijos de puta, !hija de puta, !gilipollas, !imbecil*, !idiota*, !vete a la mierda, !a la
      mierda, !que te jodan, !cabron*, !pendejo*, !puta, !putos, !me cago en, !subnormal*, !muerete, mierda,
      estupid*, inutil*, payaso*, !malditos, joder, !jodete, !jódanse, !chinga*, !culero*, !cabrones, !zorra,
      !maricon*, !ojala te mueras, basura de, ladrones, sinverguenza*, asquerosos`,
    other: `
      buscando personal, trabajar con, empleo, curriculum, vacante*, contraseña, iniciar sesion, chiste,
      poema, deberes, el tiempo hoy, tus instrucciones`,
  },
  optOutWords:
    'baja, stop, parar, cancelar suscripción, darme de baja, no molestar, desuscribir, desuscribirme, alto',
  pleasantries: `
      hola, buenas, buenos días, buenas tardes, buenas noches, buen día, qué tal, cómo estás, cómo está, cómo
      están, gracias, muchas gracias, mil gracias, adiós, hasta luego, hasta pronto, chao, saludos, un saludo,
      vale, de acuerdo, perfecto, genial, ok, por favor, disculpe, disculpa, perdona, perdone, feliz día, que
      tengas buen día, encantado, encantada, muy bien, muy amable`,
  questionStarts: `
      cómo, qué, cuándo, dónde, cuál, cuáles, quién, por qué, cuánto, cuánta, cuántos, cuántas, tienen,
      tienes, tenéis, tiene, hay, hacen, hacéis, puedo, pueden, puedes, podéis, podría, podrían, es, está,
      están, venden, vendéis, aceptan, envían, quiero, quisiera, quería, necesito, busco, me gustaría, me
      puede, me puedes, precio, se puede, dime`,
  fillers: `
      el, la, los, las, lo, un, una, unos, unas, este, esta, esto, estos, estas, ese, esa, eso, aquel,
      aquella, es, son, está, están, ser, estar, hay, tiene, tienen, tienes, tenéis, tengo, tener, puedo,
      puede, pueden, puedes, poder, podría, quiero, quisiera, quería, querría, necesito, busco, buscando,
      estoy, me, mi, mis, te, tu, tus, su, sus, se, nos, les, le, yo, ustedes, usted, vosotros, vuestro,
      vuestra, vuestros, y, o, u, e, pero, si, sí, no, de, del, al, a, en, con, sin, por, para, sobre, como,
      qué, que, cuál, cuáles, cuándo, dónde, cuánto, cuánta, cuántos, cuántas, quién, algo, alguno, alguna,
      algún, algunos, más, muy, mucho, también, todavía, aún, ahora, hoy, ya, solo, sólo, favor, hola, buenas,
      buenos, días, gracias, gustaría, saber, ver, dar, decir, dime, dígame, comprar, pedir, ofrecen, venden,
      vendéis, tipo, producto, productos, artículo, artículos, tienda, disponible, disponibles, hacer, hacen,
      hacéis, van, ir, he, ha, han, otro, otra, cosa,
      dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, par,
      política, servicio, compré, comprado, ofrecéis`,
  asks: {
    price:
      'precio, precios, cuesta, cuestan, cuánto vale, cuánto valen, vale, valen, coste, cuánto es, cuánto sale',
    stock:
      'stock, disponible, disponibles, existencias, agotado, agotada, agotados, tienen, tienes, tenéis, hay, quedan, queda, venden, vendéis, disponibilidad',
    browse:
      'busco, buscando, recomiendan, recomienda, recomiendas, recomendación, información, más sobre, detalles, opciones, qué tipo, muéstrame, enséñame, interesa, algo para',
  },
  positive:
    'gracias, genial, perfect*, excelent*, encant*, feliz, content*, maravill*, buenisim*, fantastic*, satisfech*, estupend*, amable*, bonit*, precios*, recomend*',
  negative: `
      mal, mala, malo, malos, malas, pesim*, terrible*, horrible*, fatal, roto, rota, rotos, rotas, dañad*,
      defectuos*, decepcion*, verguenza, estafa*, inaceptable*, enfadad*, enojad*, molest*, harto, harta,
      nunca mas, odio, mierda, puta*, idiota*, imbecil*, asco, queja*, reclamacion, denunci*, problema*,
      engañ*, jamas, peor, lament*`,
  negations: 'no, nunca, sin, ni, jamás',
  gloss: `
      lampara=lamp, lamparas=lamps, roble=oak, nogal=walnut, pino=pine, madera=wood, mesa=table, mesita=side
      table, silla=chair, sillas=chairs, sillon=armchair, sofa=sofa, cama=bed, estante=shelf,
      estanteria=shelf, espejo=mirror, alfombra=rug, manta=blanket, cojin=cushion, cortina=curtain,
      jarron=vase, taza=cup, tazas=cups, plato=plate, platos=plates, tetera=kettle, cafetera=coffee maker,
      vela=candle, velas=candles, toalla=towel, toallas=towels, sabana=sheet, sabanas=sheets,
      ceramica=ceramic, lino=linen, lana=wool, algodon=cotton, vidrio=glass, cristal=glass, cuero=leather,
      zapatos=shoes, camisa=shirt, camiseta=t-shirt, chaqueta=jacket, vestido=dress, bolso=bag,
      mochila=backpack, reloj=watch, auriculares=headphones, altavoz=speaker, azul=blue, rojo=red, roja=red,
      verde=green, negro=black, negra=black, blanco=white, blanca=white, gris=grey, amarillo=yellow,
      marron=brown, rosa=pink, pequeño=small, pequeña=small, grande=large, cocina=kitchen, jardin=garden,
      baño=bathroom, dormitorio=bedroom, oficina=office, lavadora=machine washable, lavar=wash, regalo=gift,
      color=colour, colores=colours, talla=size, tallas=sizes, tamaño=size, medidas=dimensions,
      material=material, cuanto=how much, cuesta=cost, cuestan=cost, precio=price, donde=where, cuando=when,
      como=how, cual=what, pedido=order, paquete=package, envio=shipping, envios=shipping, enviar=ship,
      envian=ship, enviais=ship, entrega=delivery, entregan=deliver, entregas=delivery, tarda=take,
      tardan=take, dias=days, seguimiento=tracking, devolucion=return, devoluciones=returns, devolver=return,
      reembolso=refund, cambio=exchange, cambiar=exchange, dinero=money, pago=payment, pagar=pay,
      tarjeta=card, plazos=installments, aceptan=accept, horario=opening hours, horarios=opening hours,
      abren=open, abierto=open, abierta=open, domingo=sunday, domingos=sundays, sabado=saturday,
      sabados=saturdays, lunes=monday, tienda=store, direccion=address, ubicacion=location, garantia=warranty,
      factura=invoice, gratis=free, gratuito=free, internacional=international, extranjero=abroad,
      politica=policy, montaje=assembly, cuidado=care, cuidar=care for, limpiar=clean, recoger=pick up,
      aparcamiento=parking, descuento=discount, telefono=phone number, plazo=deadline, comprar=buy, quiero=I
      want, hablar=talk, persona=person, cita=appointment, mensaje=message, mensajes=messages,
      disponible=available, agotado=sold out, existencias=stock, llegado=arrived, roto=broken, rota=broken,
      trabajo=job,
      ratan=rattan, redondo=round, redonda=round, cuchillo=knife, cuchillos=knives, pan=bread,
      pie=floor, escritorio=desk, banco=bench, marco=picture frame, marcos=picture frames, maceta=plant
      pot, cesta=basket, jabon=soap, jarra=carafe, sarten=frying pan, albornoz=bathrobe,
      mantel=tablecloth, servilletas=napkins, delantal=apron, bascula=scale, pimienta=pepper,
      corcho=cork, ducha=shower, colgante=pendant, perchero=coat rack, taburete=stool, felpudo=doormat,
      bombilla=bulb, funda=cover, nordica=duvet, almohada=pillow, teteras=teapots, martes=tuesday,
      miercoles=wednesday, jueves=thursday, viernes=friday, mide=dimensions, miden=dimensions,
      pesa=weight, altura=height, ancho=width, largo=length, reparan=repair, reparaciones=repair,
      envoltorio=wrapping, negros=black`,
};
