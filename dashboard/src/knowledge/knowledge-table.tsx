import type { Article } from '../api/contract.ts';
import { Cell } from '../ui/cell.tsx';
import { Quiet } from '../ui/quiet.tsx';
import { Table } from '../ui/table.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';

/** The articles, one a row. */
export function KnowledgeTable({ articles }: { articles: readonly Article[] }) {
  return (
    <Table label="Knowledge" columns={['Title', 'Source', 'Parts', 'Changed']}>
      {articles.map(({ id, title, source, chunks, updatedAt }) => (
        <tr key={id}>
          <Cell of="Title">{title}</Cell>
          <Cell of="Source">
            <Quiet>{source ?? 'written here'}</Quiet>
          </Cell>
          <Cell of="Parts">{chunks}</Cell>
          <Cell of="Changed">
            <TimeAgo at={updatedAt} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
