import type { RunnableConfig } from '@langchain/core/runnables';

/** The thread a config is about. Throws for anything but a text that is not empty. */
export function threadIdIn(config: RunnableConfig): string | undefined {
  const threadId = textIn(config, 'thread_id');
  if (threadId === '') throw new TypeError('thread_id is empty: give each thread an id of its own');
  return threadId;
}

/** The namespace a config names; undefined when it names none. */
export function namespaceIn(config: RunnableConfig): string | undefined {
  return textIn(config, 'checkpoint_ns');
}

/** The checkpoint a config names, by today's or the older name; LangGraph also writes an empty text for none. */
export function checkpointIdIn(config: RunnableConfig): string | undefined {
  const id = textIn(config, 'checkpoint_id') ?? '';
  const older = textIn(config, 'thread_ts') ?? '';
  if (id !== '') return id;
  return older === '' ? undefined : older;
}

/** Insists on what the caller must give. */
export function needed(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new TypeError(
    `${name} is missing: pass { configurable: { ${name}: '…' } } when the graph has a checkpointer`,
  );
}

function textIn(config: RunnableConfig, name: string): string | undefined {
  const value: unknown = config.configurable?.[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new TypeError(`${name} must be a text, not ${Array.isArray(value) ? 'a list' : typeof value}`);
}
