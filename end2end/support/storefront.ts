import { expect, type Page } from './test';
import { call } from './customers';

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
  await page.getByRole('main').getByLabel('Distrito').fill(ADDRESS.district);
  await page.getByRole('main').getByLabel('Referencia').fill(ADDRESS.reference);
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
