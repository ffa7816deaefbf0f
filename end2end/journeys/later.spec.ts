import { findCard, go, ticket, work } from '../support/console';
import { registered } from '../support/customers';
import { picture } from '../support/pictures';
import { keepInCart, orderNumber, priced } from '../support/storefront';
import { expect, test } from '../support/test';

test('an order for tomorrow waits in the kitchen until it is time', async ({ page, staff }) => {
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  const main = page.getByRole('main');
  await main.getByRole('radio', { name: /Recojo en local/ }).check();
  await main.getByRole('radio', { name: /Miraflores/ }).check();
  const when = main.getByRole('radiogroup', { name: '¿Para cuándo?' });
  await expect(when.getByRole('radio', { name: /Lo antes posible/ })).toBeChecked();
  await when.getByRole('radio', { name: /Programar/ }).check();
  await main.getByRole('combobox', { name: 'Día' }).selectOption({ label: 'Mañana' });
  await main.getByRole('combobox', { name: 'Hora' }).selectOption({ label: '7:30 p. m.' });
  await picture(page, 'checkout-later', { whole: true });

  // What was chosen stays over a reload.
  await page.reload();
  await expect(main.getByRole('combobox', { name: 'Hora' })).toHaveValue(/^\d+$/);
  await expect(main.getByRole('combobox', { name: 'Hora' }).locator('option:checked')).toHaveText('7:30 p. m.');
  await main.getByRole('radio', { name: /Efectivo/ }).check();
  await main.getByRole('checkbox', { name: /Acepto los términos/ }).check();
  await priced(page, 'Hacer el pedido').click();

  await expect(page.getByText(/Pedido \d+ · listo mañana entre/)).toBeVisible();
  await expect(page.getByText('7:30 y 7:40 p. m.')).toBeVisible();
  await expect(page.getByText('Tu pedido está programado. Empezamos a prepararlo a tiempo.')).toBeVisible();
  const number = await orderNumber(page);
  await picture(page, 'tracking-later', { whole: true });
  await page.goto('/cuenta/pedidos');
  await expect(page.getByText('Para mañana, 19:30')).toBeVisible();
  await page.goBack();

  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  const its = ticket(kitchen, number);
  await expect(its).toContainText('Programado');
  await expect(its).toContainText('Para mañana, 19:30');
  await expect(its).toContainText('empezar mañana, 19:14');
  await picture(kitchen, 'kitchen-later');
  await go(kitchen, 'Pedidos');
  await expect(await findCard(kitchen, number)).toContainText('empezar mañana, 19:14');
  // There is nothing else to do, so it is begun early.
  await go(kitchen, 'Cocina');
  await work(kitchen, number);
  await expect(page.getByText('Tu pedido ya salió del fuego. Falta empacarlo.')).toBeVisible();
});
