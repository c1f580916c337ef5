import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { markOf } from './assembly.ts';
import type { HttpAnswer } from './http-answer.ts';
import { readProperties } from './properties.ts';
import type { Resolver } from './resolve.ts';

export interface SiteOptions {
  /** The folder of the site's files; undefined as long as the assembly has no site. */
  directory: string | undefined;
  headers: Readonly<Record<string, string>>;
  /** What `config.json` says here; deployed, the stack fills it. */
  config: unknown;
}

/** What the templates say about the site: where its files are, and which headers the CDN adds to each. */
export function readSite(resolver: Resolver): Omit<SiteOptions, 'config'> {
  return { directory: directoryOf(resolver), headers: headersOf(resolver) };
}

/** Answers a GET from the site's files as bucket and CDN would; paths without an extension are pages of the one page. */
export async function siteAnswer(options: SiteOptions, pathname: string): Promise<HttpAnswer> {
  const { directory, config, headers } = options;
  const found = (type: string, body: Buffer | string): HttpAnswer => ({
    status: 200,
    headers: { ...headers, 'content-type': type, 'cache-control': 'no-cache' },
    body,
  });
  if (pathname === '/config.json') return found('application/json', JSON.stringify(config));
  if (directory === undefined) return missing(headers);
  const file = path.join(directory, path.posix.extname(pathname) === '' ? 'index.html' : decoded(pathname));
  if (!file.startsWith(directory + path.sep) || !(await isFile(file))) return missing(headers);
  return found(types.get(path.extname(file)) ?? 'application/octet-stream', await readFile(file));
}

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.txt', 'text/plain; charset=utf-8'],
]);

function missing(headers: Readonly<Record<string, string>>): HttpAnswer {
  return {
    status: 404,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
    body: 'There is nothing here.\n',
  };
}

function directoryOf(resolver: Resolver): string | undefined {
  for (const { stack, resource } of resolver.resources('AWS::S3::Bucket')) {
    const mark = markOf(resource);
    if (mark?.kind === 'site' && mark.asset !== undefined) return path.join(stack.directory, mark.asset);
  }
  return undefined;
}

const policySchema = z.object({
  ResponseHeadersPolicyConfig: z.looseObject({
    SecurityHeadersConfig: z
      .looseObject({
        ContentSecurityPolicy: z.looseObject({ ContentSecurityPolicy: z.string() }).optional(),
        ContentTypeOptions: z.looseObject({}).optional(),
        ReferrerPolicy: z.looseObject({ ReferrerPolicy: z.string() }).optional(),
        FrameOptions: z.looseObject({ FrameOption: z.string() }).optional(),
      })
      .default({}),
    CustomHeadersConfig: z
      .looseObject({ Items: z.array(z.looseObject({ Header: z.string(), Value: z.string() })) })
      .default({ Items: [] }),
  }),
});

/** Strict transport security is left out: this is plain http. */
function headersOf(resolver: Resolver): Record<string, string> {
  const headers: Record<string, string | undefined> = {};
  for (const located of resolver.resources('AWS::CloudFront::ResponseHeadersPolicy')) {
    const policy = readProperties(resolver, located, policySchema).ResponseHeadersPolicyConfig;
    const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = policy;
    headers['content-security-policy'] = security.ContentSecurityPolicy?.ContentSecurityPolicy;
    headers['x-content-type-options'] = security.ContentTypeOptions && 'nosniff';
    headers['referrer-policy'] = security.ReferrerPolicy?.ReferrerPolicy;
    headers['x-frame-options'] = security.FrameOptions?.FrameOption;
    for (const { Header, Value } of custom.Items) headers[Header.toLowerCase()] = Value;
  }
  const set = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(set);
}

/** A path that cannot be decoded is the name of no file. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch (error) {
    if (error instanceof URIError) return pathname;
    throw error;
  }
}

async function isFile(file: string): Promise<boolean> {
  const status = await stat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && nobodys.has(error.code)) return undefined;
    throw error;
  });
  return status?.isFile() ?? false;
}

/** What the file system says of a name that no file has, or can have: below a file, too long, with a NUL in it. */
const nobodys = new Set<unknown>(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
