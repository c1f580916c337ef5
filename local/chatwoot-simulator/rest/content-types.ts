import { z } from 'zod';
import { unprocessable } from '../domain/world.ts';
import type { Hash } from '../store/records.ts';

const known: readonly string[] = [
  'text',
  'input_text',
  'input_textarea',
  'input_email',
  'input_select',
  'cards',
  'form',
  'article',
  'incoming_email',
  'input_csat',
  'integrations',
  'sticker',
  'voice_call',
];

const itemSchemas: Readonly<Record<string, z.ZodType>> = {
  input_select: z.strictObject({ title: z.string(), value: z.string() }),
  cards: z.strictObject({
    title: z.string().optional(),
    description: z.string().optional(),
    media_url: z.string().optional(),
    actions: z.array(
      z.strictObject({
        text: z.string().optional(),
        type: z.string().optional(),
        payload: z.string().optional(),
        uri: z.string().optional(),
      }),
    ),
  }),
  form: z.strictObject({
    name: z.string(),
    type: z.string(),
    label: z.string().optional(),
    placeholder: z.string().optional(),
    default: z.string().optional(),
    options: z.array(z.unknown()).optional(),
    required: z.unknown().optional(),
    pattern: z.string().optional(),
    title: z.string().optional(),
    pattern_error: z.string().optional(),
  }),
  article: z.strictObject({
    title: z.string(),
    description: z.string().optional(),
    link: z.string().optional(),
  }),
};

/** Checks a content type and the items it needs. */
export function checkContentType(type: string, attributes: Hash): string {
  if (!known.includes(type)) throw unprocessable(`'${type}' is not a valid content_type`);
  const schema = itemSchemas[type];
  if (schema === undefined) return type;
  const items = z.array(schema).min(1).safeParse(attributes['items']);
  if (!items.success) {
    const [issue] = items.error.issues;
    throw unprocessable(
      `Validation failed: Content attributes contains invalid keys for ${type} items: ${issue?.message ?? ''}`,
    );
  }
  return type;
}
