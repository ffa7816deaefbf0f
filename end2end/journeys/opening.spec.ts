import { addQuarterChicken, cartLink, keepInCart, orderNumber, priced } from '../support/storefront';
import { registered } from '../support/customers';
import { saved } from '../support/opening';
import { expectSound } from '../support/pages';
import { expect, type Page, test } from '../support/test';

// One after the other: both are about the same place. Of the first restaurant's places no other journey uses it, so that what is
// done to it disturbs nobody.
test.describe.configure({ mode: 'serial' });

const PLACE = 'San Miguel';

/** Chooses to pick up in the place. */
async function pickUp(page: Page) {
  await page.getByRole('main').getByText('Recojo en local').click();
  await page.getByRole('main').getByRole('radio', { name: new RegExp(`^${PLACE}`) }).check();
}

test('a place that pauses or closes sells for later only, and says when it is back', async ({ page, staff }) => {
  const manager = await staff('gerente');
  await manager.goto('/restaurante/ajustes');
  await expect(manager.getByRole('heading', { level: 1, name: 'Ajustes' })).toBeVisible();
  await expectSound(manager, 'console-settings');

  await page.goto('/carta');
  await registered(page);
  await page.goto('/carta');
  await expect(page.locator('.sign')).toContainText('Abierto');
  await addQuarterChicken(page);
  await cartLink(page).click();
  await page.getByRole('link', { name: 'Continuar' }).click();
  await pickUp(page);
  const soon = page.getByRole('radio', { name: /Lo antes posible/ });
  const later = page.getByRole('radio', { name: /Programar/ });
  await expect(soon).toBeChecked();

  // The kitchen has too much to do: the checkout that is open says so at once, and offers the first time.
  const place = manager.getByRole('region', { name: 'Pausa y apuro' });
  await place.getByRole('button', { name: PLACE }).click();
  await place.getByRole('button', { name: /^Pausar 30 min/ }).click();
  await expect(place).toContainText('En pausa');
  const said = page.getByRole('status').filter({ hasText: 'Hacemos una pausa' });
  await expect(said).toBeVisible();
  await expect(soon).toBeDisabled();
  await expect(later).toBeChecked();
  await expectSound(page, 'checkout-paused');

  await place.getByRole('button', { name: 'Volver a vender' }).click();
  await expect(place).toContainText('Abierto');
  await expect(said).toBeHidden();
  await expect(soon).toBeEnabled();
  await soon.check();

  // Who did that stands in the history, with the place; other journeys change other things meanwhile.
  const history = manager.getByRole('region', { name: 'Historial de cambios' });
  const paused = history.locator('.movement').filter({ hasText: `pausa hasta (${PLACE})` });
  await expect(paused.first()).toContainText('cambió la pausa de pedidos');
  const [file] = await Promise.all([
    manager.waitForEvent('download'),
    history.getByRole('button', { name: 'Descargar CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^movimientos-.*\.csv$/);

  // Hours of its own: closed today, whatever day it is.
  await saved(manager, async () => {
    const tabs = manager.getByRole('region', { name: 'Horario' }).getByRole('group', { name: 'Local' });
    await tabs.getByRole('button', { name: PLACE }).click();
    const own = manager.getByRole('button', { name: 'Darle su propio horario' });
    if (await own.isVisible()) await own.click();
    const away = manager.getByRole('button', { name: /^Quitar el tramo/ });
    for (let left = await away.count(); left > 0; left--) await away.first().click();
  });
  await expect(place).toContainText('Cerrado');
  await expect(page.getByRole('status').filter({ hasText: 'Ahora no recibimos pedidos' })).toBeVisible();
  await expect(soon).toBeDisabled();

  await saved(manager, async () => {
    await manager.getByRole('button', { name: 'Usar el horario de todos' }).click();
  });
  await expect(soon).toBeEnabled();
  await soon.check();
});

/** A page learns by its own order that a quarter of an hour has become full. It asks once a minute, which may be at any moment. */
async function learnsByOrdering(page: Page) {
  const before = await page.request.get('/rpc/orders/full-quarters');
  let ordered = false;
  await page.route('**/rpc/orders/place', (route) => {
    ordered = true;
    return route.continue();
  });
  await page.route('**/rpc/orders/full-quarters**', (route) => (ordered ? route.continue() : route.fulfill({ response: before })));
}

test('a kitchen in a rush promises later, and a full quarter of an hour is sold once', async ({ page, staff, visitor }) => {
  // The cook says so on the tablet, which keeps of which place it is.
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  const opens = kitchen.getByRole('button', { name: /^(Pausa|Apuro \+15)/ });
  await opens.click();
  const sheet = kitchen.getByRole('dialog', { name: 'Pausa y apuro' });
  await expect(sheet.getByRole('button', { name: /^\+15 min/ })).toBeDisabled();
  await expectSound(kitchen, 'kitchen-pace');
  await sheet.getByRole('button', { name: PLACE }).click();

  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  await pickUp(page);
  const rushed = page.getByRole('status').filter({ hasText: /mucha demanda: un pedido para ahora demora unos \d+ min/ });
  await expect(rushed).toBeHidden();
  await sheet.getByRole('button', { name: /^\+15 min/ }).click();
  await expect(sheet).toContainText('Apuro de +15 min hasta las');
  await expect(rushed).toBeVisible();
  await expectSound(page, 'checkout-rush');
  await sheet.getByRole('button', { name: 'Cerrar' }).click();
  await expect(opens).toContainText('Apuro +15');
  await kitchen.reload();
  await opens.click();
  await sheet.getByRole('button', { name: 'Terminar el apuro' }).click();
  await expect(sheet.getByText(/^Abierto/)).toBeVisible();
  await expect(rushed).toBeHidden();

  // One order for each quarter of an hour: two people choose the same one.
  const manager = await staff('gerente');
  await manager.goto('/restaurante/ajustes');
  await saved(manager, () => manager.getByLabel(PLACE, { exact: true }).fill('1'));
  const other = await visitor();
  await registered(other);
  await keepInCart(other, 'pollo_1_2');
  await other.goto('/pedido/entrega');
  const [times, next]: [string[], string[]] = [[], []];
  for (const customer of [page, other]) {
    const main = customer.getByRole('main');
    await pickUp(customer);
    await main.getByRole('radio', { name: /Programar/ }).check();
    await main.getByRole('combobox', { name: 'Día' }).selectOption({ label: 'Mañana' });
    const time = main.getByRole('combobox', { name: 'Hora' });
    const offered = await time.locator('option').allInnerTexts();
    times.push(offered[4]!);
    next.push(offered[5]!);
    await time.selectOption({ index: 4 });
    await main.getByRole('radio', { name: /Efectivo/ }).check();
    await main.getByRole('checkbox', { name: /Acepto los términos/ }).check();
  }
  expect(times[0]).toBe(times[1]);
  await learnsByOrdering(other);
  await priced(page, 'Hacer el pedido').click();
  await orderNumber(page);

  await priced(other, 'Hacer el pedido').click();
  await expect(other.getByText(/La cocina ya tiene todos los pedidos que puede para esa hora\. La próxima libre: mañana/).first()).toBeVisible();
  await expectSound(other, 'checkout-full');
  // The next one of that day is chosen for them, and said.
  await expect(other.getByText('Esa hora se acaba de llenar: te proponemos la siguiente libre.')).toBeVisible();
  const field = (name: string) => other.getByRole('main').getByRole('combobox', { name });
  await expect(field('Día').locator('option:checked')).toHaveText('Mañana');
  await expect(field('Hora').locator('option:checked')).toHaveText(next[1]!);
  const left = () => field('Hora').locator('option').allInnerTexts();
  await expect.poll(async () => (await left()).includes(times[1]!)).toBe(false);
  await priced(other, 'Hacer el pedido').click();
  await orderNumber(other);

  await saved(manager, () => manager.getByLabel(PLACE, { exact: true }).fill(''));
});
