/** The dependency rule of docs/architecture.md: functions → runtime → slices → edges; SDKs only at the edges. */
const slices =
  '^lib/(conversation|dead-letters|limits|turn|leads|catalog|outreach|campaigns|stock-alerts|follow-ups|appointments|insight|jobs|reconcile|shop-events)/';
const edges = '^lib/(chatwoot|models|store|queue)/';
/** Leaves that everybody may use: they import nothing of ours but each other, and what a slice's routes are made of. */
const leaves = '^lib/runtime/(errors|telemetry|http|once|clock|fault-point|api/(route|problem|page))\\.ts$';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'edges-know-no-slices',
      comment: 'An edge speaks a vendor’s protocol; what the shop does is above it.',
      severity: 'error',
      from: { path: edges },
      to: { path: slices },
    },
    {
      name: 'slices-do-not-reach-up',
      severity: 'error',
      from: { path: [slices, edges, '^lib/config/'] },
      to: { path: ['^functions/', '^local/', '^bin/', '^lib/infra/', '^lib/runtime/'], pathNot: leaves },
    },
    {
      name: 'sdks-only-at-the-edges',
      severity: 'error',
      from: { path: '^lib/', pathNot: [edges, '^lib/runtime/', '^lib/infra/'] },
      to: {
        path: 'node_modules/(@aws-sdk|pg|@anthropic-ai|openai|@middy|@aws-lambda-powertools|@energetic-ai)/',
      },
    },
    {
      name: 'cdk-only-in-infra',
      severity: 'error',
      from: { path: '^(lib|functions|local)/', pathNot: '^lib/infra/' },
      to: { path: 'node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
    },
    {
      name: 'infra-deploys-and-knows-no-code',
      comment: 'CDK reads settings and names; the code it deploys reaches it only as bundles.',
      severity: 'error',
      from: { path: '^lib/infra/' },
      to: {
        path: '^(functions|local)/|^lib/(runtime/container|conversation|limits|turn|leads|catalog|reconcile|stock-alerts|insight|chatwoot|models|store)/',
      },
    },
    {
      name: 'local-runs-what-was-synthesised',
      comment:
        'One machine runs the bundles; it must not be a second composition. The seed fills shop data in.',
      severity: 'error',
      from: { path: '^local/', pathNot: '^local/seed/' },
      to: {
        path: '^(functions)/|^lib/(conversation|limits|turn|leads|reconcile|stock-alerts|insight|chatwoot)/',
      },
    },
    {
      name: 'production-needs-no-dev-dependency',
      severity: 'error',
      from: { path: '^(functions|lib)/', pathNot: '^lib/infra/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '@types/aws-lambda' },
    },
    {
      name: 'the-dashboard-knows-the-contract-only',
      comment:
        'What runs in the browser is the dashboard’s own; of the rest it takes the types of what is answered.',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: { path: '^(lib|functions|local)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-checkpointer-stands-alone',
      comment: 'Its README promises that the folder can be taken out and used elsewhere.',
      severity: 'error',
      from: { path: '^lib/store/dynamodb/checkpointer/' },
      to: {
        path: '^(bench|bin|dashboard|evals|functions|lib|local|test)/',
        pathNot: '^lib/store/dynamodb/checkpointer/',
      },
    },
    {
      name: 'a-conversation-knows-no-answers',
      comment:
        'What was said, whose it is and how we speak there; the turn and what we write first build on it.',
      severity: 'error',
      from: { path: '^lib/conversation/' },
      to: {
        path: '^lib/(turn|outreach|stock-alerts|catalog|leads)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
