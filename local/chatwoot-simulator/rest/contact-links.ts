import { z } from 'zod';
import { channelRules } from '../domain/channels.ts';
import { changeContact, linkToInbox, mergeContacts, requireContact } from '../domain/contacts.ts';
import { notFound, type World } from '../domain/world.ts';
import { contactInRest, slimInbox } from '../payloads/contacts.ts';
import { userPush } from '../payloads/persons.ts';
import { unix } from '../payloads/times.ts';
import type { Note } from '../store/records.ts';
import { labelList } from './ownership.ts';
import { callingUser, ok, pathId, read, type RestAnswer, type RestRequest, type Route } from './request.ts';
import { sourceIdFor } from './source-ids.ts';

/** What hangs on a contact: labels, inboxes, notes, merging. */
export const contactLinkRoutes: readonly Route[] = [
  { method: 'GET', path: '/contacts/:id/labels', run: labels },
  { method: 'POST', path: '/contacts/:id/labels', run: replaceLabels },
  { method: 'GET', path: '/contacts/:id/contactable_inboxes', run: contactable },
  { method: 'POST', path: '/contacts/:id/contact_inboxes', run: link },
  { method: 'GET', path: '/contacts/:id/notes', run: notes },
  { method: 'POST', path: '/contacts/:id/notes', run: addNote },
  {
    method: 'GET',
    path: '/contacts/:id/notes/:id',
    run: (world, request) => ok(noteInRest(world, noteOf(world, request))),
  },
  { method: 'PATCH', path: '/contacts/:id/notes/:id', run: changeNote },
  { method: 'DELETE', path: '/contacts/:id/notes/:id', run: removeNote },
  { method: 'POST', path: '/actions/contact_merge', run: merge },
];

function labels(world: World, request: RestRequest): RestAnswer {
  return ok({ payload: requireContact(world, pathId(request)).labels });
}

function replaceLabels(world: World, request: RestRequest): RestAnswer {
  const contact = requireContact(world, pathId(request));
  return ok({ payload: changeContact(world, contact.id, { labels: labelList(request.body) }).labels });
}

/** Where the shop may write first. */
function contactable(world: World, request: RestRequest): RestAnswer {
  const contact = requireContact(world, pathId(request));
  const payload = world.store.inboxes.all().flatMap((inbox) => {
    const { identity } = channelRules(inbox);
    const reachable =
      identity === 'generated' ||
      (identity === 'phone' && contact.phone !== null) ||
      (identity === 'email' && contact.email !== null);
    if (!reachable) return [];
    const known = world.store.contactInboxes.ownedBy(contact.id).findLast((one) => one.inboxId === inbox.id);
    const talks = world.store.conversations
      .ownedBy(contact.id)
      .some((one) => one.contactInboxId === known?.id);
    if (inbox.channel === 'Channel::WebWidget' && (known === undefined || talks)) return [];
    const sourceId = known?.sourceId ?? sourceIdFor(world, inbox, contact);
    return [{ inbox: slimInbox(inbox), source_id: sourceId }];
  });
  return ok({ payload });
}

function link(world: World, request: RestRequest): RestAnswer {
  const contact = requireContact(world, pathId(request));
  const body = read(z.object({ inbox_id: z.coerce.number(), source_id: z.string().nullish() }), request.body);
  const inbox = world.store.inboxes.get(body.inbox_id);
  if (inbox === undefined) throw notFound();
  const created = linkToInbox(world, contact, inbox, body.source_id ?? sourceIdFor(world, inbox, contact));
  return ok({ source_id: created.sourceId, inbox: slimInbox(inbox) });
}

const noteBody = z.object({ content: z.string().min(1) });

function notes(world: World, request: RestRequest): RestAnswer {
  const contact = requireContact(world, pathId(request));
  const newestFirst = world.store.notes.ownedBy(contact.id).reverse();
  return ok(newestFirst.map((note) => noteInRest(world, note)));
}

function addNote(world: World, request: RestRequest): RestAnswer {
  const contact = requireContact(world, pathId(request));
  const now = world.now().getTime();
  const note = world.store.notes.insert({
    contactId: contact.id,
    userId: callingUser(request).id,
    content: read(noteBody, request.body).content,
    createdAt: now,
    updatedAt: now,
  });
  return ok(noteInRest(world, note));
}

function changeNote(world: World, request: RestRequest): RestAnswer {
  const note = noteOf(world, request);
  const { content } = read(noteBody, request.body);
  return ok(
    noteInRest(world, world.store.notes.save({ ...note, content, updatedAt: world.now().getTime() })),
  );
}

function removeNote(world: World, request: RestRequest): RestAnswer {
  world.store.notes.remove(noteOf(world, request).id);
  return ok();
}

function noteOf(world: World, request: RestRequest): Note {
  const note = world.store.notes.get(pathId(request, 1));
  if (note === undefined || note.contactId !== pathId(request, 0)) throw notFound();
  return note;
}

function noteInRest(world: World, note: Note) {
  const user = world.store.users.get(note.userId);
  return {
    id: note.id,
    content: note.content,
    account_id: world.account.id,
    contact_id: note.contactId,
    user: user ? userPush(user) : null,
    created_at: unix(note.createdAt),
    updated_at: unix(note.updatedAt),
  };
}

function merge(world: World, request: RestRequest): RestAnswer {
  const body = read(
    z.object({ base_contact_id: z.coerce.number(), mergee_contact_id: z.coerce.number() }),
    request.body,
  );
  const merged = mergeContacts(world, body.base_contact_id, body.mergee_contact_id);
  return ok(contactInRest(world, merged, true));
}
