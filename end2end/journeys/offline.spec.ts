import { press, ticket } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, loads, test } from '../support/test';

test.use({ provoked: /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/ });

test('a tablet keeps what is tapped without a connection and sends it once', async ({ page, staff }) => {
  await registered(page);
  const first = await inTheKitchen(page);
  const second = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, second.number)).toBeVisible();
  const sent: string[] = [];
  kitchen.on('response', (answer) => {
    const path = new URL(answer.url()).pathname;
    if (path.startsWith('/rpc/stages/') && !path.endsWith('queue')) sent.push(`${path} ${answer.status()}`);
  });

  await kitchen.context().setOffline(true);
  await press(kitchen, 'Tomar', first.number);
  await press(kitchen, 'Listo', first.number);
  await press(kitchen, 'Tomar', second.number);
  await expect(ticket(kitchen, first.number)).toContainText('Listo, por enviar');
  await expect(ticket(kitchen, second.number)).toContainText('Por enviar');
  await expect(kitchen.getByRole('alert').filter({ hasText: /Sin conexión desde las \d\d:\d\d/ })).toBeVisible();
  await expect(kitchen.getByText('3 toques guardados en esta tableta.')).toBeVisible();
  expect(sent).toEqual([]);

  await kitchen.context().setOffline(false);
  await expect(ticket(kitchen, first.number)).toHaveCount(0);
  await expect(ticket(kitchen, second.number)).toContainText('Lo tienes tú');
  await expect(kitchen.getByText('Por enviar')).toHaveCount(0);
  await expect(kitchen.getByText(/Sin conexión desde/)).toHaveCount(0);
  await expect(kitchen.getByText('En vivo')).toBeVisible();
  const once = ['/rpc/stages/take 200', '/rpc/stages/complete 200', '/rpc/stages/take 200'];
  await expect.poll(() => sent).toEqual(once);

  await page.goto(`/pedidos/${first.orderId}`);
  await expect(page.getByText('Tu pedido ya salió del fuego. Falta empacarlo.')).toBeVisible();
  await page.goto(`/pedidos/${second.orderId}`);
  await expect(page.getByText('Rosa lo está preparando.')).toBeVisible();
  expect(sent, 'nothing is sent again').toEqual(once);
});

test('a tap that came too late is explained', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, number)).toBeVisible();
  await kitchen.context().setOffline(true);
  await press(kitchen, 'Tomar', number);
  await expect(ticket(kitchen, number)).toContainText('Por enviar');

  const second = await staff('cocina2');
  await second.goto('/restaurante/cocina');
  await press(second, 'Tomar', number);
  await expect(ticket(second, number)).toContainText('Lo tienes tú');

  await kitchen.context().setOffline(false);
  await expect(kitchen.getByText(`El pedido ${number} ya lo tomó Elmer. Elige otro.`)).toBeVisible();
  await expect(ticket(kitchen, number)).toContainText('Lo tiene Elmer');
});

test('a customer who follows an order without a connection sees so, and catches up', async ({ page, context, staff }) => {
  await registered(page);
  const { orderId, number } = await inTheKitchen(page);
  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
  const reloads = loads(page);
  const stale = page.getByText('No hay conexión. Lo que ves puede haber cambiado; lo ponemos al día apenas vuelva.');
  await expect(stale).toHaveCount(0);

  await context.setOffline(true);
  await expect(stale).toBeVisible();
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await press(kitchen, 'Tomar', number);
  await expect(ticket(kitchen, number)).toContainText('Lo tienes tú');

  await context.setOffline(false);
  await expect(page.getByText('Tu pedido está en la cocina. Rosa lo está preparando.')).toBeVisible();
  await expect(stale).toHaveCount(0);
  expect(reloads()).toBe(0);
});
