import { z } from 'zod';
import { markOf, type Stack } from './assembly.ts';
import { Unresolvable } from './intrinsics.ts';
import { functionName } from './physical.ts';
import { readProperties } from './properties.ts';
import type { Located, Resolver } from './resolve.ts';

/** A Lambda function as the templates declare it, with its environment resolved. */
export interface FunctionDeclaration {
  /** What people call it: `turn-worker`. */
  name: string;
  physicalName: string;
  codeDirectory: string;
  handler: string;
  timeoutSeconds: number;
  memoryMb: number;
  reservedConcurrency: number | undefined;
  environment: Record<string, string>;
}

/** A deployed function that does not run here, and why. */
export interface SkippedFunction {
  logicalId: string;
  why: string;
}

/** The functions of the assembly. Throws one error naming every function and variable that cannot be resolved. */
export function readFunctions(resolver: Resolver): {
  functions: FunctionDeclaration[];
  skipped: SkippedFunction[];
} {
  const providers = customResourceProviders(resolver);
  const functions: FunctionDeclaration[] = [];
  const skipped: SkippedFunction[] = [];
  const problems: string[] = [];
  for (const located of resolver.resources('AWS::Lambda::Function')) {
    const why = whyNotHere(located, providers);
    if (why !== undefined) skipped.push({ logicalId: located.logicalId, why });
    else functions.push(declaration(resolver, located, problems));
  }
  if (problems.length > 0)
    throw new Error(`Settings of functions that nothing fills:\n  ${problems.join('\n  ')}`);
  return { functions, skipped };
}

const functionSchema = z.object({
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Code: z.looseObject({ S3Key: z.string() }),
});
const environmentSchema = z
  .looseObject({ Variables: z.record(z.string(), z.unknown()).default({}) })
  .default({ Variables: {} });

function declaration(resolver: Resolver, located: Located, problems: string[]): FunctionDeclaration {
  const { stack, logicalId, resource } = located;
  const properties = readProperties(resolver, located, functionSchema);
  const { Variables } = environmentSchema.parse(resource.Properties['Environment']);
  const codeDirectory = stack.assets.get(properties.Code.S3Key);
  if (codeDirectory === undefined)
    throw new Error(`${logicalId}: its code ${properties.Code.S3Key} is not in the assembly`);
  const name = readableName(located);
  return {
    name,
    physicalName: functionName(resolver.resolve(stack, { Ref: logicalId })),
    codeDirectory,
    handler: properties.Handler,
    timeoutSeconds: properties.Timeout,
    memoryMb: properties.MemorySize,
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    environment: environment(resolver, stack, name, Variables, problems),
  };
}

function environment(
  resolver: Resolver,
  stack: Stack,
  name: string,
  variables: Record<string, unknown>,
  problems: string[],
): Record<string, string> {
  const resolved: Record<string, string> = {};
  for (const [variable, expression] of Object.entries(variables)) {
    try {
      const value = z.string({ error: () => 'is not text' }).parse(resolver.resolve(stack, expression));
      if (value.includes('{{resolve:'))
        throw new Unresolvable('a dynamic reference, which only CloudFormation fills');
      resolved[variable] = value;
    } catch (error) {
      if (!(error instanceof Unresolvable) && !(error instanceof z.ZodError)) throw error;
      const reason = error instanceof Unresolvable ? error.message : 'its value is not text';
      problems.push(`${name}: ${variable} (${reason})`);
    }
  }
  return resolved;
}

/** The name in our own mark; for a function without one, what its construct was called. */
function readableName({ logicalId, resource }: Located): string {
  const mark = markOf(resource);
  if (mark?.name !== undefined) return mark.name;
  return logicalId
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** The functions behind custom resources: they help CloudFormation to deploy and have nothing to do here. */
function customResourceProviders(resolver: Resolver): Set<string> {
  const providers = new Set<string>();
  const isCustom = (type: string) =>
    type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
  for (const { stack, resource } of resolver.resourcesWhere(isCustom)) {
    const target = resolver.target(stack, resource.Properties['ServiceToken']);
    if (target !== undefined) providers.add(identity(target));
  }
  return providers;
}

const identity = ({ stack, logicalId }: Located): string => `${stack.name}/${logicalId}`;

function whyNotHere(located: Located, providers: ReadonlySet<string>): string | undefined {
  const runtime = String(located.resource.Properties['Runtime']);
  if (providers.has(identity(located))) return 'they serve custom resources of CloudFormation';
  if (!runtime.startsWith('nodejs')) return `their runtime is ${runtime}`;
  return undefined;
}
