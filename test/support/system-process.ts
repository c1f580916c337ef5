import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareAssembly } from '../../local/assembly-cache.ts';

/** The synthesised app, made once for all tests and all runs as long as the code does not change. */
export function preparedAssembly(env: Record<string, string> = {}): Promise<string> {
  const folder = path.resolve(import.meta.dirname, '../../node_modules/.cache/frontdesk/cdk.out');
  return prepareAssembly({ folder, quietSeconds: Number(env['QUIET_SECONDS'] ?? 0) });
}

/** All that were launched by this process, ended or not. */
export const children = new Set<ChildProcess>();

/** A system in processes of its own, and everything it printed so far. */
export interface Launched {
  child: ChildProcess;
  output: () => string;
}

const start = path.resolve(import.meta.dirname, '../../bin/start.ts');

/** Runs `bin/start.ts` with these settings and nothing else of the environment. */
export function launch(env: Record<string, string>): Launched {
  return launchCommand(process.execPath, [start], env);
}

/** Runs it as npm does, with a shell in between. */
export function launchInShell(env: Record<string, string>): Launched {
  const script = `"${process.execPath}" "${start}"; exit $?`;
  return launchCommand('/bin/sh', ['-c', script], { npm_lifecycle_event: 'start', ...env });
}

function launchCommand(command: string, args: readonly string[], env: Record<string, string>): Launched {
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => texts.push(text));
  return { child, output: () => texts.join('') };
}

/** Waits for the end and answers the exit code. */
export async function ended({ child }: Launched): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** Waits until it is ready and answers its address. Throws with its output when it ends instead. */
export function readyUrl({ child, output }: Launched): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = /^frontdesk ready (\S+)$/m.exec(output())?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', look);
    child.once('close', () => reject(new Error(`It ended before it was ready:\n${output()}`)));
  });
}
