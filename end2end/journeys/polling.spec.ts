import { press, ticket } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, loads, test } from '../support/test';
import type { Page } from '@playwright/test';

test.use({ provoked: /406/ });

/** As behind a gateway that cannot stream. */
async function withoutStreams(page: Page) {
  await page.route('**/rpc/live/**', async (route) => {
    const stream = route.request().headers().accept?.includes('text/event-stream');
    await (stream ? route.fulfill({ status: 406 }) : route.continue());
  });
}

test('where the server cannot stream, pages ask what has changed', async ({ page, staff }) => {
  await registered(page);
  await withoutStreams(page);
  const kitchen = await staff('cocina');
  await withoutStreams(kitchen);
  await kitchen.goto('/restaurante/cocina');
  await expect(kitchen.getByText('En vivo')).toBeVisible();

  const { orderId, number } = await inTheKitchen(page);
  await expect(ticket(kitchen, number)).toBeVisible();
  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
  const reloads = loads(page);
  await press(kitchen, 'Tomar', number);
  await expect(page.getByText('Tu pedido está en la cocina. Rosa lo está preparando.')).toBeVisible();
  await expect(page.getByText('No hay conexión')).toHaveCount(0);
  expect(reloads()).toBe(0);
});

test('a busy server is asked more seldom, and the page recovers by itself', async ({ page, staff }) => {
  await registered(page);
  const manager = await staff('gerente');
  const busy = { status: 503, contentType: 'application/json', body: '{"message":"Service Unavailable"}' };
  let asked = 0;
  await manager.route('**/rpc/orders/list', async (route) => {
    asked += 1;
    await route.fulfill(busy);
  });
  const begin = performance.now();
  await manager.goto('/restaurante/pedidos');
  await expect(manager.getByRole('main').getByRole('alert')).toBeVisible();
  await expect(manager.getByText('En vivo')).toBeVisible();
  await inTheKitchen(page);
  await inTheKitchen(page);
  // It rests for two seconds, for four, for eight, whatever is ordered meanwhile.
  await expect.poll(() => asked).toBeGreaterThan(2);
  const rested = (performance.now() - begin) / 1000;
  expect(asked).toBeLessThanOrEqual(3 + Math.floor(rested / 8));
  await manager.unroute('**/rpc/orders/list');
  await expect(manager.getByRole('article').first()).toBeVisible();
  await expect(manager.getByRole('main').getByRole('alert')).toHaveCount(0);
});
