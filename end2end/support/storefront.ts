import type { APIRequestContext } from '@playwright/test';
import { call } from './customers';
import { expect, type Page, STAFF_PASSWORD } from './test';

/** The way to the cart, in the header or at the bottom of a telephone. */
export function cartLink(page: Page) {
  return page.getByRole('link', { name: /^Pedido\s?(\d|$)/ }).filter({ visible: true }).first();
}

/** The button that sends a form, by its words: the price stands in it as well. */
export function priced(page: Page, words: string) {
  return page.getByRole('button', { name: new RegExp(`^${words}\\s?S/`) });
}

/** A quarter chicken with options, from the carta. */
export async function addQuarterChicken(page: Page) {
  await page.getByRole('link', { name: '¼ de pollo a la brasa', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '¼ de pollo a la brasa' })).toBeVisible();
  const group = (name: RegExp) => page.getByRole('group', { name });
  await group(/Pecho o pierna/).getByRole('radio', { name: /Pierna/ }).check();
  await group(/Acompañamiento/).getByRole('radio', { name: /Camote en rejilla/ }).check();
  await group(/Ensalada/).getByRole('radio', { name: /Ensalada fresca/ }).check();
  await group(/Cremas/).getByRole('checkbox', { name: /Ají de la casa/ }).check();
  await page.getByLabel('Nota para la cocina').fill('Bien dorado');
  await expect(priced(page, 'Agregar')).toContainText('S/ 28.90');
  await priced(page, 'Agregar').click();
  await expect(page.getByText('Agregamos ¼ de pollo a la brasa.')).toBeVisible();
}

export const ADDRESS = { line: 'Av. Larco 345, dpto. 502', district: 'Miraflores', reference: 'Timbre azul' };

export async function fillAddress(page: Page) {
  await page.getByRole('main').getByLabel('Dirección').fill(ADDRESS.line);
  const district = page.getByRole('main').getByLabel('Distrito');
  // Chosen among the districts of a restaurant with zones, written to one that goes everywhere.
  if (await district.evaluate((field) => field instanceof HTMLSelectElement)) await district.selectOption(ADDRESS.district);
  else await district.fill(ADDRESS.district);
  await page.getByRole('main').getByLabel('Referencia').fill(ADDRESS.reference);
}

/** What the checkout asks of somebody whose profile has a telephone. */
export async function fillCheckout(page: Page) {
  await fillAddress(page);
  await expect(page.getByLabel('Teléfono')).toHaveValue('999 888 777');
  await page.getByRole('checkbox', { name: /Acepto los términos/ }).check();
}

/** Says what a lunch is for, when, for how many, where, and who asks. */
export async function fillCatering(page: Page, name: string, email: string) {
  await page.getByLabel('Ocasión').fill('Almuerzo de aniversario');
  // A day that is over: the page offers the first that can be had, whatever day it is today.
  await page.getByLabel('Fecha').fill('2025-01-15');
  await page.getByLabel('Hora').fill('13:00');
  await page.getByLabel('Personas', { exact: true }).fill('40');
  await page.getByLabel(/^Lo llevamos/).check();
  await fillAddress(page);
  await page.getByLabel(/^Dieta, alergias/).fill('Dos personas sin gluten');
  await page.getByLabel('Nombre y apellido').fill(name);
  await page.getByLabel('Celular').fill('999 888 777');
  await page.getByLabel(/^Correo/).fill(email);
  await page.getByLabel(/^Empresa/).fill('Andina S.A.C.');
  await page.getByLabel(/^RUC/).fill('20100070970');
  const free = page.getByText('Ese día tenemos sitio.');
  await page.getByRole('button', { name: /^Elegir el / }).click();
  await expect(free).toBeVisible();
}

/** Fills in what the law asks for in the book of claims. */
export async function fillClaim(page: Page, name: string, email: string) {
  await page.getByLabel('Nombre y apellido').fill(name);
  await page.getByLabel('Número', { exact: true }).fill('12345678');
  await page.getByLabel(/^Correo/).first().fill(email);
  await page.getByLabel('Detalle').fill('Pedí a las 20:00 y llegó frío.');
}

/** The number of the order that the tracking page shows. */
export async function orderNumber(page: Page): Promise<number> {
  const words = page.getByText(/^Pedido \d+/).first();
  await expect(words).toBeVisible();
  return Number(/Pedido (\d+)/.exec(await words.innerText())?.[1]);
}

/** An order as other tests need it, beside its pages. */
export interface Placed {
  orderId: string;
  number: number;
}

interface Wanted {
  product?: string;
  qty?: number;
  pickup?: string;
}

/** Orders for the customer who is signed in on a page, without the forms. It awaits its payment, unless it is in cash. */
export async function placed(
  page: Page,
  { product = 'pollo_1_2', qty = 1, pickup }: Wanted = {},
  paymentMethod: 'yape' | 'cash' = 'yape',
): Promise<Placed> {
  const order = {
    idempotencyKey: crypto.randomUUID(),
    lines: [{ productId: product, qty }],
    fulfilment: pickup ? { kind: 'pickup', branch: pickup } : { kind: 'delivery', address: ADDRESS },
    receipt: { kind: 'boleta', dni: '12345678' },
    paymentMethod,
    phone: '999 888 777',
  };
  return call<Placed>(page, '/rpc/orders/place', { order });
}

/** The same, paid, so that it waits in the kitchen. */
export async function inTheKitchen(page: Page, wanted?: Wanted): Promise<Placed> {
  const order = await placed(page, wanted);
  await call(page, '/rpc/payments/open', { order_id: order.orderId, method: 'yape' });
  await call(page, '/rpc/payments/settle-simulated', { order_id: order.orderId, approve: true });
  return order;
}

/** A line in the cart of this browser, as its own pages keep it. */
export async function keepInCart(page: Page, ...products: string[]) {
  await page.evaluate((products) => {
    const lines = products.map((productId) => ({ productId, qty: 1 }));
    localStorage.setItem('cart', JSON.stringify(lines));
  }, products);
}

/** Sets a dish of the first demo restaurant off the carta, or back, as its manager does from another system. */
export async function offer(request: APIRequestContext, product: string, available: boolean) {
  const credentials = { username: 'gerente', password: STAFF_PASSWORD };
  const signedIn = await request.post('/api/login', { data: credentials });
  const { token } = await signedIn.json();
  const headers = { authorization: `Bearer ${token}` };
  const changed = await request.patch(`/api/products/${product}`, { headers, data: { available } });
  expect(changed.ok(), await changed.text()).toBe(true);
}

/** Waits until a page answers: what the server has drawn is there before the app is. */
export async function awake(page: Page) {
  await expect(page.getByRole('button', { name: /Entrega a|Elige tu dirección|Elige un local/ }).first()).toBeEnabled();
}

/** What an app is made of. */
export const APP = /\/assets\/client-[^/]*\.wasm$/;

/** Holds the app of a page back until what this gives is called. Before the page. */
export async function asleep(page: Page): Promise<() => void> {
  let wake = () => {};
  const woken = new Promise<void>((resolve) => (wake = resolve));
  await page.route(APP, async (route) => {
    await woken;
    await route.continue();
  });
  return wake;
}
