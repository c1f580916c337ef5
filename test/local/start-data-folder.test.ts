import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DataFolder, openDataFolder } from '../../local/data-folder.ts';

let directory: string;
const opened: DataFolder[] = [];
const open = (setting: string): DataFolder => {
  const folder = openDataFolder(setting);
  opened.push(folder);
  return folder;
};

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'data-folder-'));
});
afterEach(() => {
  opened.splice(0).forEach((folder) => folder.close());
  rmSync(directory, { recursive: true, force: true });
});

describe('the data folder', () => {
  it('is made if it is not there, and for its owner only', () => {
    const place = path.join(directory, 'a', 'b');
    const folder = open(place);
    expect(folder.file('x')).toBe(path.join(place, 'x'));
    expect(statSync(place).mode & 0o777).toBe(0o700);
  });

  it('keeps one administrator token, which only its owner can read', () => {
    const first = open(directory);
    const token = first.adminToken();
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(statSync(path.join(directory, 'admin-token')).mode & 0o777).toBe(0o600);
    first.close();
    opened.length = 0;
    expect(open(directory).adminToken()).toBe(token);
  });

  it('remembers what was done once', () => {
    const folder = open(directory);
    expect(folder.has('seeded')).toBe(false);
    folder.remember('seeded');
    expect(folder.has('seeded')).toBe(true);
  });

  it('belongs to one Frontdesk at a time', () => {
    open(directory);
    expect(() => openDataFolder(directory)).toThrow(
      `Another Frontdesk is running on the data folder ${directory}. Stop it, or set FRONTDESK_DATA_DIR to another folder.`,
    );
  });

  it('is free again when its Frontdesk was killed', async () => {
    const module = path.resolve(import.meta.dirname, '../../local/data-folder.ts');
    const script = `const { openDataFolder } = await import(${JSON.stringify(module)});
      globalThis.kept = openDataFolder(${JSON.stringify(directory)}); console.log('open'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(() => openDataFolder(directory)).toThrow('Another Frontdesk');
    child.kill('SIGKILL');
    await once(child, 'exit');
    open(directory);
  });

  it('says what is wrong when it is a file, or below one', () => {
    const file = path.join(directory, 'file');
    writeFileSync(file, '');
    expect(() => openDataFolder(file)).toThrow(
      `FRONTDESK_DATA_DIR: cannot use the data folder ${file}: there is a file of that name. Make it writable, or set another folder.`,
    );
    expect(() => openDataFolder(path.join(file, 'below'))).toThrow('there is a file of that name');
  });

  it.runIf(existsSync('/proc'))(
    'says so where no folder can be made, and does not try for ever',
    async () => {
      const module = path.resolve(import.meta.dirname, '../../local/data-folder.ts');
      const script = `const { openDataFolder } = await import(${JSON.stringify(module)});
      try { openDataFolder('/proc/x/y'); } catch (error) { console.log(error.name, error.message); }`;
      // In a process of its own: one that tries for ever could not be stopped from within.
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
        timeout: 5_000,
        killSignal: 'SIGKILL',
      });
      let said = '';
      child.stdout.on('data', (chunk) => (said += String(chunk)));
      await once(child, 'close');
      expect(said).toBe(
        'CannotStart FRONTDESK_DATA_DIR: cannot use the data folder /proc/x/y: no folder can be made there. Make it writable, or set another folder.\n',
      );
    },
  );

  it('leaves nothing behind when it is only memory', () => {
    const folder = openDataFolder('memory');
    const place = folder.file();
    writeFileSync(folder.file('x'), 'x');
    expect(folder.isMemory).toBe(true);
    folder.close();
    expect(existsSync(place)).toBe(false);
  });
});
