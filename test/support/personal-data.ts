import { z } from 'zod';

/** Which of these texts stand in an output, in any of the ways in which a text gets into a log. */
export function leaksIn(printed: string, texts: readonly string[]): string[] {
  const digits = printed.replaceAll(/[\s()-]/g, '');
  return texts.filter((text) => {
    const written = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), encodeURI(text)];
    const isPhone = /^[+\d ]{9,}$/.test(text);
    return (
      written.some((one) => printed.includes(one)) || (isPhone && digits.includes(text.replaceAll(/\D/g, '')))
    );
  });
}

/** A running system with its simulated Chatwoot, as its administrator reaches it. */
interface Reached {
  readonly url: string;
  readonly token: string;
}

/**
 * Everything that Chatwoot knows of customers and must not be printed: their names, addresses and phones, and what was
 * said in all conversations by anybody, notes included. The customers of the demo shop are among them.
 */
export async function personalIn(system: Reached): Promise<string[]> {
  const found = new Set<string>();
  for (let page = 1; ; page += 1) {
    const { payload } = (await ask(system, `/conversations?status=all&page=${page}`, conversations)).data;
    if (payload.length === 0) return [...found];
    for (const { id, meta } of payload) {
      for (const text of detailsOf(meta.sender)) found.add(text);
      for (const text of await saidIn(system, id)) found.add(text);
    }
  }
}

const sender = z.object({
  name: z.string(),
  email: z.string().nullish(),
  phone_number: z.string().nullish(),
  identifier: z.string().nullish(),
});
const conversations = z.object({
  data: z.object({ payload: z.array(z.object({ id: z.number(), meta: z.object({ sender }) })) }),
});
const messages = z.object({
  payload: z.array(z.object({ id: z.number(), content: z.string().nullable() })),
});

/** A first name alone says who it is; shorter words stand in many others. */
const shortestName = 5;
/** "Hello" and "1 left" are nobody's. */
const shortestLine = 9;

function detailsOf({ name, email, phone_number: phone, identifier }: z.infer<typeof sender>): string[] {
  const words = name.split(' ').filter((word) => word.length >= shortestName);
  return [name, ...words, email, phone, identifier].filter((text) => typeof text === 'string');
}

/** What was said, whole and line by line: a log may have cut it. */
async function saidIn(system: Reached, conversationId: number): Promise<string[]> {
  const path = `/conversations/${conversationId}/messages`;
  const texts: string[] = [];
  for (let before = ''; ;) {
    const { payload } = await ask(system, `${path}${before}`, messages);
    const [oldest] = payload;
    if (oldest === undefined) break;
    texts.push(...payload.flatMap(({ content }) => [content ?? '', ...(content ?? '').split('\n')]));
    before = `?before=${oldest.id}`;
  }
  return texts.map((text) => text.trim()).filter((text) => text.length >= shortestLine);
}

async function ask<T>({ url, token }: Reached, path: string, answer: z.ZodType<T>): Promise<T> {
  const response = await fetch(`${url}/sandbox/api/v1/accounts/1${path}`, {
    headers: { 'Api-Access-Token': token },
  });
  return answer.parse(await response.json());
}
