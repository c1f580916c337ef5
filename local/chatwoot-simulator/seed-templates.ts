import type { Hash } from './store/records.ts';

const bodyOnly = (id: string, name: string, status: string, category: string, text: string): Hash => ({
  id,
  name,
  language: 'en',
  status,
  category,
  parameter_format: 'POSITIONAL',
  components: [{ type: 'BODY', text }],
});

/** WhatsApp templates as Meta returns them; the last one is not approved yet. */
export const demoTemplates: Hash[] = [
  bodyOnly('900001', 'back_in_stock', 'APPROVED', 'MARKETING', 'Hello {{1}}, {{2}} is back in stock.'),
  bodyOnly('900002', 'shop_news', 'APPROVED', 'MARKETING', 'Hello {{1}}, {{2}} See {{3}}'),
  bodyOnly(
    '900003',
    'follow_up',
    'APPROVED',
    'UTILITY',
    'Hello {{1}}, you asked us something. May we answer here?',
  ),
  bodyOnly('900004', 'spring_sale', 'PENDING', 'MARKETING', 'Hello {{1}}, spring is here.'),
];

/** Twilio's content templates. */
export const twilioTemplates: Hash[] = [
  {
    content_sid: 'HX00000000000000000000000000000001',
    friendly_name: 'back_in_stock',
    language: 'en',
    status: 'approved',
    template_type: 'text',
    body: 'Hello {{1}}, {{2}} is back in stock.',
    variables: { '1': 'name', '2': 'product' },
  },
];
