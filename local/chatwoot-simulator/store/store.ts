import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deliveryRecord, sendingRecord } from './jobs.ts';
import { openCollection } from './collection.ts';
import {
  botRecord,
  contactInboxRecord,
  contactRecord,
  conversationRecord,
  definitionRecord,
  inboxRecord,
  labelRecord,
  messageRecord,
  noteRecord,
  teamRecord,
  userRecord,
  webhookRecord,
} from './records.ts';
import { z } from 'zod';

/** Everything the simulated Chatwoot knows, in one SQLite file. */
export type Store = ReturnType<typeof openStore>;

/** Opens the file (or `:memory:`). What was written survives a restart and a SIGKILL. */
export function openStore(file: string) {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000;');
  db.exec('create table if not exists facts (name text primary key, value text not null)');
  db.exec('create table if not exists files (id integer primary key autoincrement, type text, bytes blob)');
  return {
    ...accountCollections(db),
    ...customerCollections(db),
    deliveries: openCollection(db, { name: 'deliveries', schema: deliveryRecord }),
    sendings: openCollection(db, { name: 'sendings', schema: sendingRecord }),
    ...singleFacts(db),
    ...files(db),
    transaction: <T>(work: () => T): T => transaction(db, work),
    close: () => db.close(),
  };
}

function accountCollections(db: DatabaseSync) {
  return {
    inboxes: openCollection(db, { name: 'inboxes', schema: inboxRecord }),
    users: openCollection(db, { name: 'users', schema: userRecord }),
    bots: openCollection(db, { name: 'bots', schema: botRecord }),
    webhooks: openCollection(db, { name: 'webhooks', schema: webhookRecord }),
    teams: openCollection(db, { name: 'teams', schema: teamRecord }),
    labels: openCollection(db, { name: 'labels', schema: labelRecord }),
    definitions: openCollection(db, { name: 'definitions', schema: definitionRecord }),
  };
}

function customerCollections(db: DatabaseSync) {
  return {
    contacts: openCollection(db, { name: 'contacts', schema: contactRecord }),
    contactInboxes: openCollection(db, {
      name: 'contact_inboxes',
      schema: contactInboxRecord,
      owner: (row) => row.contactId,
    }),
    conversations: openCollection(db, {
      name: 'conversations',
      schema: conversationRecord,
      owner: (row) => row.contactId,
    }),
    // Far above the display ids of conversations, so that a mix-up of the two shows.
    messages: openCollection(db, {
      name: 'messages',
      schema: messageRecord,
      owner: (row) => row.conversationId,
      startAfter: 50_000,
    }),
    attachmentIds: openCollection(db, { name: 'attachment_ids', schema: z.object({ id: z.number() }) }),
    notes: openCollection(db, { name: 'notes', schema: noteRecord, owner: (row) => row.contactId }),
  };
}

function singleFacts(db: DatabaseSync) {
  const read = db.prepare('select value from facts where name = ?');
  const write = db.prepare('insert or replace into facts (name, value) values (?, ?)');
  return {
    fact: (name: string): string | undefined => {
      const raw = read.get(name);
      return raw === undefined ? undefined : z.object({ value: z.string() }).parse(raw).value;
    },
    rememberFact: (name: string, value: string): void => {
      write.run(name, value);
    },
  };
}

const storedFile = z.object({ type: z.string(), bytes: z.instanceof(Uint8Array) });

function files(db: DatabaseSync) {
  const read = db.prepare('select type, bytes from files where id = ?');
  const write = db.prepare('insert into files (type, bytes) values (?, ?)');
  return {
    keepFile: (type: string, bytes: Uint8Array): number => Number(write.run(type, bytes).lastInsertRowid),
    file: (id: number): z.infer<typeof storedFile> | undefined => {
      const raw = read.get(id);
      return raw === undefined ? undefined : storedFile.parse(raw);
    },
  };
}

const open = new WeakSet<DatabaseSync>();

/** All or nothing. Nested calls join the outer one. */
function transaction<T>(db: DatabaseSync, work: () => T): T {
  if (open.has(db)) return work();
  db.exec('begin immediate');
  open.add(db);
  try {
    const result = work();
    db.exec('commit');
    return result;
  } catch (error) {
    db.exec('rollback');
    throw error;
  } finally {
    open.delete(db);
  }
}
