import { ticket } from '../support/console';
import { registered } from '../support/customers';
import { fillCheckout, keepInCart, orderNumber, placed, priced } from '../support/storefront';
import { expect, test } from '../support/test';

test('a refused payment is tried again with another method', async ({ page }) => {
  await registered(page);
  const { orderId } = await placed(page);
  await page.goto(`/pedido/pago/${orderId}`);
  await expect(page.getByRole('img', { name: 'Código QR para pagar con Yape' })).toBeVisible();
  await page.getByRole('button', { name: 'Rechazar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'El pago no pasó' })).toBeVisible();
  await expect(page.getByText('No te cobramos nada. Elige cómo quieres pagar e inténtalo otra vez.')).toBeVisible();
  await page.getByRole('radio', { name: /Tarjeta/ }).check();
  await page.getByRole('button', { name: 'Intentar otra vez' }).click();
  await expect(page.getByText('Esperamos la confirmación de tu banco.')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Código QR para pagar con Yape' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Aprobar pago' }).click();
  await expect(page).toHaveURL(/\/pedidos\/o_/);
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
});

test('a double click on approve pays once', async ({ page, staff }) => {
  await registered(page);
  const { orderId, number } = await placed(page);
  await page.goto(`/pedido/pago/${orderId}`);
  await page.getByRole('button', { name: 'Aprobar pago' }).dblclick();
  await expect(page).toHaveURL(/\/pedidos\/o_/);
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();

  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, number)).toHaveCount(1);
  await page.goto('/cuenta/avisos');
  await expect(page.getByRole('article').filter({ hasText: `Pedido ${number}.` })).toHaveCount(1);
  await expect(page.getByRole('link', { name: 'Recibimos tu pedido' })).toHaveCount(1);
});

test('a double click on ordering makes one order', async ({ page }) => {
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  await fillCheckout(page);
  await priced(page, 'Ir a pagar').dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  await page.goto('/cuenta/pedidos');
  await expect(page.getByRole('article')).toHaveCount(1);
});

test('who orders before the profile has come is not asked for what it says', async ({ page }) => {
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  let come = () => {};
  const late = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/rpc/customers/my-profile', async (route) => {
    await late;
    await route.continue();
  });
  await page.goto('/pedido/entrega');
  const main = page.getByRole('main');
  await main.getByRole('radio', { name: /Recojo en local/ }).check();
  await main.getByRole('radio', { name: /Miraflores/ }).check();
  await main.getByRole('checkbox', { name: /Acepto los términos/ }).check();
  await expect(main.getByLabel('Teléfono')).toHaveValue('');
  await priced(page, 'Ir a pagar').click();
  await expect(priced(page, 'Enviando tu pedido…')).toHaveAttribute('aria-busy', 'true');
  await expect(page.getByRole('alert')).toHaveCount(0);
  come();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
});

test.describe('where the network fails', () => {
  test.use({ provoked: /ERR_CONNECTION_RESET/ });

  test('an order whose answer was lost is not placed again', async ({ page }) => {
    await registered(page);
    await keepInCart(page, 'pollo_1_2');
    await page.goto('/pedido/entrega');
    await fillCheckout(page);
    // The server gets it, the browser does not get the answer.
    await page.route('**/rpc/orders/place', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await priced(page, 'Ir a pagar').click();
    await expect(page.getByRole('alert')).toContainText('No hay conexión');
    await page.unroute('**/rpc/orders/place');
    await page.reload();
    await priced(page, 'Ir a pagar').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
    await page.goto('/cuenta/pedidos');
    await expect(page.getByRole('article')).toHaveCount(1);
  });
});

test('a reload in the middle of each step loses nothing', async ({ page }) => {
  const customer = await registered(page);
  await keepInCart(page, 'pollo_1_2');

  await page.goto('/pedido');
  await page.getByRole('button', { name: 'Agregar uno' }).click();
  await expect(page.getByRole('main')).toContainText('S/ 83.80');
  await page.reload();
  await expect(page.getByRole('main')).toContainText('S/ 83.80');

  await page.getByRole('link', { name: 'Continuar' }).click();
  await fillCheckout(page);
  await page.getByRole('radio', { name: /Factura/ }).check();
  await page.getByLabel('RUC').fill('20131312955');
  await page.getByLabel('Razón social').fill('Sabores del Sur S.A.C.');
  await page.reload();
  const main = page.getByRole('main');
  await expect(main.getByLabel('Dirección')).toHaveValue('Av. Larco 345, dpto. 502');
  await expect(main.getByLabel('Referencia')).toHaveValue('Timbre azul');
  await expect(page.getByLabel('Teléfono')).toHaveValue(customer.phone);
  await expect(page.getByRole('radio', { name: /Factura/ })).toBeChecked();
  await expect(page.getByLabel('RUC')).toHaveValue('20131312955');
  await expect(page.getByLabel('Razón social')).toHaveValue('Sabores del Sur S.A.C.');
  await expect(page.getByRole('checkbox', { name: /Acepto los términos/ })).toBeChecked();

  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  const paying = page.url();
  await page.reload();
  await expect(page).toHaveURL(paying);
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  await expect(page.getByText('S/ 83.80')).toBeVisible();
  await page.getByRole('button', { name: 'Aprobar pago' }).click();

  await expect(page).toHaveURL(/\/pedidos\/o_/);
  const number = await orderNumber(page);
  await page.reload();
  expect(await orderNumber(page)).toBe(number);
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
  // Who goes back to the payment is sent on: it is done.
  await page.goto(paying);
  await expect(page).toHaveURL(/\/pedidos\/o_/);
});
