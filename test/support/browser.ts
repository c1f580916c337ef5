import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * Starts the Chromium that comes with the npm packages. Not with the package's own arguments: they are for Lambda, where
 * one process must do (it dies with its first closed context) and web security is off (which a page test wants on).
 */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    executablePath: await unpackedBrowser(),
  });
}

/**
 * The package unpacks itself straight into the temporary folder and takes whatever lies there for complete, so two test
 * files at once, or a killed run, would start half a browser. We unpack aside and move the finished folder into place.
 */
async function unpackedBrowser(): Promise<string> {
  const cache = join(import.meta.dirname, '../../node_modules/.cache');
  const folder = join(cache, 'chromium');
  const binary = join(folder, 'chromium');
  if (existsSync(binary)) return binary;
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, 'chromium-'));
  try {
    // A process of its own: the folder is told by a variable, which everything else started meanwhile would inherit.
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], {
      env: { ...process.env, TMPDIR: aside },
    });
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(binary)) throw error;
  }
  return binary;
}
