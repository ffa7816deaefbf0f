import { call, newCustomer, registered } from '../support/customers';
import { cartLink, fillCatering, fillCheckout, fillClaim, inTheKitchen, keepInCart, priced } from '../support/storefront';
import { expect, type Page, test } from '../support/test';

/** Holds the answers of an address back until `answer` is called; `asked` is when the first call has come. */
async function held(page: Page, address: string, changed: object = {}) {
  let [asked, answer] = [() => {}, () => {}];
  const came = new Promise<void>((resolve) => (asked = resolve));
  const free = new Promise<void>((resolve) => (answer = resolve));
  await page.route(address, async (route) => {
    const response = await route.fetch();
    asked();
    await free;
    await route.fulfill({ response, ...changed });
  });
  return { asked: came, answer };
}

/** What a server says that cannot do it now. */
const BUSY = { status: 503, json: { code: 'engine_down', message: 'Hay mucha gente ahora. Inténtalo en un momento.' } };

/** Goes on to look at something else. */
async function leave(page: Page) {
  await page.getByRole('link', { name: 'Promociones' }).filter({ visible: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Promociones' })).toBeVisible();
}

test('an order that is placed after one has left is said, and only what was ordered leaves the cart', async ({ page }) => {
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  await fillCheckout(page);
  const late = await held(page, '**/rpc/orders/place');
  await priced(page, 'Ir a pagar').click();
  await late.asked;
  await page.getByRole('link', { name: 'Carta', exact: true }).filter({ visible: true }).first().click();
  await page.getByRole('button', { name: 'Agregar Chicha morada grande' }).click();
  late.answer();
  // Somebody who looks at something else learns of it and is led to it when they want.
  await expect(page.getByText(/Recibimos tu pedido \d+/)).toBeVisible();
  await expect(cartLink(page)).toHaveAccessibleName(/1/);
  await page.getByRole('link', { name: 'Pagar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  await page.goto('/pedido');
  await expect(page.getByRole('main')).toContainText('Chicha morada');
  await expect(page.getByRole('main')).not.toContainText('½ pollo');
});

test('an order that is refused after one has left is said, with the way back', async ({ page }) => {
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  await fillCheckout(page);
  const late = await held(page, '**/rpc/orders/place', BUSY);
  await priced(page, 'Ir a pagar').click();
  await late.asked;
  await leave(page);
  late.answer();
  await expect(page.getByText(/^No sabemos si tu pedido llegó\./)).toBeVisible();
  await page.getByRole('link', { name: 'Volver al formulario' }).click();
  await expect(page).toHaveURL(/\/pedido\/entrega$/);
  // It had been placed all the same: sending it again is no second order.
  await page.unroute('**/rpc/orders/place');
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  await page.goto('/cuenta/pedidos');
  await expect(page.getByRole('article')).toHaveCount(1);
});

test('signing out and closing an account end where one is by then', async ({ page }) => {
  const customer = await registered(page);
  await page.goto('/cuenta');
  await page.getByText('Eliminar mi cuenta', { exact: true }).click();
  await page.getByLabel('Tu contraseña, para estar seguros').fill(customer.password);
  const closing = await held(page, '**/rpc/auth/close-account');
  await page.getByRole('button', { name: 'Sí, eliminar mi cuenta' }).click();
  await closing.asked;
  await leave(page);
  closing.answer();
  await expect(page.getByText(/Tu cuenta está cerrada/)).toBeVisible();
  await expect(page).toHaveURL(/\/promociones$/);

  await registered(page);
  await page.goto('/cuenta');
  const end = await held(page, '**/rpc/auth/sign-out');
  await page.getByRole('button', { name: /^Cerrar sesión/ }).click();
  await end.asked;
  await leave(page);
  end.answer();
  await expect(page.getByText('Cerraste tu sesión')).toBeVisible();
  await expect(page).toHaveURL(/\/promociones$/);
});

test('a forgotten password that is asked for drags nobody back', async ({ page }) => {
  await page.goto('/recuperar');
  await page.getByLabel('Correo o usuario').fill(newCustomer().email);
  const late = await held(page, '**/rpc/auth/recover-password');
  await page.getByRole('button', { name: 'Enviarme un código' }).click();
  await late.asked;
  await leave(page);
  const answered = page.waitForResponse('**/rpc/auth/recover-password');
  late.answer();
  await answered;
  await expect(page).toHaveURL(/\/promociones$/);
});

test('a request and a claim that are stored after one has left are said', async ({ page }) => {
  const { name, email } = newCustomer();
  await page.goto('/catering');
  await fillCatering(page, name, email);
  const request = await held(page, '**/rpc/catering/request');
  await page.getByRole('button', { name: 'Pedir cotización' }).click();
  await request.asked;
  await leave(page);
  request.answer();
  await expect(page.getByText('¡Listo! Recibimos tu solicitud')).toBeVisible();
  await page.getByRole('link', { name: 'Ver mi solicitud' }).click();
  await expect(page.getByRole('heading', { name: 'Recibimos tu solicitud' })).toBeVisible();

  await page.goto('/libro-de-reclamaciones');
  await fillClaim(page, name, email);
  const claim = await held(page, '**/rpc/claims/file');
  await page.getByRole('button', { name: 'Enviar y recibir mi número' }).click();
  await claim.asked;
  await leave(page);
  claim.answer();
  await expect(page.getByText(/^Tu hoja de reclamación tiene el número \d{9}-\d{4}/)).toBeVisible();
  await page.getByRole('link', { name: 'Ver la hoja' }).click();
  await expect(page).toHaveURL(/\/libro-de-reclamaciones\/\d{9}-\d{4}\//);
});

test('the page of an order says that it may be old while nobody can read it', async ({ page }) => {
  await registered(page);
  const { orderId } = await inTheKitchen(page);
  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
  const old = page.getByText('No pudimos ver cómo va ahora.');
  await expect(old).toHaveCount(0);
  // The line is as it was: only the call that reads the order fails.
  await page.route('**/rpc/orders/track', (route) => route.fulfill(BUSY));
  await call(page, '/rpc/orders/cancel-mine', { order_id: orderId, reason: 'Ya no lo necesito' });
  await expect(old).toBeVisible();
  await page.unroute('**/rpc/orders/track');
  await expect(page.getByText('Pedido cancelado').first()).toBeVisible();
  await expect(old).toHaveCount(0);
});
