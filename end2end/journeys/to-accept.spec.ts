import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { findCard, newestCard, orderCard, press, ticket } from '../support/console';
import { newCustomer } from '../support/customers';
import { expect, test } from '../support/test';

test('an order of a client that knows no payment waits for the kitchen, which accepts it by taking it', async ({
  page,
  staff,
}) => {
  const who = newCustomer();
  const base = '/compat/etapas';
  await page.goto('/terminos');
  const account = { username: who.username, email: who.email, password: who.password, name: who.name };
  const made = await page.request.post(`${base}/auth/register`, { data: account });
  expect(made.status()).toBe(201);
  const signedIn = await page.request.post(`${base}/auth/login`, {
    data: { username: who.username, password: who.password },
  });
  const { token } = await signedIn.json();
  const headers = { authorization: `Bearer ${token}` };
  const placed = await page.request.post(`${base}/orders`, {
    headers,
    data: { items: [{ productId: 'papas_fritas', qty: 2 }] },
  });
  expect(placed.status()).toBe(201);
  const { orderId } = await placed.json();
  const { number } = await (await page.request.get(`/api/orders/${orderId}`, { headers })).json();

  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  // Each branch has its queue; an order that names no branch is the first one's.
  const waiting = kitchen.getByRole('region', { name: /^Por aceptar en Miraflores/ });
  const its = waiting.getByRole('article', { name: `Pedido ${number}`, exact: true });
  await expect(its).toContainText('Papas fritas');
  await expectAccessible(kitchen);
  await expectNoSidewaysScroll(kitchen);
  const manager = await staff('gerente');
  await manager.goto('/restaurante/pedidos');
  await expect(await findCard(manager, number)).toContainText('Por aceptar');
  await manager.goto('/restaurante/pedidos?estado=por-pagar');
  const branches = manager.getByRole('navigation', { name: 'Local' });
  await branches.getByRole('link', { name: 'Miraflores' }).click();
  await expect(manager).toHaveURL(/estado=por-pagar&local=miraflores$/);
  await expect(await newestCard(manager, number)).toContainText('Por aceptar');
  await expectAccessible(manager);
  await expectNoSidewaysScroll(manager);
  await branches.getByRole('link', { name: 'Chacarilla' }).focus();
  await manager.keyboard.press('Enter');
  await expect(branches.getByRole('link', { name: 'Chacarilla' })).toHaveAttribute('aria-current', 'true');
  await expect(orderCard(manager, number)).toHaveCount(0);

  await its.getByRole('button', { name: `Aceptar y cocinar, pedido ${number}`, exact: true }).click();
  await expect(ticket(kitchen, number)).toContainText('Lo tienes tú');
  await expect(its).toHaveCount(0);
  await press(kitchen, 'Listo', number);
  await expect(ticket(kitchen, number)).toHaveCount(0);
});
