/**
 * The pages of which every word is translated; a test compares this list with the messages. The others are in French,
 * whatever language was chosen for what stands around them.
 */
export const TRANSLATED: ReadonlySet<string> = new Set([
  '/',
  '/(account)/account',
  '/(account)/account/second-factor',
  '/(account)/sign-in',
  '/(account)/sign-in/code',
  '/(account)/sign-in/link/[token]',
  '/(account)/sign-in/second-factor',
  '/(account)/start',
  '/[association]/meetings',
  '/[association]/meetings/[meeting]',
]);

/** The language of the words of a page, where it may not be that of the document (WCAG 2.2, 3.1.2). */
export const wordsOf = (page: { route: { id: string | null }; error: unknown }): 'fr' | undefined =>
  page.error || TRANSLATED.has(page.route.id ?? '') ? undefined : 'fr';
