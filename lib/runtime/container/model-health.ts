import type { Settings } from '../../config/settings.ts';
import { selectModels, vendorOf, type Vendor } from '../../models/selection.ts';
import type { VendorAccess } from '../../models/provider/reachable.ts';
import { UpstreamUnavailable } from '../errors.ts';
import { freshFor } from '../once.ts';

/** Vendors are asked so often at most, however often somebody asks how we are. */
const keptMs = 60_000;

interface ModelHealthDeps {
  settings: () => Promise<Settings>;
  /** Milliseconds, counted from anywhere. */
  now: () => number;
}

/**
 * A check of the models for `/health`. It throws UpstreamUnavailable when not one of the vendors that the settings choose
 * takes our key, and BadSetting when they choose none that can be asked. The built-in model is part of the bundle: a shop
 * of its own is always well, and no vendor's SDK is loaded.
 */
export function modelHealth({ settings, now }: ModelHealthDeps): () => Promise<void> {
  const kept = freshFor(keptMs, async () => someAnswer(await settings()), { now, kept: () => undefined });
  return async () => {
    if (!(await kept())) throw new UpstreamUnavailable('No vendor of a model answers; the built-in one does');
  };
}

async function someAnswer(settings: Settings): Promise<boolean> {
  const vendors = vendorsOf(settings);
  if (vendors.length === 0) return true;
  const { isReachable } = await import('../../models/provider/reachable.ts');
  const answers = await Promise.all(vendors.map(isReachable));
  return answers.includes(true);
}

function vendorsOf(settings: Settings): VendorAccess[] {
  const chosen = Object.values(selectModels(settings).roles).flatMap((ids) =>
    ids.flatMap((id) => vendorOf(id) ?? []),
  );
  return [...new Set(chosen)].flatMap((vendor) => accessTo(vendor, settings) ?? []);
}

function accessTo(vendor: Vendor, settings: Settings): VendorAccess | undefined {
  const { apiKey, baseUrl } = {
    anthropic: { apiKey: settings.ANTHROPIC_API_KEY, baseUrl: settings.ANTHROPIC_BASE_URL },
    openai: { apiKey: settings.OPENAI_API_KEY, baseUrl: settings.OPENAI_BASE_URL },
  }[vendor];
  return apiKey === undefined ? undefined : { vendor, apiKey, baseUrl };
}
