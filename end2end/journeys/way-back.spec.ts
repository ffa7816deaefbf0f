import { go } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, type Page, test } from '../support/test';

/** Whether the entry of the history is that of a sheet. */
function ofSheet(page: Page) {
  return expect.poll(() => page.evaluate(() => typeof history.state?.sheet === 'number'));
}

test('the way back closes a sheet of the storefront before it leaves the page', async ({ page }) => {
  await registered(page);
  const { orderId, number } = await inTheKitchen(page);
  await page.goto('/cuenta/pedidos');
  await page.getByRole('link', { name: /½ pollo/ }).first().click();
  const here = new RegExp(`/pedidos/${orderId}$`);
  await expect(page).toHaveURL(here);
  const dialog = page.getByRole('dialog', { name: '¿Cancelamos tu pedido?' });

  await page.getByRole('button', { name: 'Cancelar pedido' }).click();
  await expect(dialog).toBeVisible();
  await page.goBack();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(here);
  await expect(page.getByText(`Pedido ${number}`).first()).toBeVisible();

  // Closed in another way, it leaves nothing that one has to go back from.
  await page.getByRole('button', { name: 'Cancelar pedido' }).click();
  await ofSheet(page).toBe(true);
  await dialog.getByRole('button', { name: 'Cerrar' }).click();
  await expect(dialog).toBeHidden();
  await ofSheet(page).toBe(false);
  await page.goBack();
  await expect(page).toHaveURL(/\/cuenta\/pedidos$/);

  // Nor does it come back by going forward.
  await page.goForward();
  await expect(page).toHaveURL(here);
  await page.goForward();
  await ofSheet(page).toBe(false);
  await expect(page).toHaveURL(here);
  await expect(dialog).toBeHidden();
});

test('the way back closes a sheet of the console, as often as it is opened', async ({ staff }) => {
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await go(kitchen, 'Empaque');
  const dialog = kitchen.getByRole('dialog', { name: 'Rosa Huamán' });
  for (const way of ['back', 'key', 'back'] as const) {
    await kitchen.getByRole('button', { name: /Abrir tu sesión/ }).click();
    await expect(dialog).toBeVisible();
    await ofSheet(kitchen).toBe(true);
    await (way === 'back' ? kitchen.goBack() : kitchen.keyboard.press('Escape'));
    await expect(dialog).toBeHidden();
    await ofSheet(kitchen).toBe(false);
    await expect(kitchen).toHaveURL(/\/restaurante\/empaque$/);
  }
  await kitchen.goBack();
  await expect(kitchen).toHaveURL(/\/restaurante\/cocina$/);

  // Loaded again with a sheet open, it is passed over.
  await kitchen.getByRole('button', { name: /Abrir tu sesión/ }).click();
  await ofSheet(kitchen).toBe(true);
  const old = await kitchen.evaluate(() => history.state.sheet as number);
  await kitchen.reload();
  await kitchen.getByRole('button', { name: /Abrir tu sesión/ }).click();
  await expect(dialog).toBeVisible();
  await expect.poll(() => kitchen.evaluate((old) => history.state?.sheet ?? old, old)).not.toBe(old);
  await kitchen.goBack();
  await expect(dialog).toBeHidden();
  await ofSheet(kitchen).toBe(false);
  await expect(kitchen).toHaveURL(/\/restaurante\/cocina$/);
});
