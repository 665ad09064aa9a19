import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toDocx } from '#lib/documents/docx/docx.ts';
import { toHtml } from '#lib/documents/html-page.ts';
import { toText } from '#lib/documents/text.ts';
import { discussedUnder } from './discussed.ts';
import { minutesDocument } from './document.ts';
import { publicMinutes } from './public.ts';
import { SITTING } from './snapshot.sample.ts';

const link = (id: string, parentId: string | null, depth: number) => ({
  id,
  parentId,
  depth,
  name: parentId === null ? 'Texte' : `Amendement ${id}`,
  text: `Texte de ${id}.`,
  author: parentId === null ? 'le bureau' : '',
  vote: { decisionId: `d-${id}`, reference: `CA-${id}`, outcome: 'adopted' as const },
});

describe('amendments stand under the text that they change', () => {
  const chain = [link('sub', 'am', 2), link('am', 'main', 1), link('main', null, 0)];
  it('finds the text that was discussed, however deep', () => {
    const main = { name: 'Texte', text: 'Texte de main.', author: 'le bureau' };
    expect(discussedUnder(chain, 'd-sub')).toEqual({ ...main, depth: 2 });
    expect(discussedUnder(chain, 'd-am')).toEqual({ ...main, depth: 1 });
    expect(discussedUnder(chain, 'd-main')).toBe(null);
    expect(discussedUnder(chain, 'd-other')).toBe(null);
  });

  const [first, ...others] = SITTING.items;
  const [one] = first!.decisions;
  const nested = {
    ...SITTING,
    items: [
      {
        ...first!,
        decisions: [
          { ...one!, reference: 'CA-2022-21', under: discussedUnder(chain, 'd-sub')! },
          { ...one!, reference: 'CA-2022-22', under: discussedUnder(chain, 'd-am')! },
          { ...one!, reference: 'CA-2022-23' },
        ],
      },
      ...others,
    ],
  };
  const document = minutesDocument(nested);

  it('tells that text once, then what changes it, further from the margin, in every format', () => {
    const text = toText(document);
    expect(text.match(/Texte en discussion/g)).toHaveLength(1);
    expect(text.replaceAll('\u00a0', ' ')).toContain(
      'Texte en discussion, proposé par le bureau : « Texte de main. »\n\n    Décision CA-2022-21\n    ',
    );
    expect(text).toMatch(/\n\n {2}Décision CA-2022-22\n {2}\S.*[\s\S]*\n\nDécision CA-2022-23\n\S/);
    const open = toText(publicMinutes(nested)).replaceAll('\u00a0', ' ');
    expect(open).toContain('Texte en discussion : « Texte de main. »');
    expect(open).not.toContain('le bureau');
    const html = toHtml(document);
    expect(html).toMatch(/under-2"[\s\S]*under-1"/);
    const body = strFromU8(unzipSync(toDocx(document))['word/document.xml']!);
    expect(body).toMatch(/w:left="1020"[\s\S]*w:left="680"/);
  });
});
