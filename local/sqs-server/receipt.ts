import { randomUUID } from 'node:crypto';
import type { Message } from './message-store.ts';
import type { Queue } from './queue-store.ts';
import { SqsError } from './sqs-error.ts';

/** A new handle for one receive of one message. It names the queue and the message, so that looking it up is cheap. */
export function newReceipt(message: Message): string {
  return Buffer.from(`${message.queue_id}:${message.seq}:${randomUUID()}`).toString('base64url');
}

/** Which message of this queue the handle is about. Throws when it is no handle of this queue. */
export function readReceipt(handle: string, queue: Queue): { seq: number } {
  const match = /^(\d+):(\d+):[\w-]+$/.exec(Buffer.from(handle, 'base64url').toString('latin1'));
  if (!match || Number(match[1]) !== queue.id) {
    throw new SqsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  }
  return { seq: Number(match[2]) };
}
