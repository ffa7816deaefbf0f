import { press, ticket } from '../support/console';
import { call, registered } from '../support/customers';
import { Gateway } from '../support/sockets';
import { inTheKitchen, placed } from '../support/storefront';
import { expect, loads, type Page, test } from '../support/test';

const STAFF = '/rpc/live/house';

test.use({ provoked: /406/ });

/** After so much of the page's time something holds; on a busy machine it may take that time once more. */
async function later(page: Page, ms: number, holds: () => Promise<void>) {
  await expect(async () => {
    await page.clock.runFor(ms);
    await holds();
  }).toPass();
}

test('a page that listens at a socket gets changes and asks no more', async ({ page, staff }) => {
  await registered(page);
  const kitchen = await staff('cocina');
  await kitchen.clock.install();
  const gateway = await Gateway.before(kitchen, STAFF);
  await kitchen.goto('/restaurante/cocina');
  await expect(kitchen.getByText('En vivo')).toBeVisible();
  await expect.poll(() => gateway.said.length).toBe(1);

  // What the gateway tells is there at once.
  const first = await inTheKitchen(page);
  await gateway.tell();
  await expect(ticket(kitchen, first.number)).toBeVisible();
  const asked = gateway.asked;

  // What it loses is there when the page says where it is.
  const second = await inTheKitchen(page);
  await kitchen.clock.runFor(12_000);
  expect(gateway.asked).toBe(asked);
  await later(kitchen, 21_000, () => expect(ticket(kitchen, second.number)).toBeVisible({ timeout: 2_000 }));
  expect(gateway.said.length).toBeGreaterThan(1);
  expect(gateway.dialed).toBe(1);

  // When the gateway ends the connection, the page asks, and dials again.
  await gateway.hangUp();
  const third = await inTheKitchen(page);
  await later(kitchen, 4_000, () => expect(ticket(kitchen, third.number)).toBeVisible({ timeout: 2_000 }));
  await expect.poll(() => gateway.dialed).toBe(2);
  await expect(kitchen.getByText('En vivo')).toBeVisible();
});

test('a customer who listens at a socket sees the order move', async ({ page, staff }) => {
  await registered(page);
  const kitchen = await staff('cocina');
  const { orderId, number } = await inTheKitchen(page);
  const gateway = await Gateway.before(page, `/rpc/live/orders/${orderId}`);
  await page.goto(`/pedidos/${orderId}`);
  await expect.poll(() => gateway.said.length).toBe(1);
  const reloads = loads(page);
  await kitchen.goto('/restaurante/cocina');
  await press(kitchen, 'Tomar', number);
  await gateway.tell();
  await expect(page.getByText('Tu pedido está en la cocina. Rosa lo está preparando.')).toBeVisible();
  expect(reloads()).toBe(0);
});

test('where sockets do not get through, the page goes on asking', async ({ page, staff }) => {
  await registered(page);
  const kitchen = await staff('cocina');
  await kitchen.clock.install();
  const gateway = await Gateway.before(kitchen, STAFF, { answers: false });
  await kitchen.goto('/restaurante/cocina');
  await expect.poll(() => gateway.dialed).toBe(1);
  const { number } = await inTheKitchen(page);
  await later(kitchen, 10_000, () => expect(ticket(kitchen, number)).toBeVisible({ timeout: 2_000 }));
  await expect(kitchen.getByText('En vivo')).toBeVisible();
  expect(gateway.dialed, 'it does not dial all the time').toBe(1);
  await later(kitchen, 60_000, () => expect.poll(() => gateway.dialed, { timeout: 2_000 }).toBeGreaterThan(1));
});

test('a change before the line is open is not lost', async ({ page }) => {
  await registered(page);
  const { orderId } = await placed(page);
  let opens = () => {};
  const open = new Promise<void>((resolve) => {
    opens = resolve;
  });
  await page.route(`**/rpc/live/orders/${orderId}`, async (route) => {
    await open;
    await route.continue();
  });
  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByText('Tu pedido espera su pago.')).toBeVisible();
  await call(page, '/rpc/payments/open', { order_id: orderId, method: 'yape' });
  await call(page, '/rpc/payments/settle-simulated', { order_id: orderId, approve: true });
  opens();
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
});
