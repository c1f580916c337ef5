import { z } from 'zod';

/** Whom Chatwoot says we talk to. */
export interface Contact {
  /** Chatwoot's contact id. */
  readonly id: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly identifier: string | null;
}

/** One thing a customer stated about themselves, and the message it stands in. */
export interface StatedFact {
  readonly field: string;
  readonly value: string;
  readonly messageId: number;
}

/** A customer as we know them. */
export const lead = z.object({
  id: z.uuid(),
  accountId: z.coerce.number().int(),
  contactId: z.coerce.number().int(),
  identifier: z.string().nullable(),
  /** Where they last wrote from. */
  channel: z.string(),
  fullName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  productInterest: z.string().nullable(),
  firstSeenAt: z.date(),
  lastSeenAt: z.date(),
  /** The messages in which they stated what we now believe, by field. */
  evidence: z.record(z.string(), z.array(z.number().int())),
});
export type Lead = z.infer<typeof lead>;
