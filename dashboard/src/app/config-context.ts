import { createContext, use } from 'react';
import type { SiteConfig } from './config.ts';

/** Where everything below is. */
export const ConfigContext = createContext<SiteConfig | undefined>(undefined);

/** Where the page is. */
export function useConfig(): SiteConfig {
  const config = use(ConfigContext);
  if (config === undefined) throw new Error('There is no site around this component');
  return config;
}
