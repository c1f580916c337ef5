import { MemorySaver } from '@langchain/langgraph';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { stockCheckGraph } from '../../lib/stock-alerts/graph.ts';
import { turnGraph } from '../../lib/turn/graph.ts';

/** Drawing reads nodes and edges; nothing of the parts is used. */
const noParts = {} as never;

it('docs/graphs.md shows the graphs as LangGraph draws them (npx vitest run test/docs/graphs.test.ts -u)', async () => {
  const turn = await drawn(turnGraph(noParts, new MemorySaver()));
  const check = await drawn(stockCheckGraph(noParts));
  const page = `# The graphs

Drawn by LangGraph from the code; a test keeps this page true. Dotted arrows are decisions.

## One message (\`lib/turn/graph.ts\`)

The branch from \`detect_stock_request\` to \`confirm_alert\` is the first half of the stock alert: a customer asks to be told.

${turn}

## The hourly stock check (\`lib/stock-alerts/graph.ts\`)

The second half: who is told. What \`notify_customers\` queues is sent by the outbound worker, which marks it as notified.

${check}
`;
  await expect(await format(page, { parser: 'markdown' })).toMatchFileSnapshot('../../docs/graphs.md');
});

it('the graphs have the nodes of the product’s definition', async () => {
  const turn = await drawn(turnGraph(noParts, new MemorySaver()));
  for (const node of [
    ...[
      'classify',
      'extract_lead_info',
      'generate_response',
      'check_escalation',
      'notify_human',
      'update_crm',
    ],
    ...['send_response', 'detect_stock_request', 'extract_product', 'create_crm_entry', 'tag_customer'],
    'confirm_alert',
  ])
    expect(turn).toContain(`${node}(${node})`);
  const check = await drawn(stockCheckGraph(noParts));
  for (const node of ['check_stock', 'notify_customers', 'update_status'])
    expect(check).toContain(`${node}(${node})`);
});

interface Drawable {
  getGraphAsync(): Promise<{ drawMermaid(): string }>;
}

async function drawn(graph: Drawable): Promise<string> {
  const mermaid = (await graph.getGraphAsync()).drawMermaid();
  return `\`\`\`mermaid\n${mermaid.replaceAll('\t', '  ').trim()}\n\`\`\``;
}
