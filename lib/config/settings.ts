import { z } from 'zod';
import { BadSetting } from '../runtime/errors.ts';
import { Secret } from './secret.ts';

const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));

/**
 * The shop's settings: one JSON object of strings. Deployed, it is the Secrets Manager secret; on one machine it is
 * made from the environment variables of the same names.
 */
export const settingsSchema = z.object({
  CHATWOOT_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  CHATWOOT_ACCOUNT_ID: z.coerce.number().int().positive(),
  CHATWOOT_BOT_TOKEN: secret,
  CHATWOOT_API_TOKEN: secret,
  /** Several at once: the account webhook, each bot and each API inbox have their own, and rotation needs two. */
  CHATWOOT_WEBHOOK_SECRETS: z
    .string()
    .min(1)
    .transform((list) =>
      list
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part.length > 0)
        .map((part) => new Secret(part)),
    )
    .refine((list) => list.length > 0),
  SHOP_NAME: z.string().min(1).max(100),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Reads settings. Throws BadSetting naming every setting that is missing or unusable; never shows a value. */
export function parseSettings(source: unknown): Settings {
  const parsed = settingsSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'the whole object')))];
  throw new BadSetting(
    `Missing or unusable: ${names.join(', ')}. See docs/settings.md for what each must hold.`,
  );
}
