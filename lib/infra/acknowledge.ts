import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts findings of cdk-nag on a construct and what is below it, each with the reason why it holds here. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const rules = Object.entries(reasons).map(([rule, reason]) => ({ id: rule, reason }));
  Validations.of(construct).acknowledge(...rules);
}

/** Accepts findings in what CDK itself brings into a stack (its custom resources), found by the start of their id. */
export function acknowledgeBelow(
  scope: IConstruct,
  idPrefix: string,
  reasons: Readonly<Record<string, string>>,
): void {
  for (const child of scope.node.children) {
    if (child.node.id.startsWith(idPrefix)) acknowledge(child, reasons);
  }
}
