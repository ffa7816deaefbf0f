import { press, ticket, work } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, test } from '../support/test';

test('what was finished by mistake is taken back, what was taken is put back', async ({ page, staff }) => {
  await registered(page);
  const { orderId, number } = await inTheKitchen(page);
  await page.goto(`/pedidos/${orderId}`);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await work(kitchen, number);
  await expect(page.getByText('Tu pedido ya salió del fuego. Falta empacarlo.')).toBeVisible();

  const finished = kitchen.getByRole('region', { name: 'Recién terminados' }).getByRole('listitem');
  const its = finished.filter({ hasText: new RegExp(`\\b${number} listo`) });
  await expect(its.getByRole('button')).toContainText(/Deshacer \((2:00|1:\d\d)\)/);
  await its.getByRole('button', { name: `Deshacer, pedido ${number}`, exact: true }).click();
  await expect(kitchen.getByText(`El pedido ${number} volvió a cocina.`)).toBeVisible();
  await expect(ticket(kitchen, number)).toContainText('Lo tienes tú');
  await expect(its).toHaveCount(0);
  await expect(page.getByText('Tu pedido está en la cocina. Rosa lo está preparando.')).toBeVisible();

  await press(kitchen, 'Devolver a la cola', number);
  await expect(ticket(kitchen, number).getByRole('button', { name: `Tomar, pedido ${number}`, exact: true })).toBeVisible();
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();

  // Somebody else may take it now.
  const second = await staff('cocina2');
  await second.goto('/restaurante/cocina');
  await press(second, 'Tomar', number);
  await expect(page.getByText('Tu pedido está en la cocina. Elmer lo está preparando.')).toBeVisible();
  await expect(ticket(kitchen, number)).toContainText('Lo tiene Elmer');
});
