/** FIFO sequence numbers: 20 digits, growing with the order of arrival. Numbers this long are never safe as numbers. */
export function sequenceNumber(seq: number): string {
  return String(first + BigInt(seq) * 256n);
}

const first = 18_850_000_000_000_000_000n;
