import { translated } from '../support/bad-day';
import { asleep, awake, cartLink, priced } from '../support/storefront';
import { expect, type Page, test } from '../support/test';

// Pages on which a translator has put texts of its own in the place of ours.

const CHICHA = 'Agregar Chicha morada grande';

test('a page that was translated before the app began works', async ({ page }) => {
  const wake = await asleep(page);
  await page.goto('/carta', { waitUntil: 'commit' });
  await expect(page.getByRole('button', { name: CHICHA })).toBeVisible();
  await translated(page);
  wake();
  await page.getByRole('button', { name: CHICHA }).click();
  await expect(cartLink(page)).toContainText('1 producto');
  const before = await cartLink(page).innerText();
  await page.getByRole('button', { name: /^Agregar / }).first().click();
  await expect(cartLink(page)).toContainText('2 productos');
  expect(await cartLink(page).innerText()).not.toBe(before);
});

test('a dish that was translated before the app began takes its price along', async ({ page }) => {
  const wake = await asleep(page);
  await page.goto('/plato/pollo_1_2', { waitUntil: 'commit' });
  await expect(priced(page, 'Agregar')).toBeVisible();
  await translated(page);
  wake();
  await expect(priced(page, 'Agregar')).toBeEnabled();
  const one = await priced(page, 'Agregar').innerText();
  await page.getByRole('button', { name: 'Agregar uno' }).click();
  await expect(priced(page, 'Agregar')).not.toHaveText(one);
});

/** What a page says of money, in its order. */
async function amounts(page: Page) {
  return (await page.getByRole('main').innerText()).match(/S\/\s*\d+\.\d\d/g) ?? [];
}

test('a page that is translated later goes on, and the next one is right', async ({ page }) => {
  await page.goto('/carta');
  await awake(page);
  await page.getByRole('button', { name: CHICHA }).click();
  await expect(cartLink(page)).toContainText('1 producto');
  await translated(page);
  await page.getByRole('button', { name: /^Agregar / }).first().click();
  await cartLink(page).click();
  const cart = page.getByRole('heading', { level: 1, name: 'Tu pedido' });
  await expect(cart).toBeVisible();
  await expect(page.getByRole('main').getByRole('button', { name: 'Agregar uno' })).toHaveCount(2);
  const shown = await amounts(page);
  expect(shown.length).toBeGreaterThan(2);
  await page.reload();
  await expect(cart).toBeVisible();
  await expect.poll(() => amounts(page)).toEqual(shown);
});
