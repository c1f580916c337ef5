import type { PGlite } from '@electric-sql/pglite';

/** Whoever sends units and gets answers: one client connection. */
export interface Party {
  answer(bytes: Uint8Array): void;
  /** The engine broke under this party's unit. */
  failed(error: unknown): void;
}

/** A startup packet, a simple query, or everything up to a Sync or Flush: what must run without anybody in between. */
export type Unit = readonly Uint8Array[];

/**
 * Lets several connections take turns at the one session PGlite has. pglite-socket 0.2.17 mixes the messages of
 * waiting connections (six clients, two of them with transactions: 98 wrong rows of 400, then stuck; its issue 1046),
 * so here a unit runs as a whole, and a party with an open transaction or an unfinished unit is alone until it ends it.
 */
export class TakingTurns {
  readonly #engine: PGlite;
  readonly #waiting: { party: Party; unit: Unit }[] = [];
  #alone: Party | undefined;
  #current: Party | undefined;
  #running: Promise<void> | undefined;

  constructor(engine: PGlite) {
    this.#engine = engine;
  }

  submit(party: Party, unit: Unit): void {
    this.#waiting.push({ party, unit });
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** A client is gone: what it had not yet begun never happens, and its open transaction is rolled back. */
  leave(party: Party): void {
    for (let index = this.#waiting.length - 1; index >= 0; index -= 1) {
      if (this.#waiting[index]?.party === party) this.#waiting.splice(index, 1);
    }
    // Its unit may be the `begin` that runs right now. Outside a transaction rolling back does nothing.
    if (this.#alone === party || this.#current === party) this.submit(party, [sync, simpleQuery('rollback')]);
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { party, unit } = next;
      this.#current = party;
      try {
        await this.#engine.runExclusive(() => this.#execute(party, unit));
      } catch (error) {
        party.failed(error);
      }
      const unfinished = typeOf(unit.at(-1)) === flush;
      this.#alone = unfinished || this.#engine.isInTransaction() ? party : undefined;
      this.#current = undefined;
    }
  }

  #next(): { party: Party; unit: Unit } | undefined {
    const index =
      this.#alone === undefined ? 0 : this.#waiting.findIndex(({ party }) => party === this.#alone);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  async #execute(party: Party, unit: Unit): Promise<void> {
    for (const [index, message] of unit.entries()) {
      await this.#engine.execProtocolRawStream(message, {
        syncToFs: index === unit.length - 1,
        onRawData: (bytes) => party.answer(bytes),
      });
    }
  }
}

/** What a client sends, cut into units. https://www.postgresql.org/docs/17/protocol-message-formats.html */
export class FrontendStream {
  #buffer: Buffer = Buffer.alloc(0);
  #unit: Uint8Array[] = [];
  #started = false;

  /** Takes what arrived and yields what is complete. Throws RangeError for something that is not this protocol. */
  *read(
    chunk: Buffer,
  ): Generator<{ kind: 'tls?' | 'start' | 'cancel' | 'end' } | { kind: 'unit'; unit: Unit }> {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    for (let message = this.#take(); message !== undefined; message = this.#take()) {
      if (!this.#started) {
        const kind = openings.get(message.readInt32BE(4)) ?? 'start';
        this.#started = kind === 'start';
        yield { kind };
        continue;
      }
      const type = message[0];
      if (type === terminate) yield { kind: 'end' };
      // A copy, because the engine may run it after the buffer was used again.
      else this.#unit.push(new Uint8Array(message));
      if (type === query || type === syncType || type === flush) {
        yield { kind: 'unit', unit: this.#unit };
        this.#unit = [];
      }
    }
  }

  #take(): Buffer | undefined {
    // Startup packets have no type byte before their length.
    const offset = this.#started ? 1 : 0;
    if (this.#buffer.length < offset + 4) return undefined;
    const length = offset + this.#buffer.readInt32BE(offset);
    if (length < offset + 4 || (!this.#started && length < 8) || length > longestMessage) {
      throw new RangeError('not the Postgres protocol');
    }
    if (this.#buffer.length < length) return undefined;
    const message = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return message;
  }
}

const longestMessage = 64 * 1024 * 1024;
const query = 'Q'.charCodeAt(0);
const syncType = 'S'.charCodeAt(0);
const flush = 'H'.charCodeAt(0);
const terminate = 'X'.charCodeAt(0);

const openings = new Map<number, 'tls?' | 'cancel'>([
  [80_877_103, 'tls?'],
  [80_877_104, 'tls?'],
  [80_877_102, 'cancel'],
]);

const sync = message('S', Buffer.alloc(0));

function simpleQuery(sql: string): Uint8Array {
  return message('Q', Buffer.from(`${sql}\0`));
}

/** The startup packet a client would send. */
export function startupPacket(parameters: Record<string, string>): Uint8Array {
  const words = Object.entries(parameters).flat();
  const body = Buffer.from(`\0\x03\0\0${words.join('\0')}\0\0`, 'latin1');
  return Buffer.concat([int32(body.length + 4), body]);
}

/** An ErrorResponse that ends the connection. */
export function fatal(code: string, text: string): Uint8Array {
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${text}\0\0`));
}

function message(type: string, body: Buffer): Uint8Array {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function typeOf(bytes: Uint8Array | undefined): number | undefined {
  return bytes?.[0];
}
