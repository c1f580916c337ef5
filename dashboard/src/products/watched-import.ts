/** An import that goes on by itself, and the file it is of. */
export interface WatchedImport {
  readonly jobId: string;
  readonly fileName: string;
}

/** The import that was begun in this tab and that nobody has put away yet. */
export function watchedImport(storage: Storage): WatchedImport | undefined {
  const kept = storage.getItem(key);
  const read: unknown = kept === null ? undefined : JSON.parse(kept);
  return isWatched(read) ? read : undefined;
}

/** Keeps it for when somebody comes back to the page; undefined puts it away. */
export function watchImport(storage: Storage, begun: WatchedImport | undefined): void {
  if (begun === undefined) storage.removeItem(key);
  else storage.setItem(key, JSON.stringify(begun));
}

const key = 'frontdesk.import';

function isWatched(read: unknown): read is WatchedImport {
  return typeof read === 'object' && read !== null && 'jobId' in read && 'fileName' in read;
}
