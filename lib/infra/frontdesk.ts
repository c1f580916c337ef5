import { type App, Tags } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from './functions.ts';
import { DataStack } from './stacks/data-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';
import { WebStack } from './stacks/web-stack.ts';
import type { StageConfig } from './stages.ts';

export interface FrontdeskProps {
  readonly config: StageConfig;
  /** The bundled code of each function. */
  readonly code: (name: FunctionName) => Code;
  /** The folder of the dashboard. */
  readonly site: string;
}

/** The five stacks and what they hand each other. */
export interface Frontdesk {
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly service: ServiceStack;
  readonly web: WebStack;
  readonly observability: ObservabilityStack;
}

/** Puts the whole of Frontdesk into a CDK app. Needs no account: nothing is looked up. */
export function addFrontdesk(app: App, { config, code, site }: FrontdeskProps): Frontdesk {
  const stackName = (part: string) => `frontdesk-${config.stage}-${part}`;
  const network = new NetworkStack(app, 'Network', { config, stackName: stackName('network') });
  const data = new DataStack(app, 'Data', {
    config,
    network,
    stackName: stackName('data'),
    terminationProtection: true,
  });
  const service = new ServiceStack(app, 'Service', {
    config,
    network,
    data,
    code,
    stackName: stackName('service'),
  });
  const web = new WebStack(app, 'Web', { config, data, service, site, stackName: stackName('web') });
  const observability = new ObservabilityStack(app, 'Observability', {
    config,
    network,
    data,
    service,
    stackName: stackName('observability'),
  });
  for (const [key, value] of Object.entries(config.tags)) Tags.of(app).add(key, value);
  return { network, data, service, web, observability };
}
