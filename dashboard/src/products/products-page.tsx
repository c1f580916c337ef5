import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { ImportPanel } from './import-panel.tsx';
import { ProductTable } from './product-table.tsx';
import { useProducts } from './use-products.ts';

const typingMs = 250;

/** What the shop sells, and how more of it comes in. */
export function ProductsPage() {
  const [words, setWords] = useState('');
  const [searched] = useDebouncedValue(words.trim(), typingMs);
  const query = useProducts(searched);
  return (
    <Page title="Products" lead="What Frontdesk may say of prices and stock, and nothing else.">
      <ImportPanel />
      <SearchField label="Search products" value={words} onChange={setWords} />
      <Panel>
        <Loaded query={query}>
          {({ pages }) => {
            const products = pages.flatMap(({ items }) => items);
            return products.length === 0 ? (
              <NoProducts isAll={searched === ''} />
            ) : (
              <ProductTable products={products} />
            );
          }}
        </Loaded>
        <MoreButton query={query} />
      </Panel>
    </Page>
  );
}

function NoProducts({ isAll }: { isAll: boolean }) {
  return isAll ? (
    <EmptyState title="No products yet">Bring them in with a CSV file above, or through the API.</EmptyState>
  ) : (
    <EmptyState title="Nothing found">No product is about these words. Try fewer or others.</EmptyState>
  );
}
