import { z } from 'zod';
import type { ChatwootClient } from '../chatwoot/client.ts';
import { cursor, instant, pageLimit, pageOf, pageSchema } from '../runtime/api/page.ts';
import { notFound } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import { MalformedInput, UpstreamRefused, UpstreamUnavailable } from '../runtime/errors.ts';
import { failureOf, type Log } from '../runtime/telemetry.ts';
import type { Db } from '../store/postgres/db.ts';
import {
  consentsOf,
  conversationsOf,
  listedLead,
  listLeads,
  readLead,
  type ConsentOnChannel,
  type ListedLead,
  type TalkedIn,
  type WholeLead,
} from './read-leads.ts';
import { consentEvent, timelineOf, turnEvent, wishEvent, type TimelineEvent } from './timeline.ts';

export interface LeadsApiDeps {
  readonly db: Db;
  /** The Chatwoot account we answer for. */
  readonly accountId: () => Promise<number>;
  readonly chatwoot: Pick<ChatwootClient, 'contactLabels'>;
  readonly log: Log;
}

/** So many of a customer's conversations are named, the newest. */
const conversationsShown = 50;
/** So much of what happened with a customer is told, the newest. */
const eventsShown = 50;

/** One customer in the list, as it is told. */
export const leadRow = z.strictObject({
  ...listedLead.shape,
  contactId: z.number().int(),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
});

/** What we believe of a customer, and the messages in which they said so. */
function stated<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ value, evidence: z.array(z.number().int()) });
}

const happened = { at: z.iso.datetime() };
const score = z.number().int().min(0).max(100).nullable();

/** One customer, as it is told. */
export const leadDetail = z.strictObject({
  id: z.uuid(),
  contactId: z.number().int(),
  channel: z.string(),
  language: z.string().nullable(),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  fullName: stated(z.string().nullable()),
  email: stated(z.string().nullable()),
  phone: stated(z.string().nullable()),
  productInterest: stated(z.string().nullable()),
  budgetMentioned: stated(z.strictObject({ priceCents: z.number().int(), currency: z.string() }).nullable()),
  urgency: stated(listedLead.shape.urgency),
  engagementScore: stated(score),
  intentScore: stated(score),
  fitScore: stated(score),
  shouldTag: stated(z.array(z.string())),
  shouldNotifyHuman: stated(z.boolean()),
  followUpRecommended: stated(z.boolean()),
  missingInformation: stated(z.array(z.string())),
  consent: z.array(
    z.strictObject({
      channel: z.string(),
      purpose: z.enum(['marketing', 'service']),
      state: z.enum(['granted', 'withdrawn']),
      source: z.string(),
      messageId: z.number().int().nullable(),
      at: z.iso.datetime(),
    }),
  ),
  conversations: z.array(
    z.strictObject({
      id: z.number().int(),
      channel: z.string(),
      intent: z.string(),
      owner: z.enum(['bot', 'person']),
      lastTurnAt: z.iso.datetime(),
    }),
  ),
  /** As Chatwoot has them now; null when it does not show them. */
  labels: z.array(z.string()).nullable(),
  /** What happened with them, the newest first. */
  timeline: z.array(
    z.discriminatedUnion('kind', [
      turnEvent.extend(happened),
      wishEvent.extend(happened),
      consentEvent.extend(happened),
    ]),
  ),
});

const readLeads = route({
  method: 'GET',
  path: '/api/leads',
  role: 'viewer',
  summary: 'The customers we know, who wrote last first.',
  params: nothing,
  query: z.strictObject({ limit: pageLimit, cursor: cursor(z.tuple([instant, z.uuid()])).optional() }),
  body: noBody,
  answers: { 200: pageSchema(leadRow) },
  async run({ db, accountId }: LeadsApiDeps, { query: { limit, cursor: after } }) {
    const read = await listLeads(db, {
      accountId: await accountId(),
      limit: limit + 1,
      after: after && { lastSeenAt: new Date(after[0]), id: after[1] },
    });
    const { items, nextCursor } = pageOf(read, limit, ({ lastSeenAt, id }) => [lastSeenAt.getTime(), id]);
    return { status: 200, body: { items: items.map(toldRow), nextCursor } };
  },
});

const readOneLead = route({
  method: 'GET',
  path: '/api/leads/{id}',
  role: 'viewer',
  summary:
    'One customer: what we believe of them, where they said it, what they allow us, their labels in Chatwoot and what happened.',
  params: z.strictObject({ id: z.uuid() }),
  query: nothing,
  body: noBody,
  answers: { 200: leadDetail },
  async run(deps: LeadsApiDeps, { params: { id } }) {
    const { db, accountId } = deps;
    const lead = await readLead(db, { accountId: await accountId(), id });
    if (lead === undefined) return notFound('We know no customer of this id.');
    const [labels, consents, talkedIn, timeline] = await Promise.all([
      labelsOf(deps, lead),
      consentsOf(db, id),
      conversationsOf(db, id, conversationsShown),
      timelineOf(db, { leadId: id, limit: eventsShown }),
    ]);
    const consent = consents.map(toldConsent);
    const conversations = talkedIn.map(toldConversation);
    const body = { ...toldLead(lead), consent, conversations, labels, timeline: timeline.map(toldEvent) };
    return { status: 200, body };
  },
});

export const leadRoutes = [readLeads, readOneLead];

/** Whoever looks at a customer while Chatwoot is away sees the rest. */
async function labelsOf({ chatwoot, log }: LeadsApiDeps, { contactId }: WholeLead): Promise<string[] | null> {
  try {
    return await chatwoot.contactLabels(contactId);
  } catch (error) {
    const isChatwoots =
      error instanceof UpstreamUnavailable ||
      error instanceof UpstreamRefused ||
      error instanceof MalformedInput;
    if (!isChatwoots) throw error;
    log({ event: 'labels.unread', conversationId: null, failure: failureOf(error) });
    return null;
  }
}

function toldRow({ firstSeenAt, lastSeenAt, ...lead }: ListedLead): z.infer<typeof leadRow> {
  return { ...lead, firstSeenAt: firstSeenAt.toISOString(), lastSeenAt: lastSeenAt.toISOString() };
}

type ToldLead = z.infer<typeof leadDetail>;

function toldLead(lead: WholeLead): Omit<ToldLead, 'consent' | 'conversations' | 'labels' | 'timeline'> {
  const { id, contactId, channel, language, budgetCents, budgetCurrency, evidence } = lead;
  const { firstSeenAt, lastSeenAt } = toldRow(lead);
  const said = <Value>(field: string, value: Value) => ({ value, evidence: evidence[field] ?? [] });
  const budget =
    budgetCents === null || budgetCurrency === null
      ? null
      : { priceCents: budgetCents, currency: budgetCurrency };
  return {
    ...{ id, contactId, channel, language, firstSeenAt, lastSeenAt },
    fullName: said('full_name', lead.name),
    email: said('email', lead.email),
    phone: said('phone', lead.phone),
    productInterest: said('product_interest', lead.productInterest),
    budgetMentioned: said('budget_mentioned', budget),
    urgency: said('urgency', lead.urgency),
    engagementScore: said('engagement_score', lead.engagementScore),
    intentScore: said('intent_score', lead.intentScore),
    fitScore: said('fit_score', lead.fitScore),
    shouldTag: said('should_tag', lead.tags),
    shouldNotifyHuman: said('should_notify_human', lead.shouldNotifyHuman),
    followUpRecommended: said('follow_up_recommended', lead.followUpRecommended),
    missingInformation: said('missing_information', lead.missingInformation),
  };
}

function toldConsent({ at, ...consent }: ConsentOnChannel) {
  return { ...consent, at: at.toISOString() };
}

function toldConversation({ lastTurnAt, ...conversation }: TalkedIn) {
  return { ...conversation, lastTurnAt: lastTurnAt.toISOString() };
}

function toldEvent({ at, ...event }: TimelineEvent): ToldLead['timeline'][number] {
  return { ...event, at: at.toISOString() };
}
