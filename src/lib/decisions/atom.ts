import { dayInWords } from '#lib/kernel/days.ts';
import type { PublicDecision } from './rules/public.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Nor the control characters that XML cannot say. */
const xml = (text: string) =>
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);

/** Public decisions as an Atom feed (RFC 4287), in the order given. Addresses are full; instants are ISO. At least one. */
export function atomFeed(
  about: { readonly name: string; readonly self: string; readonly page: string },
  decisions: readonly (PublicDecision & { readonly address: string; readonly publishedAt: string })[],
): string {
  const updated = decisions.reduce(
    (latest, { publishedAt }) => (Date.parse(publishedAt) > Date.parse(latest) ? publishedAt : latest),
    decisions[0]!.publishedAt,
  );
  const entries = decisions.map(
    ({ reference, title, text, sentence, body, decidedOn, address, publishedAt }) => `  <entry>
    <id>${xml(address)}</id>
    <title>${xml(`${reference}\u00a0: ${title}`)}</title>
    <link href="${xml(address)}"/>
    <updated>${publishedAt}</updated>
    <summary>${xml(`${body.name}, ${dayInWords(decidedOn)}. ${text} ${sentence}`)}</summary>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
  <id>${xml(about.page)}</id>
  <title>${xml(`Décisions publiques, ${about.name}`)}</title>
  <author><name>${xml(about.name)}</name></author>
  <link rel="self" href="${xml(about.self)}"/>
  <link href="${xml(about.page)}"/>
  <updated>${updated}</updated>
${entries.join('\n')}
</feed>
`;
}
