import { press, ticket } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, loads, test } from '../support/test';

test('a customer cancels, the kitchen sees it, the stock returns', async ({ page, visitor, staff }) => {
  await registered(page);
  const other = await visitor();
  await other.goto('/carta/parrillas');
  const dish = other.getByRole('article').filter({ hasText: 'Parrilla para 4' });
  await expect(dish.getByRole('button', { name: 'Agregar Parrilla para 4' })).toBeVisible();
  const reloads = loads(other);

  // There are 20: somebody else sees at once that they are gone.
  const { orderId, number } = await inTheKitchen(page, { product: 'parrilla_4', qty: 20 });
  await expect(dish).toContainText('Agotado');
  await expect(dish.getByRole('button')).toHaveCount(0);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, number)).toContainText('Parrilla 4');

  await page.goto(`/pedidos/${orderId}`);
  await page.getByRole('button', { name: 'Cancelar pedido' }).click();
  const dialog = page.getByRole('dialog', { name: '¿Cancelamos tu pedido?' });
  await dialog.getByRole('radio', { name: 'Ya no lo necesito' }).check();
  await dialog.getByRole('button', { name: 'Sí, cancelar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido cancelado' })).toBeVisible();
  await expect(page.getByText('Te devolvimos el dinero por el mismo medio.')).toBeVisible();
  await expect(page.getByText('Motivo: Ya no lo necesito')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancelar pedido' })).toHaveCount(0);

  const alarm = kitchen.getByRole('alert').filter({ hasText: new RegExp(`Cancelaron .*\\b${number}\\b`) });
  const known = kitchen.getByRole('button', { name: `Enterado, pedido ${number}`, exact: true });
  const struck = kitchen.getByRole('article').filter({ has: known });
  await expect(alarm).toBeVisible();
  await expect(struck).toContainText('“Ya no lo necesito”');
  await expect(ticket(kitchen, number)).toHaveCount(0);
  // It stays until somebody says they know, also over a reload.
  await kitchen.reload();
  await expect(struck).toBeVisible();
  await known.first().click();
  await expect(struck).toHaveCount(0);
  await expect(alarm).toHaveCount(0);

  await expect(dish.getByRole('button', { name: 'Agregar Parrilla para 4' })).toBeVisible();
  expect(reloads()).toBe(0);
});

test('what the cook has begun can no longer be cancelled', async ({ page, staff }) => {
  await registered(page);
  const { orderId, number } = await inTheKitchen(page);
  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByRole('button', { name: 'Cancelar pedido' })).toBeVisible();
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await press(kitchen, 'Tomar', number);
  await expect(page.getByText('Rosa lo está preparando.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancelar pedido' })).toHaveCount(0);
});
