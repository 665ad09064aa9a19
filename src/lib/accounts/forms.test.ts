import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeForm, firstStartForm, secondFactorForm, signInForm } from './forms.ts';

describe('the code', () => {
  it.each(['123456', ' 123 456 ', '123\u00a0456', '123-456'])('%j is 123456', (code) => {
    expect(codeForm.parse({ code })).toEqual({ code: '123456' });
  });

  it.each(['', '12345', '1234567', 'abcdef', '1'.repeat(51)])('%j is none', (code) => {
    expect(codeForm.safeParse({ code }).success).toBe(false);
  });
});

describe('the second factor', () => {
  it('is six digits, or sixteen letters however they are typed', () => {
    expect(secondFactorForm.parse({ code: '123 456' }).code).toBe('123456');
    expect(secondFactorForm.parse({ code: 'abcd-efgh 2345 wxyz' }).code).toBe('ABCDEFGH2345WXYZ');
    for (const code of ['', '12345', 'ABCDEFGH2345WXY', 'ABCDEFGH2345WXY1'])
      expect(secondFactorForm.safeParse({ code }).success, code).toBe(false);
  });
});

describe('the e-mail address', () => {
  it('is read in lower case, without spaces around', () => {
    expect(signInForm.parse({ email: ' An.Peeters@Example.BE ' })).toEqual({
      email: 'an.peeters@example.be',
      next: '/',
    });
  });

  it.each([
    ['', 'Indiquez votre adresse e-mail.'],
    ['an', 'Cette adresse n’est pas complète. Exemple\u00a0: prenom.nom@exemple.be'],
    [
      'an@example.be, bo@example.be',
      'Cette adresse n’est pas complète. Exemple\u00a0: prenom.nom@exemple.be',
    ],
    [
      'an@example.be\nbcc:bo@example.be',
      'Cette adresse n’est pas complète. Exemple\u00a0: prenom.nom@exemple.be',
    ],
  ])('%j is refused: %s', (email, sentence) => {
    expect(signInForm.safeParse({ email }).error?.issues.map(({ message }) => message)).toContain(sentence);
  });
});

describe('the short address of an association', () => {
  const slugAccepted = (slug: string) => !firstStartForm.shape.slug.safeParse(slug).error;

  it('follows the rule of the database and leaves the pages of the installation alone', () => {
    for (const slug of ['rslux', 'RSLux', 'a-1', 'a'.repeat(40)]) expect(slugAccepted(slug), slug).toBe(true);
    for (const slug of ['', 'ab', '1ab', 'ab-', 'é-té', 'a'.repeat(41), 'sign-in', 'Account', 'operator'])
      expect(slugAccepted(slug), slug).toBe(false);
  });

  it('is none of the folders of routes', () => {
    const routes = new URL('../../routes/', import.meta.url);
    const folders = ['./', './(account)/'].flatMap((group) =>
      readdirSync(new URL(group, routes), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && /^[a-z]/.test(entry.name))
        // A folder without any page or endpoint has no address.
        .filter(({ name }) =>
          readdirSync(new URL(`${group}${name}/`, routes), { recursive: true, encoding: 'utf8' }).some(
            (file) => /(^|\/)\+(page|server)/.test(file),
          ),
        )
        .map(({ name }) => name),
    );
    expect(folders).toContain('sign-in');
    expect(folders.filter(slugAccepted)).toEqual([]);
  });
});
