import { ticket } from '../support/console';
import { registered } from '../support/customers';
import { neverCloses } from '../support/opening';
import { picture } from '../support/pictures';
import { cartLink, inTheKitchen } from '../support/storefront';
import { expect, STAFF_PASSWORD, test } from '../support/test';

test('another restaurant shares nothing', async ({ page, baseURL, staff }) => {
  const caleta = baseURL!.replace('localhost', 'caleta.localhost');

  await page.goto(caleta);
  await expect(page).toHaveTitle(/La Caleta/);
  await expect(page.getByRole('heading', { level: 1, name: 'Lo que el mar trajo esta mañana.' })).toBeVisible();
  await expect(page.getByText('Pardos')).toHaveCount(0);
  await picture(page, 'caleta-home', { whole: true });
  await page.goto(`${caleta}/carta`);
  await expect(page.getByRole('link', { name: 'Ceviche clásico' })).toBeVisible();
  await expect(page.getByRole('link', { name: /pollo a la brasa/ })).toHaveCount(0);
  await picture(page, 'caleta-carta');
  await page.goto(`${caleta}/plato/pollo_1_4`);
  await expect(page.getByRole('heading', { level: 1, name: 'Ese plato ya no está' })).toBeVisible();

  // A session, a cart and an order of one restaurant are nothing in the other.
  await page.goto(`${caleta}/carta`);
  await page.getByRole('button', { name: 'Agregar Cancha serrana' }).click();
  await expect(cartLink(page)).toContainText('1 producto');
  const customer = await registered(page, `${caleta}/terminos`);
  await neverCloses(page);
  const { orderId, number } = await inTheKitchen(page, { product: 'tiradito' });
  await page.goto(`${caleta}/pedidos/${orderId}`);
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();

  // Of this restaurant: the other one's page may still have been asking.
  const asked = page.waitForResponse(`${baseURL}/rpc/orders/track`);
  await page.goto(`/pedidos/${orderId}`);
  expect((await asked).status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'No encontramos ese pedido' })).toBeVisible();
  await expect(cartLink(page)).not.toContainText('producto');
  await page.goto('/cuenta/pedidos');
  await expect(page.getByRole('heading', { level: 1, name: 'Ingresar' })).toBeVisible();
  await page.getByLabel('Correo o usuario').fill(customer.username);
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(customer.password);
  await page.getByRole('button', { name: 'Ingresar', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('El usuario o la contraseña no coinciden.');

  // The same user name works in another kitchen, with other people and other orders.
  const other = await staff('gerente');
  await other.goto(`${caleta}/restaurante/`);
  await expect(other.getByRole('heading', { level: 1, name: 'Consola de La Caleta' })).toBeVisible();
  await other.getByLabel('Usuario').fill('cocina');
  await other.getByLabel('Contraseña').fill(STAFF_PASSWORD);
  await other.getByRole('button', { name: 'Entrar' }).click();
  await expect(other.getByRole('button', { name: /^Hugo.*Abrir tu sesión/ })).toBeVisible();
  await expect(ticket(other, number)).toContainText('Tiradito de la orilla');
  await picture(other, 'caleta-kitchen');
});
