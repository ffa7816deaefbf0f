import { go, press, ticket, work } from '../support/console';
import { registered } from '../support/customers';
import { keepInCart, orderNumber, priced } from '../support/storefront';
import { expect, test } from '../support/test';

test('picked up and paid in cash, handed over by the dispatcher', async ({ page, staff }) => {
  const customer = await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  const main = page.getByRole('main');
  await main.getByRole('radio', { name: /Recojo en local/ }).check();
  await main.getByRole('radio', { name: /Chacarilla/ }).check();
  await expect(page.getByLabel('Teléfono')).toHaveValue(customer.phone);
  await main.getByRole('radio', { name: /Efectivo/ }).check();
  await main.getByRole('checkbox', { name: /Acepto los términos/ }).check();
  // Nothing is paid for delivery, and nothing now.
  await expect(priced(page, 'Hacer el pedido')).toContainText('S/ 41.90');
  await priced(page, 'Hacer el pedido').click();
  await expect(page).toHaveURL(/\/pedidos\/o_/);
  await expect(page.getByText('Recojo en Chacarilla')).toBeVisible();
  const number = await orderNumber(page);

  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await work(kitchen, number);

  const counter = await staff('empaque');
  await counter.goto('/restaurante/empaque');
  await work(counter, number);
  await expect(page.getByText('Tu pedido está listo. Te esperamos en el mostrador.')).toBeVisible();

  // The driver sees it coming, and has nothing to do with it.
  const road = await staff('reparto');
  await road.goto('/restaurante/reparto');
  await expect(ticket(road, number)).toContainText('Recoge en Chacarilla');
  await expect(ticket(road, number).getByRole('button')).toHaveCount(0);

  await go(counter, 'Reparto');
  const its = ticket(counter, number);
  await expect(its).toContainText('Cobrar al entregar, efectivo');
  await expect(its).toContainText('S/ 41.90');
  await press(counter, 'Tomar', number);
  await expect(page.getByText('Tu pedido está listo. Martín te lo está entregando.')).toBeVisible();
  await press(counter, 'Entregado', number);
  await expect(page.getByText('Ya tienes tu pedido. ¡Buen provecho!')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Recogido' })).toContainText(/\d\d:\d\d/);
});
