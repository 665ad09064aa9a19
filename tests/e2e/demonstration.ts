import { expect, type Page } from '@playwright/test';

/** Begins the demonstration of this worker again: what other tests recorded is gone, and nobody is signed in. */
export async function beginAgain(page: Page) {
  await page.goto('/demonstration');
  await page.getByText('Recommencer la démonstration', { exact: true }).click();
  await page.getByRole('button', { name: 'Tout effacer et recommencer' }).click();
  await expect(page).toHaveURL(/begun/);
}
