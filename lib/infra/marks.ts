import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { FunctionName } from './functions.ts';

/** What a resource is to Frontdesk. Whoever reads a template (the local run, an operator) need not guess from generated names. */
export type Mark =
  | { readonly kind: 'function' | 'schedule'; readonly name: FunctionName }
  | { readonly kind: 'queue' | 'dead-letters'; readonly name: string }
  | { readonly kind: 'table' | 'database' | 'settings' }
  | { readonly kind: 'site'; readonly asset: string };

/** Writes the mark into the template: `Metadata.frontdesk` of the resource. */
export function mark(construct: IConstruct, as: Mark): void {
  const resource = construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${construct.node.path} has no resource to mark`);
  resource.addMetadata('frontdesk', as);
}
