import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../lib/infra/build-site.ts';
import { contentSecurityPolicy } from '../../lib/infra/constructs/security-headers.ts';
import { anApp, marked, resourcesOf } from './synthesised.ts';

let built: string;
beforeAll(async () => {
  built = mkdtempSync(path.join(tmpdir(), 'frontdesk-site-'));
  await buildSite({ root: process.cwd(), outdir: built });
}, 120_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));

/** Every file of the built site with its content. */
function builtFiles(): { name: string; text: string }[] {
  return readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, text: readFileSync(path.join(parentPath, name), 'utf8') }));
}

/** The `config.json` that is deployed, and what its markers stand for. */
function configOf(stage: 'local' | 'prod') {
  const { app, stacks } = anApp(stage);
  const directory = app.synth().directory;
  const [, { Properties }] = resourcesOf(stacks.web, 'Custom::CDKBucketDeployment')[0]!;
  const files = (Properties['SourceObjectKeys'] as string[]).map((key) =>
    path.join(directory, `asset.${key.replace('.zip', '')}`, 'config.json'),
  );
  const at = files.findIndex((file) => existsSync(file));
  const config: any = JSON.parse(readFileSync(files[at]!, 'utf8'));
  const markers: any = Properties['SourceMarkers']?.[at] ?? {};
  return { stacks, config, markers };
}

const page = () => readFileSync(path.join(built, 'index.html'), 'utf8');

describe('the site', () => {
  it('needs nothing that its own security policy forbids', () => {
    const policy = contentSecurityPolicy({ frameAncestor: null, signInAddress: null });
    expect(policy).toContain("default-src 'self'");
    expect(page()).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
    for (const [, link = ''] of page().matchAll(/(?:src|href)="([^"#]+)"/g)) expect(link).toMatch(/^\//);
    const styles = builtFiles().filter(({ name }) => name.endsWith('.css'));
    for (const { text } of styles) expect(text).not.toMatch(/@import|@font-face|url\(["']?(?:https?:)?\/\//);
  });

  it('has every file it asks for', () => {
    const files = [...page().matchAll(/(?:src|href)="(\/[^"]*\.\w+)"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) expect(existsSync(path.join(built, file))).toBe(true);
  });

  it('is on the screen after less than 250 KB, and runs the fast form of React', () => {
    const first = [...page().matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file = '']) =>
      readFileSync(path.join(built, file)),
    );
    expect(first.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0)).toBeLessThan(250_000);
    for (const { text } of builtFiles()) expect(text).not.toMatch(/jsxDEV|react-dom-client\.development/);
  });

  it('is found in the assembly by its mark', () => {
    const { app, stacks } = anApp('local', {}, built);
    const directory = app.synth().directory;
    const asset = marked(stacks.web, 'site')[1].Metadata!['frontdesk'].asset as string;
    expect(readFileSync(path.join(directory, asset, 'index.html'), 'utf8')).toBe(page());
  });

  it('knows that the sandbox is there on one machine only', () => {
    expect(configOf('local').config).toEqual({ stage: 'local', apiBase: '', sandbox: true });
    expect(configOf('prod').config).toMatchObject({ stage: 'prod', apiBase: '', sandbox: false });
  });

  it('knows where the team signs in, and may ask there for tokens', () => {
    const { stacks, config, markers } = configOf('prod');
    const [[client]] = resourcesOf(stacks.web, 'AWS::Cognito::UserPoolClient') as [[string, unknown]];
    expect(markers[config.signIn.clientId]).toEqual({ Ref: client });
    expect(JSON.stringify(markers[config.signIn.issuer])).toContain('ProviderURL');
    const address = config.signIn.address.replace(/<<.*?>>/g, (marker: string) => markers[marker].Ref);
    expect(address).toBe('https://frontdesk-prod-AWS::AccountId.auth.AWS::Region.amazoncognito.com');
    const [[, { Properties }]] = resourcesOf(stacks.web, 'AWS::CloudFront::ResponseHeadersPolicy') as any;
    const security = Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig;
    const policy = security.ContentSecurityPolicy.ContentSecurityPolicy;
    const [joiner, parts] = policy['Fn::Join'];
    const told = parts.map((part: any) => part.Ref ?? part).join(joiner);
    expect(told).toContain(`connect-src 'self' ${address};`);
  });

  it('answers an unknown page with the one page, and a missing file with its absence', () => {
    const [, edge] = resourcesOf(anApp().stacks.web, 'AWS::CloudFront::Function')[0]!;
    const handler = runInNewContext(`${String(edge['Properties'].FunctionCode)}; handler`) as (
      event: unknown,
    ) => { uri: string };
    const uri = (asked: string) => handler({ request: { uri: asked } }).uri;
    expect(uri('/')).toBe('/index.html');
    expect(uri('/campaigns/12')).toBe('/index.html');
    expect(uri('/bell.svg')).toBe('/bell.svg');
  });

  it('hands the API its own errors: no error page stands in for a 404', () => {
    const [, { Properties }] = resourcesOf(anApp().stacks.web, 'AWS::CloudFront::Distribution')[0]!;
    const { CustomErrorResponses, CacheBehaviors } = Properties['DistributionConfig'];
    expect(CustomErrorResponses).toBeUndefined();
    expect(CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern)).toEqual([
      '/api',
      '/api/*',
      '/health',
    ]);
  });
});
