import { randomUUID } from 'node:crypto';
import { pressUntil } from '../support/console';
import { expectSound } from '../support/pages';
import { photograph } from '../support/photograph';
import { expect, type Locator, type Page, test } from '../support/test';

// All managers share one draft.
test.describe.configure({ mode: 'default' });

/** A row of the list of dishes. */
function row(page: Page, dish: string) {
  return page.locator('.menu__dish').filter({ hasText: dish });
}

/** Presses a button that asks to be pressed again, until what it closes is closed. */
async function pressTwice(button: Locator, closes: Locator) {
  await button.click();
  await pressUntil(button, async () => expect(closes).toBeHidden({ timeout: 1_000 }));
}

async function openCarta(manager: Page) {
  await manager.goto('/restaurante/carta');
  await expect(manager.getByRole('heading', { level: 1, name: 'Carta' })).toBeVisible();
}

async function publish(manager: Page) {
  await manager.getByRole('button', { name: /^Publicar \d+ cambio/ }).click();
  await expect(manager.getByRole('button', { name: /^Publicar/ })).toHaveCount(0);
}

test('a manager adds a dish, changes its price and takes it off; customers see what is published', async ({
  page,
  staff,
}) => {
  const dish = `Mazamorra ${randomUUID().slice(0, 8)}`;
  await page.goto('/carta/postres');
  const card = page.getByRole('article').filter({ hasText: dish });
  await expect(page.getByRole('article').first()).toBeVisible();

  const manager = await staff('gerente');
  await openCarta(manager);
  await manager.getByRole('button', { name: 'Plato nuevo' }).click();
  const sheet = manager.getByRole('dialog', { name: 'Plato nuevo' });
  // What is missing is said beside its field, and what was typed stays.
  await sheet.getByLabel('Precio').fill('9,50');
  await sheet.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await expect(sheet.getByLabel('Nombre', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await sheet.getByLabel('Nombre', { exact: true }).fill(dish);
  await sheet.getByLabel('Sección').selectOption({ label: 'Postres' });
  await sheet.getByRole('button', { name: 'Grupo de opciones' }).click();
  await expect(sheet.getByLabel('Nombre del grupo')).toBeFocused();
  await sheet.getByLabel('Nombre del grupo').fill('Tamaño');
  await sheet.getByLabel('Opción', { exact: true }).fill('Chico');
  await sheet.getByRole('button', { name: 'Opción', exact: true }).click();
  await sheet.getByLabel('Opción', { exact: true }).nth(1).fill('Grande');
  await sheet.getByLabel('Cuesta más').nth(1).fill('3');
  await sheet.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await expect(sheet).toBeHidden();
  await expect(row(manager, dish)).toContainText('Nuevo, sin publicar');
  await expect(card).toHaveCount(0);
  await publish(manager);
  await expect(row(manager, dish)).toContainText('A la venta');

  // It is on the open page of a customer, without another look.
  await expect(card).toContainText('9.50');
  await card.getByRole('link').first().click();
  await page.getByRole('radio', { name: /^Grande/ }).check();
  await page.getByRole('button', { name: /^Agregar/ }).last().click();
  await page.goto('/pedido');
  await expect(page.getByRole('main')).toContainText('12.50');

  // A price that changes is shown where the dish lies in a cart.
  await row(manager, dish).getByRole('button', { name: `Editar: ${dish}` }).click();
  const edited = manager.getByRole('dialog', { name: dish });
  await edited.getByLabel('Precio').fill('10.50');
  await edited.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await expect(row(manager, dish)).toContainText('Antes S/ 9.50');
  await manager.getByRole('button', { name: 'Ver cambios' }).click();
  const changes = manager.getByRole('dialog', { name: 'Cambios sin publicar' });
  await expect(changes).toContainText(/Precio: S\/.9\.50 → S\/.10\.50/);
  await expectSound(manager, 'console-menu-changes');
  await changes.getByRole('button', { name: /^Publicar/ }).click();
  await expect(changes).toBeHidden();
  await expect(page.getByRole('main')).toContainText('13.50');

  // Served on one day of the week, which is not today: where it lies in a cart that is said, and the kitchen has its own name for it.
  await row(manager, dish).getByRole('button', { name: `Editar: ${dish}` }).click();
  await edited.getByLabel('En cocina').fill('Mazamorra');
  await edited.getByLabel('Solo a ciertas horas').check();
  const today = new Date((await page.request.get('/')).headers()['date']!).getUTCDay();
  const days = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'];
  const served = days[(today + 3) % 7]!;
  for (const day of days.filter((day) => day !== served)) await edited.getByRole('checkbox', { name: day }).uncheck();
  await expectSound(manager, 'console-menu-hours');
  await edited.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await publish(manager);
  await expect(row(manager, dish)).toContainText('En cocina: Mazamorra');
  await expect(page.getByRole('main')).toContainText(`se sirve ${served} 12:00–16:00. Pídelo para esa hora.`);
  await expect(page.getByRole('link', { name: 'Elegir hora' })).toBeVisible();
  await row(manager, dish).getByRole('button', { name: `Editar: ${dish}` }).click();
  await expect(edited.getByRole('checkbox', { name: served })).toBeChecked();
  await edited.getByLabel('Solo a ciertas horas').uncheck();
  await edited.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await publish(manager);
  await expect(page.getByRole('main')).toContainText('13.50');

  // A change can be taken back before anybody has seen it.
  await row(manager, dish).getByRole('button', { name: `Editar: ${dish}` }).click();
  await edited.getByLabel('Descripción').fill('Con canela.');
  await edited.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await manager.getByRole('button', { name: 'Ver cambios' }).click();
  await changes.getByRole('button', { name: `Deshacer: ${dish}` }).click();
  await expect(changes).toBeHidden();
  await expect(manager.getByRole('button', { name: /^Publicar/ })).toHaveCount(0);

  // How many there are counts at once.
  await row(manager, dish).getByRole('button', { name: `Editar: ${dish}` }).click();
  await edited.getByLabel('Quedan').fill('2');
  await edited.getByRole('button', { name: 'Guardar', exact: true }).click();
  await expect(row(manager, dish)).toContainText('Quedan 2');
  await pressTwice(edited.getByRole('button', { name: /^(Retirar|¿Retirar)/ }), edited);
  await publish(manager);
  await expect(row(manager, dish)).toHaveCount(0);
  await expect(page.getByRole('main')).not.toContainText('13.50');
});

test('a table is looked at, corrected, taken and forgotten', async ({ staff }) => {
  const dish = `Sancochado ${randomUUID().slice(0, 8)}`;
  const manager = await staff('gerente');
  await openCarta(manager);
  await manager.getByRole('button', { name: 'CSV: la carta como tabla' }).click();
  const sheet = manager.getByRole('dialog', { name: 'La carta como tabla (CSV)' });
  const file = manager.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Descargar CSV' }).click();
  expect((await file).suggestedFilename()).toMatch(/^carta-\d{4}-\d{2}-\d{2}\.csv$/);

  const text = sheet.getByLabel('Pega aquí la tabla, con sus títulos');
  await text.fill(`Sección\tPlato\tPrecio\nPostres\t${dish}\tcaro\n`);
  await sheet.getByRole('button', { name: 'Revisar' }).click();
  const bad = sheet.getByRole('row').filter({ hasText: dish });
  await expect(bad).toContainText('Precio: Escribe un precio como 25.90.');
  await expect(sheet.getByRole('button', { name: /^Llevar/ })).toHaveCount(0);
  await expectSound(manager, 'console-menu-table');
  await sheet.getByLabel('O elige un archivo CSV').setInputFiles({
    name: 'carta.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`Sección;Plato;Precio\nPostres;${dish};18,50\n`),
  });
  await expect(text).toHaveValue(/18,50/);
  await sheet.getByRole('button', { name: 'Revisar' }).click();
  await sheet.getByRole('button', { name: 'Llevar 1 plato al borrador' }).click();
  await expect(sheet).toBeHidden();
  await expect(row(manager, dish)).toContainText('Nuevo, sin publicar');

  // The sections are put in order by keyboard.
  await manager.getByRole('button', { name: 'Secciones' }).click();
  const sections = manager.getByRole('dialog', { name: 'Secciones' });
  const names = sections.getByLabel('Nombre de la sección');
  const second = await names.nth(1).inputValue();
  await sections.getByRole('button', { name: `Subir: ${second}`, exact: true }).focus();
  await manager.keyboard.press('Enter');
  await expect(names.first()).toHaveValue(second);
  await sections.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await expect(sections).toBeHidden();

  await manager.getByRole('button', { name: 'Ver cambios' }).click();
  const changes = manager.getByRole('dialog', { name: 'Cambios sin publicar' });
  await expect(changes).toContainText('otro orden');
  await pressTwice(changes.getByRole('button', { name: /^¿?Descartar/ }), changes);
  await expect(row(manager, dish)).toHaveCount(0);
});

test('a manager makes a promotion of dishes, and it is sold on its days', async ({ page, staff }) => {
  const name = `Dúo ${randomUUID().slice(0, 8)}`;
  const manager = await staff('gerente');
  await openCarta(manager);
  await manager.getByRole('button', { name: 'Promoción nueva' }).click();
  const sheet = manager.getByRole('dialog', { name: 'Promoción nueva' });
  await sheet.getByLabel('Nombre', { exact: true }).fill(name);
  await sheet.getByLabel('Precio', { exact: true }).fill('15');
  await sheet.getByRole('button', { name: 'Plato', exact: true }).click();
  await sheet.getByLabel('Plato', { exact: true }).selectOption({ label: 'Suspiro a la limeña' });
  await sheet.getByLabel('Cantidad').fill('2');
  await expectSound(manager, 'console-menu-promotion');
  await sheet.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await expect(sheet).toBeHidden();
  await publish(manager);
  await page.goto('/promociones');
  await expect(page.getByRole('link').filter({ hasText: name })).toContainText('15.00');

  await manager.getByRole('button', { name: `Editar: ${name}` }).click();
  const edited = manager.getByRole('dialog', { name });
  await pressTwice(edited.getByRole('button', { name: /^(Retirar|¿Retirar)/ }), edited);
  await publish(manager);
  await expect(page.getByRole('link').filter({ hasText: name })).toHaveCount(0);
});

test('a dish gets a photograph, which customers see in place of the drawing', async ({ page, staff }) => {
  const dish = `Picarones ${randomUUID().slice(0, 8)}`;
  const manager = await staff('gerente');
  await openCarta(manager);
  await manager.getByRole('button', { name: 'Plato nuevo' }).click();
  const sheet = manager.getByRole('dialog', { name: 'Plato nuevo' });
  const file = sheet.getByLabel(/^(Poner|Cambiar|Subiendo) (una|la) foto/);
  const shown = sheet.locator('.picture-input img');
  await sheet.getByLabel('Sección').selectOption({ label: 'Postres' });
  await expect(shown).toHaveAttribute('src', '/assets/illustrations/cat_postres.svg');

  // What is no photograph is said beside it, before anything is sent, and what was typed stays.
  await sheet.getByLabel('Nombre', { exact: true }).fill(dish);
  await sheet.getByLabel('Precio').fill('12');
  await file.setInputFiles({
    name: 'foto.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  });
  await expect(sheet).toContainText('Ese archivo no es una imagen que podamos leer.');
  await expect(sheet.getByLabel('Nombre', { exact: true })).toHaveValue(dish);

  // A photograph, as large as a camera makes one: it is cut and made smaller here, and shown as it will be seen.
  await file.setInputFiles(await photograph(page));
  await expect(shown).toHaveAttribute('src', /^\/fotos\/[a-z0-9_-]+\/[0-9a-f]{32}-640\.jpg$/);
  await expect(sheet.getByRole('button', { name: 'Quitar la foto' })).toBeVisible();
  const natural = () => shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]);
  await expect.poll(natural).toEqual([640, 480]);
  const address = (await shown.getAttribute('src'))!;
  const larger = await manager.request.get(address.replace('-640.', '-1280.'));
  expect(larger.headers()['cache-control']).toContain('immutable');
  await expectSound(manager, 'console-menu-photo');
  await sheet.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await expect(sheet).toBeHidden();
  await publish(manager);

  await page.goto('/carta/postres');
  const card = page.getByRole('article').filter({ hasText: dish });
  const picture = card.getByRole('presentation');
  await expect(picture).toHaveAttribute('src', /^\/fotos\//);
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640);
  // It stands for its category too, and its own page shows the larger size where there is room.
  await card.getByRole('link').first().click();
  const large = page.getByRole('img', { name: dish });
  await expect(large).toHaveAttribute('srcset', /-640\.jpg 640w, \/fotos\/.*-1280\.jpg 1280w$/);
  await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);

  // Without it the drawing is back.
  await row(manager, dish).getByRole('button', { name: `Editar: ${dish}` }).click();
  const edited = manager.getByRole('dialog', { name: dish });
  await edited.getByRole('button', { name: 'Quitar la foto' }).click();
  await expect(edited.getByLabel('Poner una foto')).toBeFocused();
  await edited.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await publish(manager);
  await expect(page.getByRole('img', { name: dish })).toHaveAttribute('src', '/assets/illustrations/cat_postres.svg');
  await manager.getByRole('button', { name: `Editar: ${dish}` }).click();
  await pressTwice(edited.getByRole('button', { name: /^(Retirar|¿Retirar)/ }), edited);
  await publish(manager);
});
