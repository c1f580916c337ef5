/** A body as it goes over the wire, the same bytes at every try. */
export interface PackedBody {
  readonly sent: BodyInit | null;
  readonly type: Readonly<Record<string, string>>;
  /** Tells it from other bodies; undefined for files: one that is chosen again is another one. */
  readonly name: string | undefined;
}

/** Files say themselves what they are; forms are told a boundary of their own once; everything else is JSON. */
export async function packedBody(body: unknown): Promise<PackedBody> {
  if (body === undefined) return { sent: null, type: {}, name: '' };
  if (body instanceof FormData || body instanceof Blob) {
    const packed = new Response(body);
    const type = packed.headers.get('content-type');
    return {
      sent: await packed.arrayBuffer(),
      type: type === null ? {} : { 'content-type': type },
      name: undefined,
    };
  }
  const text = JSON.stringify(body);
  return { sent: text, type: { 'content-type': 'application/json' }, name: text };
}
