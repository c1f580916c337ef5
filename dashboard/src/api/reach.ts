/** Nobody answered: the connection, the server or the way there is missing, or it is busy or starting. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** `fetch`, which says by its failure that nobody answered; a request that was called off stays just that. */
export async function reached(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    // What fetch throws besides is the caller's own signal.
    if (!(cause instanceof TypeError)) throw cause;
    throw new Unreachable('Nobody answered', { cause });
  }
}
