/** What only this browser knows, and its hash, by which the pool recognises it later (PKCE, RFC 7636). */
export interface ProofKey {
  readonly verifier: string;
  readonly challenge: string;
}

/** A new proof key. */
export async function newProofKey(crypto: Crypto): Promise<ProofKey> {
  const verifier = randomText(crypto);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(hash)) };
}

/** 256 bits that nobody can guess, in letters that an address can hold. */
export function randomText(crypto: Crypto): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
