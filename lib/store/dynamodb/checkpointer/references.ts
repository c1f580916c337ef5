import type { ChannelVersions, Checkpoint } from '@langchain/langgraph-checkpoint';
import type { Holders } from './checkpoint-item.ts';
import type { Expiry } from './expiry.ts';

/** What a checkpoint offers to its children. */
export interface Referable {
  holders: Holders | undefined;
  expiresAt: number | undefined;
}

/** Which values a checkpoint keeps itself, and where the others are. */
export interface ValuePlan {
  own: Record<string, unknown>;
  referable: { holders: Holders; expiresAt: number | undefined };
}

export interface ValuePlanInput {
  checkpoint: Checkpoint;
  newVersions: ChannelVersions;
  hasParent: boolean;
  /** Undefined also when the parent is gone; then nothing can be referred to. */
  parent: Referable | undefined;
  expiry: Expiry;
}

/** Most items a checkpoint's values lie in, itself included. Reading costs each; past this, all values are kept again. */
const mostItems = 6;

/**
 * Keeps the values that changed and refers to the parent's holders for the rest. Everything is kept again when that
 * would lead to too many items or to items that expire before this checkpoint has lived its time.
 */
export function planValues(input: ValuePlanInput): ValuePlan {
  const { checkpoint, newVersions, hasParent, parent, expiry } = input;
  const holders = new Map<string, string>();
  for (const [channel, value] of Object.entries(checkpoint.channel_values)) {
    const changed = Object.hasOwn(newVersions, channel);
    const holder = changed || isSmall(value) ? undefined : parent?.holders?.get(channel);
    if (holder !== undefined) holders.set(channel, holder);
    // Without a parent, LangGraph counts only what has a new version as part of the checkpoint.
    else if (hasParent || changed) holders.set(channel, checkpoint.id);
  }
  const ids = new Set(holders.values());
  ids.delete(checkpoint.id);
  if (ids.size === 0) return ownPlan(checkpoint, holders, expiry);
  if (ids.size >= mostItems || expiry.isTooSoon(parent?.expiresAt)) {
    return ownPlan(
      checkpoint,
      new Map(Array.from(holders.keys(), (channel) => [channel, checkpoint.id])),
      expiry,
    );
  }
  return { own: ownValues(checkpoint, holders), referable: { holders, expiresAt: parent?.expiresAt } };
}

/** A value shorter than a reference to it, which would also cost an item to read. */
function isSmall(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= 64;
  return typeof value === 'object' && value !== null ? Array.isArray(value) && value.length === 0 : true;
}

function ownPlan(checkpoint: Checkpoint, holders: Holders, expiry: Expiry): ValuePlan {
  return {
    own: ownValues(checkpoint, holders),
    referable: { holders, expiresAt: expiry.freshForReferring() },
  };
}

function ownValues({ id, channel_values: values }: Checkpoint, holders: Holders): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([channel]) => holders.get(channel) === id));
}
