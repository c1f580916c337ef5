/** What a model server was asked, in words that are the same for both vendors. */
export interface ModelRequest {
  vendor: 'anthropic' | 'openai';
  /** The vendor's name of the model. */
  model: string;
  /** `reply` for a conversation, else the task of the decision: `route`, `pick-product`. */
  task: string;
  /** System prompt and what is the same for this shop. */
  instructions: string;
  history: { by: string; text: string }[];
  /** What the customer wrote and waits for an answer to. */
  text: string;
  /** Documents of a decision. */
  records: any[];
  /** What was looked up before the model was asked. */
  lookedUp: { tool: string; input: any; result: any }[];
  /** BCP 47 tag an answer is wanted in. */
  language: string | undefined;
  /** What holds for this turn only, as it was sent. */
  turn: string;
  /** Names of the tools offered. */
  tools: string[];
  /** The model's own calls so far, with what came of them. */
  results: { name: string; input: any; result: any; failed: boolean }[];
  /** What was wrong with the answer before this one; empty when this is the first. */
  objections: string[];
  /** The request as it was sent. */
  headers: Record<string, string | string[] | undefined>;
  body: any;
}

/** Reads a request of either vendor. What stands in fences is read as JSON, as a model would. */
export function readModelRequest(
  vendor: ModelRequest['vendor'],
  headers: ModelRequest['headers'],
  body: any,
): ModelRequest {
  const said = vendor === 'anthropic' ? fromAnthropic(body) : fromOpenAi(body);
  const fence = (tag: string) => said.texts.flatMap((text) => fencedIn(tag, text));
  return {
    vendor,
    model: body.model,
    task: said.form?.title ?? '',
    instructions: said.instructions,
    history: fence('said'),
    text: fence('customer_words').at(0) ?? '',
    records: fence('record'),
    lookedUp: fence('looked_up'),
    language: fence('language').at(0),
    turn: said.texts.filter((text) => !text.startsWith('<') && !text.includes('<objections>')).join('\n'),
    tools: (body.tools ?? []).map((tool: any) => tool.name),
    results: said.results,
    objections: fence('objections').at(-1) ?? [],
    headers,
    body,
  };
}

interface Said {
  instructions: string;
  texts: string[];
  results: ModelRequest['results'];
  form: any;
}

function fromAnthropic(body: any): Said {
  const blocks: any[] = body.messages.flatMap((message: any) => message.content);
  const calls = blocks.filter((block) => block.type === 'tool_use');
  return {
    instructions: (body.system ?? []).map((block: any) => block.text).join('\n\n'),
    texts: body.messages
      .filter((message: any) => message.role === 'user')
      .flatMap((message: any) => message.content)
      .flatMap((block: any) => (block.type === 'text' ? [block.text] : [])),
    results: blocks
      .filter((block) => block.type === 'tool_result')
      .map((block) => {
        const call = calls.find(({ id }) => id === block.tool_use_id);
        return {
          name: call.name,
          input: call.input,
          result: JSON.parse(block.content),
          failed: block.is_error,
        };
      }),
    form: body.output_config?.format?.schema,
  };
}

function fromOpenAi(body: any): Said {
  const calls = body.input.filter((item: any) => item.type === 'function_call');
  return {
    instructions: body.input[0].content.map((part: any) => part.text).join('\n\n'),
    texts: body.input
      .slice(1)
      .filter((item: any) => item.role === 'user' || item.role === 'developer')
      .flatMap((item: any) => item.content.map((part: any) => part.text)),
    results: body.input
      .filter((item: any) => item.type === 'function_call_output')
      .map((item: any) => {
        const call = calls.find((one: any) => one.call_id === item.call_id);
        const result = JSON.parse(item.output);
        // This vendor has no flag for it.
        return {
          name: call.name,
          input: inputOf(call.arguments),
          result,
          failed: result?.error !== undefined,
        };
      }),
    form: body.text?.format?.schema,
  };
}

function inputOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function fencedIn(tag: string, text: string): any[] {
  return [...text.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, json]) => JSON.parse(json!));
}
