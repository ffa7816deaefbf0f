import { altered, BadDay, deployed, type Fate, skewed, withoutStorage } from '../support/bad-day';
import { press, ticket } from '../support/console';
import { call, fillRegistration, newCustomer, registered } from '../support/customers';
import {
  awake,
  cartLink,
  fillCatering,
  fillCheckout,
  fillClaim,
  inTheKitchen,
  keepInCart,
  placed,
  priced,
} from '../support/storefront';
import { expect, loads, type Page, STAFF_PASSWORD, test } from '../support/test';

test.use({ provoked: /ERR_CONNECTION_RESET|ERR_FAILED|ERR_ABORTED/ });

const PLACE = '**/rpc/orders/place';

/** How many orders there are of who is signed in. */
async function orders(page: Page): Promise<number> {
  const list = await call<{ orders?: unknown[]; items?: unknown[] }>(page, '/rpc/orders/mine', { cursor: null });
  return (list.orders ?? list.items ?? []).length;
}

async function atCheckout(page: Page) {
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  await fillCheckout(page);
}

test('an order whose answer got lost is one order, also when it is changed before it is sent again', async ({ page }) => {
  await atCheckout(page);
  const day = await BadDay.of(page, PLACE, 'lost');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('alert')).toContainText('No hay conexión');
  await page.getByRole('main').getByLabel('Referencia').fill('Portón verde, junto a la bodega');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('alert')).toContainText(/Ya recibimos tu pedido \d+/);
  expect(day.calls).toBe(2);
  expect(await orders(page)).toBe(1);
  await page.getByRole('button', { name: 'Seguir con ese pedido' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  await page.goto('/pedido');
  await expect(page.getByRole('main')).not.toContainText('½ pollo');
});

test('who means another order after a lost answer makes it', async ({ page }) => {
  await atCheckout(page);
  await BadDay.of(page, PLACE, 'lost');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('alert')).toContainText('No hay conexión');
  await page.getByRole('main').getByLabel('Referencia').fill('Portón verde');
  await priced(page, 'Ir a pagar').click();
  await page.getByRole('button', { name: 'Hacer otro pedido' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  expect(await orders(page)).toBe(2);
});

test('an order that never arrived is placed as it was changed', async ({ page }) => {
  await atCheckout(page);
  await BadDay.of(page, PLACE, 'dropped');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('alert')).toContainText('No hay conexión');
  await page.getByRole('main').getByLabel('Referencia').fill('Portón verde');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  expect(await orders(page)).toBe(1);
});

test('a browser that keeps nothing makes one order of a lost answer', async ({ page }) => {
  await withoutStorage(page);
  await registered(page);
  await page.goto('/carta');
  await page.getByRole('button', { name: 'Agregar Chicha morada grande' }).click();
  await page.getByRole('button', { name: 'Agregar Papas fritas familiares' }).click();
  await cartLink(page).click();
  await page.getByRole('link', { name: 'Continuar' }).click();
  await fillCheckout(page);
  await BadDay.of(page, PLACE, 'lost');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('alert')).toContainText('No hay conexión');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  expect(await orders(page)).toBe(1);
});

test('an order that is not answered is given up after a while, and sent once', async ({ page }) => {
  await atCheckout(page);
  await BadDay.of(page, PLACE, 'unanswered');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('alert')).toContainText('No tuvimos respuesta', { timeout: 30_000 });
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  expect(await orders(page)).toBe(1);
});

test('who does not want to wait gives up, and sends it again', async ({ page }) => {
  await atCheckout(page);
  await BadDay.of(page, PLACE, 'unanswered');
  await priced(page, 'Ir a pagar').click();
  await page.getByRole('button', { name: 'Dejar de intentar' }).click();
  await expect(page.getByRole('alert')).toContainText('No esperamos la respuesta');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  expect(await orders(page)).toBe(1);
});

for (const minutes of [20, -40]) {
  test(`a device whose clock is ${minutes} minutes off pays in time`, async ({ page }) => {
    await skewed(page, minutes);
    await registered(page);
    const { orderId } = await placed(page);
    await page.goto(`/pedido/pago/${orderId}`);
    await expect(page.getByText(/^Tienes (1[0-4]|15):[0-5]\d para pagar/)).toBeVisible();
    await page.getByRole('button', { name: 'Aprobar pago' }).click();
    await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
  });
}

test('nobody is asked to pay for an order that was cancelled meanwhile', async ({ page, staff }) => {
  await registered(page);
  const { orderId } = await placed(page);
  await page.goto(`/pedido/pago/${orderId}`);
  await expect(page.getByRole('img', { name: 'Código QR para pagar con Yape' })).toBeVisible();
  const manager = await staff('gerente');
  await manager.goto('/restaurante/pedidos');
  await call(manager, '/rpc/orders/cancel', { order_id: orderId, reason: 'Se fue el gas' });
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido cancelado' })).toBeVisible();
  await expect(page.getByText('Este pedido ya no se paga.')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Código QR para pagar con Yape' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Aprobar pago' })).toHaveCount(0);
});

test('an older answer never takes the place of a newer one', async ({ page, staff }) => {
  await registered(page);
  const { orderId, number } = await inTheKitchen(page);
  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
  const day = await BadDay.of(page, '**/rpc/orders/track', 'held');
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await press(kitchen, 'Tomar', number);
  await expect.poll(() => day.calls).toBeGreaterThan(0);
  await press(kitchen, 'Listo', number);
  await expect(page.getByText(/empa/i).first()).toBeVisible();
  day.release();
  await page.waitForTimeout(500);
  await expect(page.getByText('Rosa lo está preparando.')).toHaveCount(0);
});

test('a queue whose answer never comes is asked for again, and is not called live meanwhile', async ({ page, staff }) => {
  await registered(page);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await expect(kitchen.getByText('En vivo')).toBeVisible();
  await BadDay.of(kitchen, '**/rpc/stages/queue', 'unanswered', 'unanswered');
  const { number } = await inTheKitchen(page);
  await expect(kitchen.getByText('En vivo')).toHaveCount(0, { timeout: 30_000 });
  await expect(ticket(kitchen, number)).toBeVisible({ timeout: 40_000 });
  await expect(kitchen.getByText('En vivo')).toBeVisible();
});

test('an order that an old console cannot read leaves the others on it, and a new version is offered', async ({ page, staff }) => {
  await registered(page);
  const [known, unknown] = [await inTheKitchen(page), await inTheKitchen(page)];
  const kitchen = await staff('cocina');
  await altered<{ tickets: { number: number; status: string }[] }>(kitchen, '**/rpc/stages/queue', (queue) => {
    for (const order of queue.tickets.filter((order) => order.number === unknown.number)) order.status = 'FROZEN';
  });
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, known.number)).toBeVisible();
  await expect(ticket(kitchen, unknown.number)).toHaveCount(0);
  const missing = kitchen.getByRole('main').getByRole('alert');
  await expect(missing).toContainText('Hay una versión nueva de esta página.');
  await expect(missing).toContainText(`falta n.º ${unknown.number}.`);
  await expect(missing.getByRole('button', { name: 'Recargar' })).toBeVisible();
  await expect(kitchen.getByText('En vivo')).toBeVisible();
});

test('an order that is cancelled while the tablet is away is told when it comes back', async ({ page, staff }) => {
  await registered(page);
  const { orderId, number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, number)).toBeVisible();
  await kitchen.goto('about:blank');
  await call(page, '/rpc/orders/cancel-mine', { order_id: orderId, reason: 'Ya no lo necesito' });
  // The first time it is asked why the order is gone, nobody answers.
  await BadDay.of(kitchen, '**/rpc/orders/detail', 'dropped');
  await kitchen.goto('/restaurante/cocina');
  const alarm = kitchen.getByRole('alert').filter({ hasText: new RegExp(`Cancelaron .*\\b${number}\\b`) });
  await expect(alarm).toBeVisible();
});

test('two people in two tabs of one browser are never taken for each other', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const rosa = await staff('cocina');
  await rosa.goto('/restaurante/cocina');
  await expect(ticket(rosa, number)).toBeVisible();
  await expect(rosa.getByRole('button', { name: /Rosa/ })).toBeVisible();
  // Elmer signs in without a word to the other tab, as before it was loaded.
  const elmer = await rosa.context().newPage();
  await elmer.goto('/terminos');
  const credentials = { username: 'cocina2', password: STAFF_PASSWORD };
  await call(elmer, '/rpc/auth/staff-sign-in', { credentials });
  await press(rosa, 'Tomar', number);
  await expect(rosa.getByRole('button', { name: /Elmer/ })).toBeVisible();
  await expect(ticket(rosa, number).getByText(/Lo tiene/)).toHaveCount(0);
  await press(rosa, 'Tomar', number);
  await expect(ticket(rosa, number)).toContainText('Lo tienes tú');
});

test('what somebody has filled in is gone with them', async ({ page }) => {
  await atCheckout(page);
  await page.getByRole('textbox', { name: 'DNI' }).fill('12345678');
  await page.goto('/cuenta');
  await page.getByRole('button', { name: /^Cerrar sesión/ }).click();
  await expect(page.getByText('Cerraste tu sesión')).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  for (const text of ['999 888 777', '12345678', 'Av. Larco']) expect(kept).not.toContain(text);
  const next = newCustomer();
  await page.goto('/registro');
  await expect(page.getByText(/Guardar también mi dirección/)).toHaveCount(0);
  await fillRegistration(page, next);
  await page.getByRole('button', { name: 'Crea tu cuenta' }).click();
  await expect(page.getByRole('link', { name: /Lucía/ }).first()).toBeVisible();
  const profile = await call<{ address?: { line: string } }>(page, '/rpc/customers/my-profile', {});
  expect(profile.address?.line ?? '').toBe('');
});

test('a claim whose answer got lost is in the book once, and what was changed since is another one if it is meant so', async ({
  page,
}) => {
  const { email, name } = newCustomer();
  await page.goto('/libro-de-reclamaciones');
  await fillClaim(page, name, email);
  await page.getByLabel('Declaro que estos datos son ciertos.').check();
  await BadDay.of(page, '**/rpc/claims/file', 'lost');
  const send = page.getByRole('button', { name: 'Enviar y recibir mi número' });
  await send.click();
  await expect(page.getByRole('alert')).toContainText('No hay conexión');
  await page.getByLabel('Detalle').fill('Pedí a las 20:00, llegó frío y sin ají.');
  await send.click();
  const before = page.getByRole('alert').filter({ hasText: /ya está en el libro/ });
  await expect(before).toContainText('sin los cambios que hiciste después');
  await before.getByRole('button', { name: 'Presentar otra hoja con esto' }).click();
  await expect(page).toHaveURL(/\/libro-de-reclamaciones\/.+\/.+/);
  await expect(page.getByText('Pedí a las 20:00, llegó frío y sin ají.')).toBeVisible();
});

test('a request for catering whose answer got lost is found again', async ({ page }) => {
  const { email, name } = newCustomer();
  await page.goto('/catering');
  await fillCatering(page, name, email);
  await BadDay.of(page, '**/rpc/catering/request', 'lost');
  const send = page.getByRole('button', { name: 'Pedir cotización' });
  await send.click();
  await expect(page.getByRole('alert')).toContainText('No hay conexión');
  await page.getByLabel('Personas', { exact: true }).fill('45');
  await expect(page.getByText('Ese día tenemos sitio.')).toBeVisible();
  await send.click();
  const before = page.getByRole('alert').filter({ hasText: 'Ya recibimos tu solicitud' });
  await before.getByRole('button', { name: 'Ver mi solicitud' }).click();
  await expect(page).toHaveURL(/\/catering\/solicitud\//);
  await expect(page.getByText(/^40( personas)?$/).first()).toBeVisible();
});

test('a newer version is taken where one goes, once', async ({ page }) => {
  await page.goto('/');
  await awake(page);
  const loaded = loads(page);
  await deployed(page);
  await expect(page.getByRole('button', { name: 'Recargar' })).toBeVisible();
  await page.getByRole('contentinfo').getByRole('link', { name: 'Promociones' }).click();
  await expect.poll(loaded).toBe(1);
  await expect(page).toHaveURL(/\/promociones$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Promociones' })).toBeVisible();
  await awake(page);
  await deployed(page);
  await page.getByRole('contentinfo').getByRole('link', { name: 'La carta' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'La carta' })).toBeVisible();
  expect(loaded()).toBe(1);
});

test('a newer version is not taken where the site is away', async ({ page }) => {
  await page.goto('/');
  await awake(page);
  const loaded = loads(page);
  await deployed(page);
  await page.unroute('**/version.json');
  await page.route('**/version.json', (route) => route.abort());
  await page.getByRole('contentinfo').getByRole('link', { name: 'Promociones' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Promociones' })).toBeVisible();
  expect(loaded()).toBe(0);
});

test('a newer version waits where a browser keeps nothing', async ({ page }) => {
  await withoutStorage(page);
  await page.goto('/carta');
  await page.getByRole('button', { name: 'Agregar Chicha morada grande' }).click();
  await deployed(page);
  const loaded = loads(page);
  await cartLink(page).click();
  await expect(page.getByRole('main')).toContainText('Chicha morada grande');
  expect(loaded()).toBe(0);
});

test('a tablet that was asleep does not call an old queue live', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  // The device's own clock goes on while it sleeps; what a page counts by stands still.
  await kitchen.addInitScript(() => {
    const now = Date.now;
    let slept = 0;
    Date.now = () => now() + slept;
    Object.assign(window, { sleep: (ms: number) => (slept += ms) });
  });
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, number)).toBeVisible();
  await expect(kitchen.getByText('En vivo')).toBeVisible();
  // Also those that are asked for before it sleeps, and because of others' orders.
  const day = await BadDay.of(kitchen, '**/rpc/stages/queue', ...Array<Fate>(50).fill('held'));
  const others = kitchen.waitForResponse((answer) => !answer.url().endsWith('/rpc/stages/queue'));
  await kitchen.evaluate(() => (window as unknown as { sleep(ms: number): void }).sleep(3_600_000));
  // They set the clock of the page back by an hour, and say nothing of the queue.
  await others;
  await expect(kitchen.getByText('En vivo')).toHaveCount(0);
  day.over();
  await expect(kitchen.getByText('En vivo')).toBeVisible();
});
