import { describe, expect, it } from 'vitest';
import type { Block, Document } from './blocks.ts';
import { toHtml } from './html-page.ts';
import { DOT } from './logo.sample.ts';
import { PV } from './pv.sample.ts';

const page = toHtml({ ...PV, watermark: 'PROJET' });
const withBlocks = (...blocks: Block[]): Document => ({ ...PV, blocks });

describe('a document as a page', () => {
  it('says its language and its title, and fetches and runs nothing', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="fr">/);
    expect(page).toContain(`<title>${PV.title}</title>`);
    expect(page).not.toMatch(/<script|<link|src="http|url\(/);
    expect(page).toContain('<p class="state">PROJET</p>');
    expect(toHtml(PV)).not.toContain('class="state"');
  });

  it('has one first heading, and skips no level', () => {
    const levels = Array.from(page.matchAll(/<h(\d)/g), ([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    const body = page.slice(page.indexOf('<body'), page.indexOf('</html>'));
    for (const [, closing, name] of body.matchAll(/<(\/?)([a-z0-9]+)(?:\s[^<>]*)?>/g)) {
      if (name === 'br' || name === 'img' || name === 'meta') continue;
      if (closing) expect(open.pop()).toBe(name);
      else open.push(name!);
    }
    expect(open).toEqual([]);
  });

  it('keeps tables with their headers, lists, links and signatures', () => {
    expect(page).toContain('<th scope="col">Poste</th>');
    expect(page).toContain('<td class="right">48.200,00 €</td>');
    expect(page).toContain('<section class="signatures">');
    expect(page).toMatch(/<ol><li><p>un logement/);
  });

  it('writes words as words, whatever they look like', () => {
    const html = toHtml(
      withBlocks(
        { kind: 'paragraph', text: '<script>alert("x")</script>' },
        { kind: 'heading', level: 2, id: 'a"b', text: 'A & B' },
      ),
    );
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(html).toContain('<h2 id="a&quot;b">A &amp; B</h2>');
  });

  it('leads from its table of contents to each place, and carries its logo', () => {
    const html = toHtml({
      ...withBlocks(
        { kind: 'contents', entries: [{ level: 1, text: 'Organe', target: 'CA' }] },
        { kind: 'page-break' },
        { kind: 'heading', level: 2, id: 'CA', text: 'Organe' },
      ),
      accent: '#123456',
      letterhead: { ...PV.letterhead, logo: DOT },
    });
    expect(html).toContain('<a href="#CA">Organe</a>');
    expect(html).toContain(`<img src="data:image/png;base64,${DOT.data}" alt="">`);
    expect(html).toContain('style="--accent:#123456"');
  });
});
