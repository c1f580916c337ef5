import { MalformedInput } from '../../runtime/errors.ts';
import type { Tool, ToolCall } from '../llm.ts';
import { dataJson } from './fence.ts';
import type { CallResult, ToolOffer, WantedCall } from './provider.ts';
import { strictSchema } from './strict-schema.ts';

interface Outcome {
  result: CallResult;
  /** The call if it was made; one that did not fit its tool was not. */
  made?: ToolCall;
}

/** What a provider is told of the tools. */
export function offersOf(tools: readonly Tool[]): ToolOffer[] {
  return tools.map(({ name, description, input }) => ({
    name,
    description,
    input: strictSchema(input, name),
  }));
}

/**
 * Makes all calls of one round together. A call that fits no tool, or not its input, is told to the model; any other
 * error of a tool is thrown, but only when no call of the round is under way any more.
 */
export async function toolRound(
  tools: readonly Tool[],
  calls: readonly WantedCall[],
): Promise<{ results: CallResult[]; made: ToolCall[] }> {
  const settled = await Promise.allSettled(calls.map((call) => outcomeOf(tools, call)));
  const outcomes = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  return {
    results: outcomes.map(({ result }) => result),
    made: outcomes.flatMap(({ made }) => (made === undefined ? [] : [made])),
  };
}

async function outcomeOf(tools: readonly Tool[], { id, name, input }: WantedCall): Promise<Outcome> {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) return told(id, 'There is no such tool.');
  try {
    const result = await tool.run(input);
    return { result: { id, text: dataJson(result), failed: false }, made: { name, input, result } };
  } catch (error) {
    if (error instanceof MalformedInput) return told(id, error.message);
    throw error;
  }
}

function told(id: string, problem: string): Outcome {
  return { result: { id, text: dataJson({ error: problem }), failed: true } };
}
