import { sessionOver } from '../support/bad-day';
import { ticket } from '../support/console';
import { fillSignIn, registered } from '../support/customers';
import { fillAddress, inTheKitchen, keepInCart, priced } from '../support/storefront';
import { expect, loads, STAFF_PASSWORD, test } from '../support/test';

test('a session that ends at checkout is announced, and nothing is lost', async ({ page }) => {
  const customer = await registered(page);
  await keepInCart(page, 'pollo_1_2', 'chicha_grande');
  await page.goto('/pedido/entrega');
  await fillAddress(page);
  await page.getByLabel('Teléfono').fill('987 654 321');
  await page.getByRole('textbox', { name: 'DNI' }).fill('12345678');
  await page.getByRole('checkbox', { name: /Acepto los términos/ }).check();
  await expect(page.getByRole('main')).toContainText(`Pides como ${customer.name}`);

  await sessionOver(page);
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('alert')).toContainText('Tu sesión terminó. Ingresa de nuevo para continuar.');
  await priced(page, 'Ingresa para hacer tu pedido').click();
  await fillSignIn(page, customer);
  await page.getByRole('button', { name: 'Ingresar', exact: true }).click();

  await expect(page).toHaveURL(/\/pedido\/entrega$/);
  const main = page.getByRole('main');
  await expect(main.getByLabel('Dirección')).toHaveValue('Av. Larco 345, dpto. 502');
  await expect(page.getByLabel('Teléfono')).toHaveValue('987 654 321');
  await expect(page.getByRole('textbox', { name: 'DNI' })).toHaveValue('12345678');
  await expect(page.getByRole('checkbox', { name: /Acepto los términos/ })).toBeChecked();
  await expect(main).toContainText('1 × Chicha morada grande');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
});

test('who does not come back after their session was over leaves nothing behind', async ({ page }) => {
  await page.clock.install();
  await registered(page);
  await keepInCart(page, 'pollo_1_2', 'chicha_grande');
  await page.goto('/pedido/entrega');
  await fillAddress(page);
  await page.getByRole('textbox', { name: 'DNI' }).fill('12345678');
  await page.getByRole('checkbox', { name: /Acepto los términos/ }).check();
  await sessionOver(page);
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('alert')).toContainText('Tu sesión terminó.');
  const kept = () => page.evaluate(() => JSON.stringify(localStorage));
  expect(await kept()).toContain('Av. Larco');
  const reloads = loads(page);
  await page.clock.fastForward('31:00');
  // What the page shows of them goes as well.
  await expect.poll(reloads).toBe(1);
  expect(await kept()).not.toContain('Av. Larco');
  expect(await kept()).not.toContain('12345678');
});

test('a page of the account sends to sign-in and back', async ({ page }) => {
  const customer = await registered(page);
  await sessionOver(page);
  await page.goto('/cuenta/pedidos');
  await expect(page.getByRole('heading', { level: 1, name: 'Ingresar' })).toBeVisible();
  await page.getByLabel('Correo o usuario').fill(customer.username);
  await page.getByRole('textbox', { name: 'Contraseña' }).fill('otra-cosa-distinta');
  await page.getByRole('button', { name: 'Ingresar', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('El usuario o la contraseña no coinciden.');
  await expect(page.getByLabel('Correo o usuario')).toHaveValue(customer.username);
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(customer.password);
  await page.getByRole('button', { name: 'Ingresar', exact: true }).click();
  await expect(page).toHaveURL(/\/cuenta\/pedidos$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Hola, Lucía' })).toBeVisible();
});

test('a server that cannot say who is signed in signs nobody out', async ({ page }) => {
  await registered(page);
  await page.route('**/rpc/auth/who-am-i', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto('/cuenta/pedidos');
  const alert = page.getByRole('alert');
  await expect(alert.getByRole('button', { name: 'Reintentar' })).toBeVisible();
  await expect(page).toHaveURL(/\/cuenta\/pedidos$/);
  await page.unroute('**/rpc/auth/who-am-i');
  await alert.getByRole('button', { name: 'Reintentar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hola, Lucía' })).toBeVisible();
});

test('a console that nobody answered comes up by itself', async ({ staff }) => {
  const kitchen = await staff('cocina');
  await kitchen.route('**/rpc/auth/staff-who-am-i', (route) => route.fulfill({ status: 503, body: '' }));
  await kitchen.goto('/restaurante/cocina');
  await expect(kitchen.getByRole('alert').getByRole('button', { name: 'Reintentar' })).toBeVisible();
  await kitchen.unroute('**/rpc/auth/staff-who-am-i');
  await expect(kitchen.getByRole('heading', { level: 1, name: 'Cocina' })).toBeVisible();
});

test('a session that ends in the kitchen asks for the password, and the tap is sent', async ({ page, visitor }) => {
  const customer = await visitor();
  await registered(customer);
  const { number } = await inTheKitchen(customer);

  await page.goto('/restaurante/cocina');
  await page.getByLabel('Usuario').fill('cocina2');
  await page.getByLabel('Contraseña').fill(STAFF_PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page).toHaveURL(/\/restaurante\/cocina$/);
  await expect(ticket(page, number)).toBeVisible();

  await sessionOver(page);
  // In one event: a question for the queue may find out first, and the dialog opens between the two halves of a click.
  await page.getByRole('button', { name: `Tomar, pedido ${number}`, exact: true }).dispatchEvent('click');
  const dialog = page.getByRole('dialog', { name: 'Tu sesión terminó' });
  await expect(dialog).toContainText('Tus toques quedaron guardados.');
  await expect(dialog.getByLabel('Usuario')).toHaveValue('cocina2');
  await dialog.getByLabel('Contraseña').fill(STAFF_PASSWORD);
  await dialog.getByRole('button', { name: 'Entrar', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/restaurante\/cocina$/);
  await expect(ticket(page, number)).toContainText('Lo tienes tú');
  // Not only on this tablet.
  await customer.goto('/cuenta/pedidos');
  await customer.getByRole('link', { name: /½ pollo/ }).click();
  await expect(customer.getByText('Elmer lo está preparando.')).toBeVisible();
});
