import { expect, type Locator, type Page } from './test';

/** The ticket of an order in a queue. */
export function ticket(page: Page, number: number) {
  return page.getByRole('article', { name: `Pedido ${number}`, exact: true });
}

/** Goes to a screen by its link, which also says how many orders wait there. */
export async function go(page: Page, screen: string) {
  const links = page.getByRole('navigation', { name: 'Pantallas' });
  await links.getByRole('link', { name: new RegExp(`^${screen}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
}

/** Presses a button that names its order. */
export async function press(page: Page, words: string, number: number) {
  await page.getByRole('button', { name: `${words}, pedido ${number}`, exact: true }).click();
}

/**
 * Presses a button until something holds: again when a press did not count, as the second half of a double press does not. A button
 * that is gone, or goes while it is pressed, has done what it is for; what it did may only arrive late.
 */
export async function pressUntil(button: Locator, holds: () => Promise<void>) {
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 1_000 });
    await holds();
  }).toPass();
}

/** Takes the ticket of a queue and finishes it. */
export async function work(page: Page, number: number, done: 'Listo' | 'Entregado' = 'Listo') {
  await press(page, 'Tomar', number);
  await expect(ticket(page, number)).toContainText('Lo tienes tú');
  await press(page, done, number);
  await expect(ticket(page, number)).toHaveCount(0);
}

/** The card of an order, found by its number wherever it stands. */
export async function findCard(page: Page, number: number) {
  await page.getByRole('searchbox', { name: 'Número, nombre o teléfono' }).fill(`${number}`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`buscar=${number}`));
  const card = orderCard(page, number);
  await expect(card).toBeVisible();
  return card;
}

/** The same, opened as a whole. */
export async function openedCard(page: Page, number: number) {
  await page.goto('/restaurante/pedidos');
  const card = await findCard(page, number);
  await card.getByRole('button', { name: new RegExp(`${number}`) }).first().click();
  return card;
}

/** The card of an order in the list that is shown. */
export function orderCard(page: Page, number: number) {
  return page.getByRole('article', { name: new RegExp(`^Pedido ${number}\\b`) });
}

/** The card of an order that came last, in a list that shows the oldest first and may have pages. */
export async function newestCard(page: Page, number: number) {
  await expect(page.getByRole('main').getByRole('article')).not.toHaveCount(0);
  const last = page.getByRole('link', { name: 'Última', exact: true });
  if (await last.isVisible()) await last.click();
  return orderCard(page, number);
}

/** A figure of the dashboard. */
export function figure(page: Page, name: string) {
  return page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) }).locator('xpath=following-sibling::dd[1]');
}

/** A line of an order, as a queue has it. */
export interface Item {
  qty: number;
  name: string;
  kitchenName?: string;
  note: string;
  options: object[];
}

/** The queues of a page have an order with other lines than were ordered. Before the page. */
export async function withLines(page: Page, number: number, lines: (first: Item) => Item[]) {
  await page.route('**/rpc/stages/queue', async (route) => {
    const response = await route.fetch();
    const queue = await response.json();
    for (const order of queue.tickets ?? []) {
      if (order.number === number) order.items = lines(order.items[0]);
    }
    await route.fulfill({ response, json: queue });
  });
}
