import { BadDay, type Fate } from '../support/bad-day';
import { findCard, openedCard, orderCard, press, ticket } from '../support/console';
import { call, newCustomer, registered } from '../support/customers';
import { photograph } from '../support/photograph';
import { inTheKitchen } from '../support/storefront';
import { expect, type Page, test } from '../support/test';

// Answers that get lost on their way to the console: what was filled in is stored once, and nothing is said to be undone that may
// have been done.

test.use({ provoked: /ERR_CONNECTION_RESET|ERR_FAILED|ERR_ABORTED/ });

/** The day in Lima a number of days from now, as a field takes it. */
async function dayInLima(page: Page, days: number) {
  const now = (await page.request.get('/api/health')).headers().date;
  return new Date(Date.parse(now) + (24 * days - 5) * 3_600_000).toISOString().slice(0, 10);
}

/** Fills in a sheet of the paper book, as it was written yesterday. */
async function fillPaper(manager: Page, name: string) {
  await manager.getByLabel('Fecha de la hoja').fill(await dayInLima(manager, -1));
  await manager.getByLabel('Nombre', { exact: false }).first().fill(name);
  await manager.getByLabel('Número de documento').fill('12345678');
  await manager.getByLabel(/^Domicilio/).fill('Av. Larco 345, Miraflores');
  await manager.getByLabel('Detalle').fill('La mesa no estaba lista.');
}

test('a sheet of the paper book whose answer got lost is stored once, also when it is changed after a reload', async ({ staff }) => {
  const { name } = newCustomer();
  const manager = await staff('gerente');
  await manager.goto('/restaurante/reclamos/papel');
  await fillPaper(manager, name);
  const day = await BadDay.of(manager, '**/rpc/claims/paper', 'lost');
  const store = manager.getByRole('button', { name: 'Guardar en el libro' });
  await store.click();
  await expect(manager.getByText(/^No hay conexión\. Revisa/)).toBeVisible();
  await manager.reload();
  await expect(manager.getByLabel('Detalle')).toHaveValue('La mesa no estaba lista.');
  await manager.getByLabel('Detalle').fill('La mesa no estaba lista a las 20:00.');
  await store.click();
  const before = manager.getByRole('alert').filter({ hasText: /^La hoja \d{9}-\d{4} ya está guardada en el libro/ });
  await expect(before).toContainText('sin los cambios que hiciste después');
  expect(day.calls).toBe(2);
  await before.getByRole('button', { name: 'Ver la que se guardó' }).click();
  await expect(manager.getByRole('heading', { name: /^Guardada con el número \d{9}-\d{4}/ })).toBeVisible();
  await manager.goto(`/restaurante/reclamos?buscar=${encodeURIComponent(name)}`);
  await expect(manager.getByRole('article').filter({ hasText: name })).toHaveCount(1);

  // The next one is another sheet, and nothing is said of the one before.
  await manager.goto('/restaurante/reclamos/papel');
  await expect(manager.getByLabel('Detalle')).toHaveValue('');
  await fillPaper(manager, name);
  await store.click();
  await expect(manager.getByRole('heading', { name: /^Guardada con el número/ })).toBeVisible();
  await manager.goto(`/restaurante/reclamos?buscar=${encodeURIComponent(name)}`);
  await expect(manager.getByRole('article').filter({ hasText: name })).toHaveCount(2);
});

test('a request by telephone whose answer got lost is stored once, and another one if it is meant so', async ({ staff }) => {
  const { name } = newCustomer();
  const manager = await staff('gerente');
  await manager.goto('/restaurante/catering/nueva');
  const field = (label: string) => manager.getByRole('main').getByLabel(label, { exact: true });
  await field('Ocasión').fill('Almuerzo de aniversario');
  await field('Fecha').fill(await dayInLima(manager, 1));
  await field('Hora').fill('13:00');
  await field('Personas').fill('40');
  await field('Dirección').fill('Av. Larco 345');
  await field('Distrito').fill('Miraflores');
  await field('Nombre y apellido').fill(name);
  await field('Teléfono').fill('999 888 777');
  const day = await BadDay.of(manager, '**/rpc/catering/enter', 'lost');
  const store = manager.getByRole('button', { name: 'Guardar la solicitud' });
  await store.click();
  await expect(manager.getByText(/^No hay conexión\. Revisa/)).toBeVisible();
  await field('Personas').fill('45');
  await store.click();
  const before = manager.getByRole('alert').filter({ hasText: /^La solicitud CAT-\d+ ya está guardada/ });
  await expect(before).toBeVisible();
  expect(day.calls).toBe(2);
  const board = await manager.context().newPage();
  await board.goto('/restaurante/catering');
  const cards = board.getByRole('article').filter({ hasText: name });
  await expect(cards).toHaveCount(1);
  await expect(cards).toContainText('40 personas');
  await before.getByRole('button', { name: 'Guardar otra solicitud con esto' }).click();
  await expect(manager.getByRole('heading', { name: /^Guardamos la solicitud CAT-\d+/ })).toBeVisible();
  await board.reload();
  await expect(cards).toHaveCount(2);
});

test('what was taken and put back is free, although the answer to taking it got lost', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  const take = '**/rpc/stages/take';
  await BadDay.of(kitchen, take, ...Array<Fate>(100).fill('lost'));
  const released = await BadDay.of(kitchen, '**/rpc/stages/release');
  await press(kitchen, 'Tomar', number);
  await expect(ticket(kitchen, number)).toContainText('Sin respuesta, lo reintentamos');
  await press(kitchen, 'Devolver a la cola', number);
  await kitchen.unroute(take);
  await expect.poll(() => released.calls, { timeout: 20_000 }).toBe(1);
  const second = await staff('cocina2');
  await second.goto('/restaurante/cocina');
  await expect(second.getByRole('button', { name: `Tomar, pedido ${number}`, exact: true })).toBeVisible();
  await expect(ticket(second, number)).not.toContainText('Lo tiene');
});

test('an order that was cancelled by a call whose answer got lost is not called unchanged', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const manager = await staff('gerente');
  await manager.goto('/restaurante/pedidos');
  const card = await findCard(manager, number);
  await BadDay.of(manager, '**/rpc/orders/cancel', 'lost');
  await card.getByRole('button', { name: new RegExp(`${number}`) }).first().click();
  await press(manager, 'Cancelar pedido', number);
  const dialog = manager.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Se agotó un producto' }).click();
  await dialog.getByRole('button', { name: 'Cancelar pedido' }).click();
  await expect(manager.getByText(`Pedido ${number}: no sabemos si tu cambio se aplicó.`)).toBeVisible();
  await expect(manager.getByText('esto no se guarda para después')).toHaveCount(0);
  await manager.keyboard.press('Escape');
  await expect(card).toContainText('Cancelado');
});

test('a photograph whose answer got lost is chosen again, and a sheet that was closed meanwhile gets it', async ({ staff }) => {
  const manager = await staff('gerente');
  await manager.goto('/restaurante/carta');
  const open = manager.getByRole('button', { name: 'Plato nuevo' });
  await open.click();
  const sheet = manager.getByRole('dialog', { name: 'Plato nuevo' });
  const name = sheet.getByLabel('Nombre', { exact: true });
  const file = sheet.locator('#plato-foto');
  const shown = sheet.locator('.picture-input img');
  await name.fill('Picarones');
  const day = await BadDay.of(manager, '**/rpc/catalog/keep-picture', 'lost', 'held');
  const photo = await photograph(manager);
  await file.setInputFiles(photo);
  await expect(sheet).toContainText('La imagen no llegó');
  await expect(name).toHaveValue('Picarones');

  // While it goes another time, the dish waits for it, and somebody closes the sheet by a slip.
  await file.setInputFiles(photo);
  const keep = sheet.locator('.sheet__foot').getByRole('button', { name: 'Subiendo la foto…' });
  await keep.click();
  await expect(manager.getByText('Espera a que termine de subir la imagen.')).toBeVisible();
  await expect(sheet).toBeVisible();
  await manager.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await day.releaseNext();
  await expect(manager.getByText('La foto llegó: está con lo que dejaste sin guardar.')).toBeVisible();
  await open.click();
  await expect(name).toHaveValue('Picarones');
  await expect(shown).toHaveAttribute('src', /^\/fotos\/pardos\//);
  expect(day.calls).toBe(2);

  // One that is not wanted any more changes nothing when it arrives.
  const late = await BadDay.of(manager, '**/rpc/catalog/keep-picture', 'held');
  await file.setInputFiles(await photograph(manager));
  await expect(keep).toBeVisible();
  await sheet.getByRole('button', { name: 'Quitar la foto' }).click();
  const answered = manager.waitForResponse('**/rpc/catalog/keep-picture');
  await late.releaseNext();
  await (await answered).finished();
  await expect(shown).toHaveAttribute('src', /^\/assets\/illustrations\/cat_/);
});

test('money whose answer got lost goes back once', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const manager = await staff('gerente');
  const card = await openedCard(manager, number);
  await card.getByRole('button', { name: 'Devolver dinero' }).click();
  const sheet = manager.getByRole('dialog', { name: `Devolver dinero del pedido ${number}` });
  await sheet.getByRole('textbox', { name: 'Monto, en soles' }).fill('4');
  await sheet.getByRole('radio', { name: 'Llegó tarde' }).check();
  await BadDay.of(manager, '**/rpc/payments/give-back', 'lost');
  await sheet.getByRole('button', { name: 'Devolver S/ 4.00' }).click();
  const entries = card.getByText(/Devolución de S\/\s4\.00/);
  await expect(entries).toHaveCount(1);
  await sheet.getByRole('button', { name: 'Volver', exact: true }).click();
  await manager.reload();
  await expect(orderCard(manager, number).getByText(/Devolución de S\/\s4\.00/)).toHaveCount(1);
});
