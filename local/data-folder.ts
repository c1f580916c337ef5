import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { CannotStart } from './cannot-start.ts';

/** Where a local system keeps its data. Nobody else can open it until it is closed or its process is gone. */
export interface DataFolder {
  /** Absolute path of something in the folder. */
  file(...names: string[]): string;
  /** True if nothing outlives the process. */
  readonly isMemory: boolean;
  /** The administrator's token that belongs to this folder: random, made once, readable by its owner only. */
  adminToken(): string;
  /** Whether something was done before in this folder. */
  has(done: Milestone): boolean;
  /** Remembers that something was done, for all later starts. */
  remember(done: Milestone): void;
  /** Tells other commands of this machine, `npm run seed` among them, where the running system is. */
  announce(running: RunningSystem): void;
  /** Gives the folder free; one that keeps nothing is removed. */
  close(): void;
}

/** The simulated Chatwoot's file in a data folder. */
export const simulatorFile = 'chatwoot.sqlite';

/** What other commands must know of a running system. */
export interface RunningSystem {
  databaseUrl: string;
  /** What its products and passages are embedded with. */
  embedding: string;
}

/** Where the system that uses this folder keeps its shop's data; undefined when none is running on it. */
export function runningSystem(setting: string): RunningSystem | undefined {
  const file = path.resolve(setting, runningFile);
  return exists(file)
    ? z
        .object({ databaseUrl: z.string(), embedding: z.string() })
        .parse(JSON.parse(readFileSync(file, 'utf8')))
    : undefined;
}

const runningFile = 'running.json';

/** Things that are done once in the life of a folder. */
type Milestone = 'database-made' | 'seeded';

/**
 * Opens the folder, making it if needed; `memory` stands for one that is removed at the end. Throws CannotStart when
 * another Frontdesk uses it or it cannot be written.
 */
export function openDataFolder(setting: string): DataFolder {
  const isMemory = setting === 'memory';
  const directory = isMemory ? mkdtempSync(path.join(tmpdir(), 'frontdesk-')) : path.resolve(setting);
  return explained(directory, () => {
    makeDirectory(directory);
    const lock = takeLock(directory);
    const remove = () => rmSync(directory, { recursive: true, force: true });
    // Also when the process ends before the folder is closed.
    if (isMemory) process.once('exit', remove);
    const file = (...names: string[]): string => path.join(directory, ...names);
    return {
      file,
      isMemory,
      adminToken: () => tokenIn(file('admin-token')),
      has: (done) => exists(file(done)),
      remember: (done) => writeFileSync(file(done), `${new Date().toISOString()}\n`),
      announce: (running) => writeFileSync(file(runningFile), JSON.stringify(running), { mode: 0o600 }),
      close: () => {
        rmSync(file(runningFile), { force: true });
        lock.close();
        process.off('exit', remove);
        if (isMemory) remove();
      },
    };
  });
}

/**
 * Makes it with all folders above it. Not with `recursive`: where a folder exists and yet answers ENOENT to a new one, as
 * /proc does, Node then tries for ever.
 */
function makeDirectory(directory: string): void {
  if (isDirectory(directory)) return;
  const parent = path.dirname(directory);
  if (parent !== directory) makeDirectory(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Another process may have been quicker.
    if (codeOf(error) !== 'EEXIST' || !isDirectory(directory)) throw error;
  }
}

function isDirectory(place: string): boolean {
  try {
    return statSync(place).isDirectory();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * An exclusive transaction on a SQLite file, held open: a lock of the operating system, so it vanishes with the
 * process, however that ends. A file with a process id in it would outlive a SIGKILL.
 */
function takeLock(directory: string): DatabaseSync {
  const lock = new DatabaseSync(path.join(directory, 'lock'));
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Error && error.message.includes('locked')) {
      throw new CannotStart(
        `Another Frontdesk is running on the data folder ${directory}. Stop it, or set FRONTDESK_DATA_DIR to another folder.`,
      );
    }
    throw error;
  }
}

function tokenIn(file: string): string {
  if (exists(file)) return readFileSync(file, 'utf8').trim();
  const token = randomBytes(24).toString('base64url');
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

const reasons = new Map([
  ['EACCES', 'it may not be written'],
  ['EPERM', 'it may not be written'],
  ['EROFS', 'its disk is read-only'],
  ['ENOSPC', 'its disk is full'],
  ['ENOENT', 'no folder can be made there'],
  ['ENOTDIR', 'there is a file of that name'],
  ['EEXIST', 'there is a file of that name'],
  ['ERR_SQLITE_ERROR', 'a file in it cannot be opened'],
]);

function explained(directory: string, work: () => DataFolder): DataFolder {
  try {
    return work();
  } catch (cause) {
    const reason = reasons.get(codeOf(cause) ?? '');
    if (reason === undefined) throw cause;
    throw new CannotStart(
      `FRONTDESK_DATA_DIR: cannot use the data folder ${directory}: ${reason}. Make it writable, or set another folder.`,
      { cause },
    );
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
