import type { Lexicon } from './lexicon.ts';

export const portuguese: Lexicon = {
  language: 'pt',
  phrases: {
    product_inquiry: `
      quanto custa, quanto custam, qual o preço, qual é o preço, preço do, preço da, vocês têm, voces tem, tem
      o, tem a, têm o, têm a, vendem, procuro, estou procurando, estou à procura, qual é o tamanho, qual o
      tamanho, que tamanho, de que material, na cor, em que cores, quais cores, quais as cores, é compatível,
      qual a diferença, recomend*, vem com, vem montad*, inclui, incluído*, incluída*, tem no número, tem no
      tamanho, tem em, quanto mede, quanto pesa, funciona com, serve para, quais as medidas, quais são as
      medidas, disponível em, tem esse, tem essa, preciso montar, de que cor, é de couro, voltagem, qual a
      potência`,
    purchase_intent: `
      quero comprar, gostaria de comprar, queria comprar, vou comprar, vou levar, fico com, quero encomendar,
      gostaria de encomendar, fazer um pedido, como posso pagar, como faço para pagar, como pago, onde pago,
      link de pagamento, quero fechar, no atacado, por atacado, orçamento para, reserva*…para mim, quero
      levar, levo as, levo os, levo o, levo a, como faço o pix, faço o pix, chave pix, quero um, quero uma,
      quero dois, quero duas, quero essa, quero esse, vou querer, como compro, onde compro, finalizar a
      compra, finalizar o pedido, fechar o pedido, posso comprar, reserva para mim, guardem, guarda um para
      mim, comprar agora`,
    order_status: `
      !onde está a minha, !onde está meu, !onde está o meu, !cadê meu, !cadê o meu, !cadê a minha, !código de
      rastreio, !código de rastreamento, meu pedido, minha encomenda, o meu pedido, meu pacote, minha entrega,
      não chegou, nao chegou ainda, ainda não chegou, quando chega, quando vai chegar, rastrear, rastreio,
      ainda não recebi, não recebi, minha compra, meu produto, nada da minha, nada do meu, a minha entrega,
      sem notícias, onde anda, correios, transportadora, entregador, deveria ter chegado, era para ter
      chegado, já foi enviad*, foi despachad*, já saiu, saiu para entrega, status do pedido, estado da
      encomenda, em trânsito, previsão de entrega do meu, quando recebo`,
    complaint: `
      !reclamação, !reclamar, !advogado, !procon, !livro de reclamações, !denunciar, quebrad*, partid*,
      danificad*, defeito, defeituos*, decepcionad*, insatisfeit*, vergonha, péssim*, terrível, horrível,
      absurdo, inaceitável, golpe, cobraram…duas vezes, cobrado…vezes, ninguém responde, ninguém me responde,
      não funciona, parou de funcionar, produto errado, item errado, nunca mais, faltando, desrespeito,
      fartos, farta, !terceira vez, ignora, ignoram, me ignora, faltando uma, falta uma, faltam, rachad*,
      riscad*, amassad*, rasgad*, manchad*, suj*, desastre, palhaçada, enganad*, mentira, lixo, porcaria, má
      qualidade, qualidade horrível, não é o que pedi, veio errado, veio errada, errado, errada, diferente da
      foto, não liga, parou de, alergia, queimou, pegou fogo, furios*, irritad*, chatead*, indignad*, nojo,
      pior, sem resposta, ninguém resolve, descaso, demora absurda, propaganda enganosa, atrasad*`,
    return_refund: `
      !reembols*, !meu dinheiro de volta, !o meu dinheiro, !cancelar meu pedido, !cancelar o meu pedido,
      !cancelar a minha encomenda, devolver, quero devolver, gostaria de devolver, devolução do meu,
      trocar…tamanho, quero trocar, fazer uma troca, não serviu, estorno, tamanho maior, tamanho menor, outro
      tamanho, número maior, trocar por, uma troca, ficou pequen*, ficou grande, ficou apertad*, não ficou
      bom, não quero mais o, desistir da compra, desisti da compra, cancelar a compra, cancelar o pedido,
      cancelar, devolvo, enviar de volta, mandar de volta, devoluc*, arrependi`,
    stock_alert: `
      !avis*…voltar, !avis*…disponível, !avis*…estoque, !avis*…stock, !avis*…chegar, !avis*…tiver*,
      !notifi*…disponível, !lista de espera, quando voltar ao, quando estiver disponível, quando tiver de
      novo, quando chegar, !avis*…quando, !me avisa, !me avisem, !me avise, !avisem-me, !avisa-me, !manda
      mensagem quando, !escrev*…quando…chegar, !escrev*…quando…voltar, !alerta de estoque, !alerta de stock,
      chegar mais, voltar a ter, tiverem de novo, repor, reposição`,
    appointment: `
      !marcar um horário, !marcar uma hora, !marcar uma visita, !agendar, !agendamento, !marcação, marcar,
      agenda, visita, consulta, horário livre, showroom, visitar, posso ir, passar na loja, horário para,
      remarcar, reunião, medir, tirar medidas, provar, consultoria, posso agendar`,
    faq: `
      horário de funcionamento, horário da loja, que horas, abrem, abre, fazem entregas, entregam, entrega em,
      enviam para, envios para, frete, portes, custos de envio, prazo de entrega, demora, formas de pagamento,
      métodos de pagamento, posso pagar, aceitam, política de, prazo para devolução, prazo de devolução,
      garantia, onde fica, onde ficam, endereço, morada, cartão presente, embrulh*, parcelar, retirar na loja,
      levantar na loja, parcelam, em quantas vezes, pix, boleto, mb way, multibanco, entregam em, alfândega,
      quantos dias, domingos, feriados, sábados, abertos, aberta, fecham, fecha, retirada, nota fiscal,
      fatura, política, compra mínima, frete grátis, quanto é o frete, trocas e devoluções, estacionamento,
      como contactar`,
    human_request: `
      !falar com uma pessoa, !com uma pessoa, !falar com alguém, !falar com um, !falar com o gerente, !pessoa
      de verdade, !pessoa real, !um atendente, !uma atendente, !um humano, !ser humano, !um agente, !um
      operador, !com o responsável, !não quero falar com robô, !não um robô, um funcionário, atendimento
      humano, me atenda, !humano aí, !alguém aí, !pessoa de carne, !alguém de verdade, !alguém da equipe,
      !alguém da equipa, !um representante, !me liguem, !podem me ligar, !podem ligar-me, !liguem-me,
      !atendente, !você é um robô, !és um robô, falar com, com um humano`,
    campaign_reply: `
      !oferta que, !promoção que, !desconto que, interesse na oferta, interesse na promoção, a promoção que, a
      mensagem que vocês, a newsletter, o cupom, o cupão, código de desconto, interessou a oferta, !vi a
      mensagem, !vi a promoção, !recebi a mensagem, !recebi o email, !recebi a promoção, !a oferta que, !o
      desconto que, !vi o anúncio, ainda está valendo, ainda é válida, o código que, campanha`,
    opt_out: `
      !descadastr*, !não quero mais receber, !não quero receber mais, !não quero receber mensagens, !parem de
      me mandar, !pare de me mandar, !parem de enviar, !pare de enviar, !remov*…meu número, !tir*…da lista,
      !não me mandem mais, !cancelar subscrição, !cancelar a subscrição, não mande mais, não me contactem,
      chega de mensagens, sem mais mensagens, !dessa lista, desta lista, da lista, !me tira, !me tirem,
      !tirem-me, !retirem-me, !me remov*, !removam-me, !parem de mandar, !pare de mandar, !parem de me enviar,
      !me deixem em paz, !deixem-me em paz, !chega de mensagem, !não quero propaganda, !não quero publicidade,
      !não me enviem, !não me escrevam, !apaguem meu número, excluir meus dados`,
    spam: `
      !você ganhou, !ganhou um, !ganhe dinheiro, renda extra, !dinheiro rápido, criptomoeda*, bitcoin,
      investimento garantido, cassino, casino, seguidores, empréstimo*, clique aqui, herança, seo, renda
      passiva, trade, agência de marketing, seu site, seu negócio, prêmio, loteria, ganhar dinheiro`,
    abuse: `
      !filho da puta, !filhos da puta, !vai tomar no, !vai se foder, !vai-te foder, !vai à merda, !idiota*,
      !imbecil*, !caralho, !babaca*, !otário*, !cabrão*, !desgraçad*, !puta, burros, merda, burro, estúpid*,
      inútil, inúteis, palhaço*, !vagabund*, corno*, porra, !cuzão, !arrombad*, !ladrões, !seus merdas, !cala
      a boca, !morre, otári*, nojentos, ladrão`,
    other: `
      vaga*, trabalhar com vocês, currículo, emprego, senha, entrar na conta, piada, poema, capital de, suas
      instruções, previsão do tempo, dever de casa`,
  },
  optOutWords:
    'parar, pare, sair, stop, descadastrar, cancelar inscrição, cancelar subscrição, remover, baixa',
  pleasantries: `
      olá, oi, oie, bom dia, boa tarde, boa noite, tudo bem, tudo bom, como vai, como está, como estão,
      obrigado, obrigada, muito obrigado, muito obrigada, valeu, tchau, adeus, até logo, até mais, abraço,
      abraços, ok, perfeito, ótimo, beleza, certo, por favor, se faz favor, desculpe, com licença, bom fim de
      semana, tenha um bom dia`,
  questionStarts: `
      como, que, qual, quais, quando, onde, quem, por que, porque, quanto, quanta, quantos, quantas, vocês
      têm, voces tem, vocês, tem, têm, há, fazem, posso, podem, pode, poderia, é, está, estão, vendem,
      aceitam, entregam, enviam, quero, queria, gostaria, preciso, procuro, preço, cadê, me diga, diga-me`,
  fillers: `
      o, a, os, as, um, uma, uns, umas, este, esta, isto, estes, estas, esse, essa, isso, esses, essas,
      aquele, aquela, é, são, está, estão, ser, estar, há, tem, têm, tenho, ter, posso, pode, podem, poderia,
      quero, queria, gostaria, preciso, procuro, procurando, estou, me, mim, meu, minha, meus, minhas, te,
      teu, tua, seu, sua, seus, suas, se, nos, lhe, eu, você, vocês, vcs, e, ou, mas, sim, não, de, do, da,
      dos, das, ao, à, em, no, na, nas, num, numa, com, sem, por, para, pra, pro, pela, pelo, sobre, como,
      que, qual, quais, quando, onde, quanto, quanta, quantos, quantas, quem, algo, algum, alguma, alguns,
      mais, muito, também, ainda, agora, hoje, já, só, favor, olá, oi, bom, boa, dia, tarde, noite, obrigado,
      obrigada, saber, ver, dar, dizer, diga, comprar, encomendar, vendem, tipo, produto, produtos, artigo,
      item, itens, loja, disponível, disponíveis, fazer, fazem, vão, ir, outro, outra, coisa,
      dois, duas, três, quatro, cinco, seis, sete, oito, nove, dez, par,
      política, serviço, comprei, comprado, oferecem`,
  asks: {
    price: 'preço, preços, custa, custam, valor, quanto é, quanto sai, quanto fica',
    stock:
      'estoque, stock, disponível, disponíveis, esgotado, esgotada, tem, têm, há, vendem, restam, disponibilidade',
    browse:
      'procuro, procurando, procura, recomendam, recomenda, sugere, sugerem, informações, mais sobre, detalhes, opções, que tipo, mostre, mostra, interesse, algo para',
  },
  positive:
    'obrigad*, otim*, perfeit*, excelent*, ador*, amei, feliz, content*, maravilh*, fantastic*, satisfeit*, gentil, lind*, recomendo, legal',
  negative: `
      mal, mau, ma, ruim, pessim*, terrivel, horrivel, quebrad*, partid*, danificad*, defeit*, decepcion*,
      insatisfeit*, vergonha, absurdo, golpe, inaceitavel, chatead*, irritad*, furios*, nunca mais, odeio,
      merda, puta, idiota*, imbecil*, reclama*, problema*, engan*, pior, lament*, desrespeito, fart*`,
  negations: 'não, nunca, sem, nem, jamais',
  gloss: `
      candeeiro=lamp, luminaria=lamp, lampada=lamp, abajur=lamp, carvalho=oak, nogueira=walnut, pinho=pine,
      madeira=wood, mesa=table, cadeira=chair, cadeiras=chairs, poltrona=armchair, sofa=sofa, cama=bed,
      prateleira=shelf, estante=shelf, espelho=mirror, tapete=rug, manta=blanket, cobertor=blanket,
      almofada=cushion, cortina=curtain, vaso=vase, jarra=vase, xicara=cup, chavena=cup, caneca=mug,
      prato=plate, pratos=plates, chaleira=kettle, cafeteira=coffee maker, vela=candle, velas=candles,
      toalha=towel, toalhas=towels, lençol=sheet, ceramica=ceramic, linho=linen, lã=wool, algodao=cotton,
      vidro=glass, couro=leather, sapatos=shoes, camisa=shirt, camiseta=t-shirt, casaco=jacket, vestido=dress,
      bolsa=bag, mochila=backpack, relogio=watch, auscultadores=headphones, caixa de som=speaker, azul=blue,
      vermelho=red, vermelha=red, verde=green, preto=black, preta=black, branco=white, branca=white,
      cinza=grey, cinzento=grey, amarelo=yellow, castanho=brown, marrom=brown, rosa=pink, pequeno=small,
      pequena=small, grande=large, cozinha=kitchen, jardim=garden, banheiro=bathroom, quarto=bedroom,
      escritorio=office, lavar=wash, lavavel=washable, presente=gift, cor=colour, cores=colours, tamanho=size,
      medidas=dimensions, material=material, quanto=how much, custa=cost, custam=cost, preço=price,
      onde=where, quando=when, como=how, qual=what, pedido=order, encomenda=order, pacote=package,
      envio=shipping, envios=shipping, frete=shipping, portes=shipping, enviam=ship, entregam=deliver,
      entrega=delivery, entregas=delivery, demora=take, dias=days, rastreio=tracking, devolução=return,
      devoluções=returns, devolver=return, reembolso=refund, troca=exchange, trocar=exchange, dinheiro=money,
      pagamento=payment, pagar=pay, cartao=card, parcelar=installments, aceitam=accept, horario=opening hours,
      funcionamento=opening, abrem=open, aberto=open, aberta=open, domingo=sunday, domingos=sundays,
      sabado=saturday, loja=store, endereço=address, morada=address, garantia=warranty, fatura=invoice,
      gratis=free, gratuito=free, internacional=international, exterior=abroad, politica=policy,
      montagem=assembly, cuidar=care for, limpar=clean, retirar=pick up, levantar=pick up,
      estacionamento=parking, desconto=discount, telefone=phone number, prazo=deadline, comprar=buy, quero=I
      want, falar=talk, pessoa=person, mensagem=message, mensagens=messages, disponivel=available,
      esgotado=sold out, estoque=stock, chegou=arrived, quebrado=broken, trabalho=job,
      redondo=round, faca=knife, pao=bread, banco=bench, moldura=picture frame, vime=rattan,
      cortiça=cork, cesto=basket, sabonete=soap, frigideira=frying pan, roupao=bathrobe, toalha de
      mesa=tablecloth, avental=apron, balança=scale, chuveiro=shower, espresso=espresso, segunda=monday,
      terça=tuesday, quarta=wednesday, quinta=thursday, sexta=friday, sabados=saturday, domingos=sunday,
      altura=height, largura=width, comprimento=length, pendente=pendant, almofadas=cushions,
      edredom=duvet, travesseiro=pillow`,
};
