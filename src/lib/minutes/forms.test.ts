import { expect, it } from 'vitest';
import { signingForm } from './forms.ts';

it('nobody signs without having said that they read it', () => {
  expect(signingForm.safeParse({ signer: 'chair', code: '' }).error?.issues[0]?.message).toContain('Cochez');
  expect(signingForm.safeParse({ signer: 'chair', read: 'on' }).success).toBe(true);
});
