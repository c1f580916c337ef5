import { describe, expect, it } from 'vitest';
import { textOfHtml } from '../../lib/catalog/html-text.ts';

const seen = (html: string) => textOfHtml(html).replace(/\s+/g, ' ').trim();

describe('what readers of a page see', () => {
  it.each([
    ['a comment that names a script', 'Open <!-- <script> -->daily', 'Open daily'],
    ['a script that ends a comment', 'Open <script>a = "-->"; b = "<!--"</script>daily', 'Open daily'],
    ['a comment within a script', '<script><!-- x //--></script>Open daily', 'Open daily'],
    ['an empty comment', 'Open <!-->daily<!-- x --> now', 'Open daily now'],
    ['a title and a style', '<head><title>Hours<style></title><style>p > b {}</style><body>Open', 'Open'],
    ['a bracket within a value', '<a title="a > b" href=\'x>y\'>Open</a> daily', 'Open daily'],
    ['signs that are no tags', 'From 5 < 6 & 7 > 2 to <3', 'From 5 < 6 & 7 > 2 to <3'],
    ['a script that never ends', 'Open <script>daily', 'Open'],
    ['a tag that never ends', 'Open <b daily', 'Open'],
    ['paragraphs nobody closed', '<ul><li>Mo<li>Tu</ul>', 'Mo Tu'],
  ])('with %s', (_, html, text) => {
    expect(seen(html)).toBe(text);
  });

  it.each([
    ['caf&eacute; &amp; &Uuml;bung &szlig; &euro;5 &ndash; 6', 'café & Übung ß €5 – 6'],
    ['8&#8364; &#x20AC; &#128; &#146;s &#150;', '8€ € € ’s –'],
    ['&Ouml;ffnungs&shy;zeiten&nbsp;heute', 'Öffnungszeiten heute'],
    ['&amp;lt;b&amp;gt; stays &lt;b&gt;', '&lt;b&gt; stays <b>'],
    ['R&D; &unknown; &#xD800; &#9999999;', 'R&D; &unknown; \uFFFD \uFFFD'],
  ])('reads the characters that %s means', (html, text) => {
    expect(seen(html)).toBe(text);
  });

  it('keeps paragraphs apart, so that each is found on its own', () => {
    expect(textOfHtml('<p>Open daily</p><p>Closed on Sunday</p>').trim()).toBe(
      'Open daily\n\nClosed on Sunday',
    );
  });

  it.each(['<', '<a ="', '<!--', '<script>', "<a x='>", '&#', '</', '\n '])(
    'is done with two mebibytes of %j before anybody gives up',
    (piece) => {
      const page = piece.repeat(Math.ceil((2 * 2 ** 20) / piece.length));
      expect(textOfHtml(page).length).toBeLessThanOrEqual(page.length);
    },
  );
});
