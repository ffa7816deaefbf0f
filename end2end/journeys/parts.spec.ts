import type { Locator } from '@playwright/test';
import { BadDay } from '../support/bad-day';
import { ticket } from '../support/console';
import { registered } from '../support/customers';
import { awake, cartLink, inTheKitchen } from '../support/storefront';
import { expect, type Page, test } from '../support/test';

// A page carries what it shows, and hears of the whole carta a moment later. What it shows already stays as it is then: what
// is drawn again would take a tap with it, or the focus, or a list that somebody has opened.

const CARTA = '**/rpc/catalog/storefront*';
const CONTROLS = 'a[href], button, input, select, textarea, summary';

/** Remembers the elements within another that one can press or fill in, and which of them are gone later. */
async function remembered(within: Locator) {
  const of = await within.evaluateHandle((all, controls) => [...all.querySelectorAll(controls)], CONTROLS);
  return {
    count: await of.evaluate((all) => all.length),
    gone: () => of.evaluate((all) => all.filter((one) => !one.isConnected).map((one) => one.outerHTML.slice(0, 120))),
  };
}

/** Lets the answer come that is held, and the page draw what it says. */
async function heard(page: Page, day: BadDay) {
  const answered = page.waitForResponse(CARTA);
  day.release();
  await (await answered).finished();
  // Nothing shows that it was heard where nothing is drawn again.
  await page.waitForTimeout(1_000);
}

for (const path of ['/', '/carta', '/carta?q=pollo', '/promociones', '/catering', '/plato/pollo_1_4', '/libro-de-reclamaciones']) {
  test(`what one can press on ${path} stays when the whole carta comes`, async ({ page }) => {
    const day = await BadDay.of(page, CARTA, 'held');
    await page.goto(path);
    await awake(page);
    const controls = await remembered(page.locator('body'));
    expect(controls.count).toBeGreaterThan(10);
    await heard(page, day);
    expect(await controls.gone()).toEqual([]);
  });
}

test('a tap that is on its way when a dish changes counts', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(CARTA, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const product of answer.catalogue.products) {
      if (product.name === 'Salsa extra') product.name = 'Salsa nueva';
    }
    await held;
    await route.fulfill({ response, json: answer });
  });
  await page.goto('/carta');
  await awake(page);
  await page.getByRole('button', { name: 'Agregar Chicha morada grande' }).hover();
  await page.mouse.down();
  release();
  await expect(page.getByRole('link', { name: 'Salsa nueva' })).toHaveCount(1);
  await page.mouse.up();
  await expect(cartLink(page)).toContainText('1 producto');
});

test('what one can press in the kitchen stays when another order comes', async ({ page, staff }) => {
  await registered(page);
  const first = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, first.number)).toBeVisible();
  const controls = await remembered(ticket(kitchen, first.number));
  const second = await inTheKitchen(page);
  await expect(ticket(kitchen, second.number)).toBeVisible();
  expect(await controls.gone()).toEqual([]);
});
