import { replaced, withoutStorage } from '../support/bad-day';
import { awake, cartLink } from '../support/storefront';
import { expect, loads, test } from '../support/test';

// The site is replaced by a newer version under open pages, and the parts of theirs are gone.

const CHICHA = 'Agregar Chicha morada grande';

test('who goes on to the cart after a deploy gets there, with all that is in it', async ({ page }) => {
  await page.goto('/carta');
  await page.getByRole('button', { name: CHICHA }).click();
  await expect(cartLink(page)).toContainText('1 producto');
  await replaced(page);
  const reloads = loads(page);
  await cartLink(page).click();
  await expect(page).toHaveURL(/\/pedido$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Tu pedido' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Chicha morada grande');
  await page.getByRole('main').getByRole('button', { name: 'Agregar uno' }).click();
  await expect(cartLink(page)).toContainText('2 productos');
  expect(reloads()).toBe(1);
});

test('a page asks by itself for newer versions, and is led to them once', async ({ page }) => {
  await page.clock.install();
  await page.goto('/carta');
  await page.getByRole('button', { name: CHICHA }).click();
  await expect(cartLink(page)).toContainText('1 producto');
  await replaced(page);
  const reloads = loads(page);
  const asked = page.waitForRequest('**/version.json');
  await page.clock.fastForward('10:01');
  await asked;
  await expect(page.getByText('Hay una versión nueva de esta página.')).toBeVisible();
  expect(reloads()).toBe(0);
  await cartLink(page).click();
  await expect(page.getByRole('main')).toContainText('Chicha morada grande');
  await awake(page);
  expect(reloads()).toBe(1);
});

test('where a browser keeps nothing, nobody loses a cart without being told', async ({ page }) => {
  await withoutStorage(page);
  await page.goto('/carta');
  await page.getByRole('button', { name: CHICHA }).click();
  await expect(cartLink(page)).toContainText('1 producto');
  await replaced(page);
  const reloads = loads(page);
  await cartLink(page).click();
  const said = page.getByRole('dialog', { name: 'No se pudo cargar la página' });
  await expect(said).toBeVisible();
  expect(reloads()).toBe(0);
  await said.getByRole('button', { name: 'Recargar' }).click();
  await expect.poll(reloads).toBe(1);
  await awake(page);
});
