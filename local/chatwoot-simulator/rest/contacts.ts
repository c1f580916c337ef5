import { z } from 'zod';
import {
  changeContact,
  createContact,
  deleteContact,
  linkToInbox,
  requireContact,
} from '../domain/contacts.ts';
import { notFound, unprocessable, type World } from '../domain/world.ts';
import { contactInRest, slimInbox } from '../payloads/contacts.ts';
import { type Contact, hash } from '../store/records.ts';
import { type FilterField, matchesFilter } from './filter.ts';
import { ok, pathId, read, type RestAnswer, type RestRequest, type Route } from './request.ts';
import { sourceIdFor } from './source-ids.ts';

/** Contacts: list, find, create, change, delete. */
export const contactRoutes: readonly Route[] = [
  { method: 'GET', path: '/contacts', run: list },
  { method: 'POST', path: '/contacts', run: create },
  { method: 'GET', path: '/contacts/search', run: search },
  { method: 'POST', path: '/contacts/filter', run: filter },
  { method: 'GET', path: '/contacts/:id', run: show },
  { method: 'PUT', path: '/contacts/:id', run: update },
  { method: 'PATCH', path: '/contacts/:id', run: update },
  { method: 'DELETE', path: '/contacts/:id', admins: true, run: remove },
  { method: 'POST', path: '/contacts/:id/destroy_custom_attributes', run: destroyAttributes },
];

const pageSize = 15;

/** Chatwoot lists only contacts with an email, a phone number or an identifier. */
const isListed = (contact: Contact): boolean =>
  [contact.email, contact.phone, contact.identifier].some((one) => one !== null && one !== '');

function list(world: World, request: RestRequest): RestAnswer {
  const labels = request.query.getAll('labels[]');
  const found = world.store.contacts
    .all()
    .filter(isListed)
    .filter((one) => labels.length === 0 || labels.some((label) => one.labels.includes(label)))
    .sort(byOrder(request.query.get('sort') ?? 'name'));
  return ok(pageOf(world, request, found));
}

function filter(world: World, request: RestRequest): RestAnswer {
  const now = world.now().getTime();
  const found = world.store.contacts
    .all()
    .filter(isListed)
    .filter((one) => matchesFilter(request.body, (key) => contactField(world, one, key), now));
  return ok(pageOf(world, request, found));
}

function search(world: World, request: RestRequest): RestAnswer {
  const words = request.query.get('q')?.trim().toLowerCase() ?? '';
  if (words === '') throw unprocessable('Specify search string with parameter q');
  const found = world.store.contacts
    .all()
    .filter((one) =>
      [one.name, one.email, one.phone, one.identifier].some((text) => text?.toLowerCase().includes(words)),
    );
  const { page, shown } = cut(request, found);
  return ok({
    meta: {
      count: shown.length,
      current_page: currentPage(request),
      has_more: found.length > page * pageSize,
    },
    payload: shown.map((one) => contactInRest(world, one, true)),
  });
}

function pageOf(world: World, request: RestRequest, found: readonly Contact[]) {
  const withInboxes = request.query.get('include_contact_inboxes') !== 'false';
  return {
    meta: { count: found.length, current_page: currentPage(request) },
    payload: cut(request, found).shown.map((one) => contactInRest(world, one, withInboxes)),
  };
}

/** A string when the caller named a page: Chatwoot echoes the parameter. */
const currentPage = (request: RestRequest): string | number => request.query.get('page') ?? 1;

function cut(request: RestRequest, found: readonly Contact[]): { page: number; shown: Contact[] } {
  const page = Math.max(1, Number(request.query.get('page') ?? '1') || 1);
  return { page, shown: found.slice((page - 1) * pageSize, page * pageSize) };
}

function byOrder(sort: string): (a: Contact, b: Contact) => number {
  const direction = sort.startsWith('-') ? -1 : 1;
  const key = sort.replace(/^-/, '');
  const value = (one: Contact): string | number => {
    if (key === 'last_activity_at') return one.lastActivityAt ?? 0;
    if (key === 'created_at') return one.createdAt;
    if (key === 'email') return one.email ?? '';
    if (key === 'phone_number') return one.phone ?? '';
    if (key === 'name') return one.name.toLowerCase();
    const extra = one.additional[key];
    return typeof extra === 'string' ? extra : '';
  };
  return (a, b) => {
    const [left, right] = [value(a), value(b)];
    return direction * (left < right ? -1 : left > right ? 1 : a.id - b.id);
  };
}

const text = z.string().nullish();
const contactBody = z.object({
  name: text,
  email: text,
  phone_number: text,
  identifier: text,
  blocked: z.boolean().optional(),
  additional_attributes: hash.optional(),
  custom_attributes: hash.optional(),
});

/** Only what the caller sent; unknown keys vanish without a word, as in Chatwoot. */
function permitted(body: unknown): Partial<Contact> {
  const fields = read(contactBody, body);
  const blankToNull = (value: string | null): string | null => (value === '' ? null : value);
  return {
    ...(fields.name === undefined ? {} : { name: fields.name ?? '' }),
    ...(fields.email === undefined ? {} : { email: blankToNull(fields.email)?.toLowerCase() ?? null }),
    ...(fields.phone_number === undefined ? {} : { phone: blankToNull(fields.phone_number) }),
    ...(fields.identifier === undefined ? {} : { identifier: blankToNull(fields.identifier) }),
    ...(fields.blocked === undefined ? {} : { blocked: fields.blocked }),
    ...(fields.additional_attributes && { additional: fields.additional_attributes }),
    ...(fields.custom_attributes && { custom: fields.custom_attributes }),
  };
}

function create(world: World, request: RestRequest): RestAnswer {
  const place = read(z.object({ inbox_id: z.coerce.number().nullish(), source_id: text }), request.body);
  const contact = createContact(world, permitted(request.body));
  const inbox = place.inbox_id == null ? undefined : world.store.inboxes.get(place.inbox_id);
  if (place.inbox_id != null && inbox === undefined) throw notFound();
  const link =
    inbox && linkToInbox(world, contact, inbox, place.source_id ?? sourceIdFor(world, inbox, contact));
  return ok({
    payload: {
      contact: contactInRest(world, contact, true),
      contact_inbox: { inbox: inbox ? slimInbox(inbox) : null, source_id: link?.sourceId ?? null },
    },
  });
}

function show(world: World, request: RestRequest): RestAnswer {
  return ok({ payload: contactInRest(world, requireContact(world, pathId(request)), true) });
}

/** Both attribute hashes are merged; removing a key takes destroy_custom_attributes. */
function update(world: World, request: RestRequest): RestAnswer {
  const before = requireContact(world, pathId(request));
  const patch = permitted(request.body);
  const after = changeContact(world, before.id, {
    ...patch,
    additional: { ...before.additional, ...patch.additional },
    custom: { ...before.custom, ...patch.custom },
  });
  return ok({ payload: contactInRest(world, after, true) });
}

function remove(world: World, request: RestRequest): RestAnswer {
  deleteContact(world, pathId(request));
  return ok();
}

function destroyAttributes(world: World, request: RestRequest): RestAnswer {
  const before = requireContact(world, pathId(request));
  const { custom_attributes: keys } = read(
    z.object({ custom_attributes: z.array(z.string()) }),
    request.body,
  );
  const custom = Object.fromEntries(Object.entries(before.custom).filter(([key]) => !keys.includes(key)));
  return ok({ payload: contactInRest(world, changeContact(world, before.id, { custom }), true) });
}

function contactField(world: World, one: Contact, key: string): FilterField {
  const additional = (name: string): FilterField => ({ custom: one.additional[name] });
  const fields: Readonly<Record<string, FilterField>> = {
    name: one.name,
    phone_number: one.phone,
    email: one.email,
    identifier: one.identifier,
    country_code: additional('country_code'),
    city: additional('city'),
    company_name: additional('company_name'),
    labels: one.labels,
    created_at: new Date(one.createdAt),
    last_activity_at: one.lastActivityAt === null ? null : new Date(one.lastActivityAt),
    blocked: one.blocked,
  };
  if (key in fields) return fields[key];
  const defined = world.store.definitions
    .all()
    .some((definition) => definition.model === 'contact_attribute' && definition.key === key);
  return defined ? { custom: one.custom[key] } : undefined;
}
