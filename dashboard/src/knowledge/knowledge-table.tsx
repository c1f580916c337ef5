import { ActionIcon, Tooltip } from '@mantine/core';
import type { Article } from '../api/contract.ts';
import { useLock } from '../session/use-role.ts';
import { Cell } from '../ui/cell.tsx';
import { TrashIcon } from '../ui/icons/trash-icon.tsx';
import { lockedProps } from '../ui/locked.ts';
import { Quiet } from '../ui/quiet.tsx';
import { Table } from '../ui/table.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';

export interface KnowledgeTableProps {
  readonly articles: readonly Article[];
  readonly onDelete: (article: Article) => void;
}

/** The articles, one a row. */
export function KnowledgeTable({ articles, onDelete }: KnowledgeTableProps) {
  return (
    <Table label="Knowledge" columns={['Title', 'Parts', 'Changed', 'What to do']}>
      {articles.map((article) => (
        <tr key={article.id}>
          <Cell of="Title">
            {article.title}
            <div>
              <Quiet>{article.source ?? 'written here'}</Quiet>
            </div>
          </Cell>
          <Cell of="Parts">{article.chunks}</Cell>
          <Cell of="Changed">
            <TimeAgo at={article.updatedAt} />
          </Cell>
          <Cell of="What to do">
            <DeleteButton title={article.title} onClick={() => onDelete(article)} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function DeleteButton({ title, onClick }: { title: string; onClick: () => void }) {
  const lock = useLock();
  return (
    <Tooltip label={lock ?? 'Delete'} {...(lock !== undefined && { w: 260 })}>
      <ActionIcon
        size="md"
        variant="default"
        aria-label={`Delete ${title}`}
        onClick={onClick}
        {...(lock !== undefined && lockedProps(lock))}
      >
        <TrashIcon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
