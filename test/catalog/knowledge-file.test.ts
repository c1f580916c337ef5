import { describe, expect, it } from 'vitest';
import { readKnowledgeFile } from '../../lib/catalog/knowledge-file.ts';
import { Problem } from '../../lib/runtime/api/problem.ts';

async function aForm(content: string | Uint8Array<ArrayBuffer>, name: string) {
  const form = new FormData();
  form.set('file', new File([content], name));
  const request = new Request('http://shop.example', { method: 'POST', body: form });
  const bytes = Buffer.from(await request.arrayBuffer());
  return { bytes, type: request.headers.get('content-type') ?? '' };
}

async function read({ bytes, type }: { bytes: Buffer; type: string }) {
  return readKnowledgeFile(bytes, type);
}

/** Why it is refused, in one line. */
async function refusal(given: { bytes: Buffer; type: string }): Promise<string> {
  const refused = await read(given);
  if (!(refused instanceof Problem)) throw new Error('It was taken');
  return [refused.status, ...(refused.errors ?? []).map(({ path, message }) => `${path} ${message}`)].join(
    ' ',
  );
}

describe('a file of knowledge', () => {
  it('is read as text, and a page as what its readers see', async () => {
    expect(await read(await aForm('Open daily.', 'hours.md'))).toMatchObject({
      ...{ title: 'hours', source: 'hours.md', text: 'Open daily.' },
    });
    const page = await read(
      await aForm('<style>p{}</style><p>Open <b>daily</b> &amp; late</p>', 'hours.html'),
    );
    expect(page).toMatchObject({ text: expect.stringMatching(/^\s*Open\s+daily\s+& late\s*$/) });
  });

  const pdf = '%PDF-1.4 plain letters only, and cut off in the mid';
  it.each(['terms.pdf', 'terms.txt'])('is no PDF, whole or broken, that calls itself %s', async (name) => {
    expect(await refusal(await aForm(pdf, name))).toMatch(/^422 file .*copy the text of a PDF/);
  });

  it('is text in UTF-8', async () => {
    const latin = new Uint8Array([0x63, 0x61, 0x66, 0xe9]);
    expect(await refusal(await aForm(latin, 'menu.txt'))).toMatch(/^422 file must be text in UTF-8/);
    expect(await refusal(await aForm('a\0b', 'menu.txt'))).toMatch(/^422 file must hold/);
  });

  it('comes in a form that is whole', async () => {
    const { bytes, type } = await aForm('Open daily.', 'hours.md');
    const half = { bytes: bytes.subarray(0, bytes.length - 40), type };
    expect(await refusal(half)).toMatch(/^422 .*cannot be read as a form.*curl -F/);
    expect(await refusal({ bytes, type: 'multipart/form-data' })).toMatch(/^422 .*boundary/);
    const without = await aForm('x', 'x.md');
    const renamed = Buffer.from(
      without.bytes.toString('latin1').replace('name="file"', 'name="fill"'),
      'latin1',
    );
    expect(await refusal({ bytes: renamed, type: without.type })).toBe(
      '422 file is missing; send a form with one file in it',
    );
  });

  it('is not taken for a broken form when it is we who are broken', async () => {
    const wrongHeader = 'multipart/form-data\n; boundary=x';
    await expect(read({ bytes: Buffer.from(''), type: wrongHeader })).rejects.toThrow();
  });
});
