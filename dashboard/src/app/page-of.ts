import { reached } from '../api/reach.ts';

/**
 * Fetches the code of a page. Throws Unreachable when nobody is there to give it, which the router would otherwise take
 * for a newer version and load everything anew: the browser would then show its own error and no page at all.
 */
export async function pageOf<Code>(fetchCode: () => Promise<Code>): Promise<Code> {
  try {
    return await fetchCode();
  } catch (error) {
    await reached('/config.json', { cache: 'no-store' });
    throw error;
  }
}
