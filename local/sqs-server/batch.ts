import { z } from 'zod';
import { SqsError } from './sqs-error.ts';

/** What a batch answers for an entry it refused. */
export interface FailedEntry {
  readonly Id: string;
  readonly Code: string;
  readonly Message: string;
  readonly SenderFault: true;
}

/** The entries of a batch request. Their own fields are checked one by one, so that one bad entry fails alone. */
export const batchEntries = z.array(z.looseObject({ Id: z.string() })).default([]);

/** Does each entry; a refused one does not stop the others. Throws when the batch as a whole is refused. */
export function forEachEntry<Entry extends { Id: string }, Result extends object>(
  entries: readonly Entry[],
  work: (entry: Entry) => Result,
): { Successful: (Result & { Id: string })[]; Failed: FailedEntry[] } {
  checkEntries(entries);
  const Successful: (Result & { Id: string })[] = [];
  const Failed: FailedEntry[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ ...work(entry), Id: entry.Id });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.queryCode, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

/** Refuses a batch that is empty, too long, or whose ids are wrong. */
export function checkEntries(entries: readonly { Id: string }[]): void {
  if (entries.length === 0) {
    throw new SqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > 10) {
    throw new SqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) {
      throw new SqsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (seen.has(Id)) throw new SqsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id);
  }
}
