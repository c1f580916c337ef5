import type { DemoArticle } from './article.ts';

/** What Portuguese-speaking customers ask most, in their words. */
export const portugueseRules: readonly DemoArticle[] = [
  [
    'pt-horario',
    'Horário de funcionamento da loja',
    'A loja de Hamburgo abre de segunda a sexta das 10:00 às 18:00 e no sábado das 10:00 às 16:00. Está fechada aos domingos e feriados. O endereço é Lampenweg 12 em Hamburgo.',
  ],
  [
    'pt-envio',
    'Custo e prazo de entrega',
    'O envio para Portugal e Espanha custa 9,90 € e a entrega leva de 5 a 6 dias úteis. Na Alemanha o envio custa 4,90 €. Não enviamos para a Madeira nem para os Açores.',
  ],
  [
    'pt-exterior',
    'Envio para o exterior',
    'Na União Europeia o envio custa 9,90 € e leva de 4 a 6 dias úteis. Não enviamos para o Brasil, para a Suíça nem para fora da União Europeia.',
  ],
  [
    'pt-devolucoes',
    'Devoluções e reembolsos',
    'Pode devolver qualquer artigo dentro de 30 dias após a entrega, sem uso e na embalagem. O reembolso chega em 7 dias úteis depois de recebermos o pacote.',
  ],
  [
    'pt-pagamento',
    'Formas de pagamento',
    'Pode pagar com cartão de crédito, PayPal, Apple Pay ou transferência bancária. Não oferecemos pagamento em parcelas nem boleto.',
  ],
  [
    'pt-contato',
    'Contato: e-mail e número de telefone',
    'Você fala conosco aqui no chat e por e-mail em hello@shop.example. O nosso número de telefone é +49 40 5550 100, de segunda a sexta das 10:00 às 16:00.',
  ],
  [
    'pt-cartao-presente',
    'Cartão-presente e vale-presente',
    'O cartão-presente vai de 20 € a 250 €. Chega por e-mail e é válido por 3 anos.',
  ],
  [
    'pt-fatura',
    'Fatura e nota fiscal',
    'A fatura chega em PDF por e-mail no dia em que o pacote sai. Para uma fatura de empresa, indique o nome e o número de contribuinte no carrinho.',
  ],
];
