import type { StoredProduct } from '../api/contract.ts';
import { Cell } from '../ui/cell.tsx';
import { price } from '../ui/money.ts';
import { Quiet } from '../ui/quiet.tsx';
import { Table } from '../ui/table.tsx';
import { Tag } from '../ui/tag.tsx';
import { counted } from '../ui/words.ts';

/** The products, one a row. */
export function ProductTable({ products }: { products: readonly StoredProduct[] }) {
  return (
    <Table label="Products" columns={['Product', 'SKU', 'Category', 'Price', 'Stock']}>
      {products.map((product) => (
        <tr key={product.id}>
          <Cell of="Product">
            <ProductName product={product} />
            {product.variants.length > 0 && (
              <div>
                <Quiet>{counted(product.variants.length, 'variant')}</Quiet>
              </div>
            )}
          </Cell>
          <Cell of="SKU">
            <Quiet>{product.sku}</Quiet>
          </Cell>
          <Cell of="Category">{product.category ?? <Quiet>none</Quiet>}</Cell>
          <Cell of="Price">{price(product.priceCents, product.currency)}</Cell>
          <Cell of="Stock">
            {product.stock === 0 ? <Tag tone="warning">sold out</Tag> : product.stock.toLocaleString('en')}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function ProductName({ product: { name, url } }: { product: StoredProduct }) {
  if (url === null) return name;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {name}
    </a>
  );
}
