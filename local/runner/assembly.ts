import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** One stack of a cloud assembly: its template, and where each of its assets lies on this disk. */
export interface Stack {
  name: string;
  /** The assembly's folder, in which all files of the stack lie. */
  directory: string;
  template: Template;
  /** Object key in the assets bucket (`<hash>.zip`) to the folder or file it is made from. */
  assets: ReadonlyMap<string, string>;
  /** Set for a nested stack: who contains it and under which logical id. */
  parent?: { stack: Stack; logicalId: string };
}

/**
 * Reads what `cdk synth` wrote: every stack of the assembly, of its nested assemblies (stages) and their nested stacks.
 * Throws an error that says what to do if the folder holds no assembly.
 */
export function readAssembly(directory: string): Stack[] {
  const { artifacts } = manifestSchema.parse(readJson(path.join(directory, 'manifest.json')));
  const assets = new Map<string, string>();
  for (const { type, properties } of Object.values(artifacts)) {
    if (type === 'cdk:asset-manifest') readAssets(directory, fileOf.parse(properties).file, assets);
  }
  return Object.entries(artifacts).flatMap(([name, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly') {
      return readAssembly(path.join(directory, directoryOf.parse(properties).directoryName));
    }
    if (type !== 'aws:cloudformation:stack') return [];
    const { templateFile, stackName } = stackOf.parse(properties);
    return withNested(directory, {
      name: stackName ?? name,
      directory,
      template: readTemplate(directory, templateFile),
      assets,
    });
  });
}

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
});
export type Resource = z.infer<typeof resourceSchema>;

/** What a resource is to Frontdesk, as the CDK app wrote it into `Metadata.frontdesk`. */
export type Mark = z.infer<typeof markSchema>;
const markSchema = z.looseObject({
  kind: z.string(),
  name: z.string().optional(),
  asset: z.string().optional(),
});

/** The mark of a resource; undefined for resources without one. */
export function markOf(resource: Resource): Mark | undefined {
  return markSchema.optional().parse(resource.Metadata?.['frontdesk']);
}

const outputSchema = z.looseObject({
  Value: z.unknown(),
  Export: z.looseObject({ Name: z.unknown() }).optional(),
  Condition: z.string().optional(),
});

const templateSchema = z.looseObject({
  Resources: z.record(z.string(), resourceSchema).default({}),
  Outputs: z.record(z.string(), outputSchema).default({}),
  Parameters: z
    .record(z.string(), z.looseObject({ Type: z.string(), Default: z.unknown().optional() }))
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
});
type Template = z.infer<typeof templateSchema>;

const manifestSchema = z.looseObject({
  artifacts: z
    .record(z.string(), z.looseObject({ type: z.string(), properties: z.unknown().optional() }))
    .default({}),
});
const fileOf = z.looseObject({ file: z.string() });
const directoryOf = z.looseObject({ directoryName: z.string() });
const stackOf = z.looseObject({ templateFile: z.string(), stackName: z.string().optional() });
const assetManifestSchema = z.looseObject({
  files: z
    .record(
      z.string(),
      z.looseObject({
        source: z.looseObject({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

function readAssets(directory: string, file: string, into: Map<string, string>): void {
  const { files } = assetManifestSchema.parse(readJson(path.join(directory, file)));
  for (const { source, destinations } of Object.values(files)) {
    if (source.path === undefined) continue;
    for (const { objectKey } of Object.values(destinations))
      into.set(objectKey, path.resolve(directory, source.path));
  }
}

function withNested(directory: string, stack: Stack): Stack[] {
  const nested = Object.entries(stack.template.Resources).flatMap(([logicalId, { Type, Metadata }]) => {
    if (Type !== 'AWS::CloudFormation::Stack') return [];
    const file = z
      .string()
      .parse(Metadata?.['aws:asset:path'], { error: () => `Nested stack ${logicalId} has no template` });
    const child = {
      name: `${stack.name}-${logicalId}`,
      directory,
      template: readTemplate(directory, file),
      assets: stack.assets,
    };
    return withNested(directory, { ...child, parent: { stack, logicalId } });
  });
  return [stack, ...nested];
}

function readTemplate(directory: string, file: string): Template {
  return templateSchema.parse(readJson(path.join(directory, file)));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(
      `No usable cloud assembly: cannot read ${file}. Run npm run synth, or delete the folder.`,
      { cause },
    );
  }
}
