import { expectSound } from '../support/pages';
import { photograph } from '../support/photograph';
import { managerOf, restaurant } from '../support/restaurant';
import { expect, test } from '../support/test';

test('a manager makes packages of catering, and the storefront offers them at once', async ({ page, baseURL, visitor, request, browser }) => {
  const { id } = await restaurant(request);
  const here = baseURL!.replace('localhost', `${id}.localhost`);
  const manager = await visitor();
  await managerOf(manager, `${here}/restaurante/ajustes`);
  const card = manager.getByRole('region', { name: 'Catering', exact: true });
  await expect(card).toContainText('Aún no hay paquetes');
  const save = card.getByRole('button', { name: /^(Guardar el catering|Guardando)/ });
  await page.goto(`${here}/catering`);

  // What cannot be used is said beside its field, and nothing is lost.
  await card.getByRole('button', { name: 'Agregar un paquete' }).click();
  const name = card.getByLabel('Nombre del paquete');
  await expect(name).toBeFocused();
  await name.fill('Oficina');
  await card.getByLabel('Qué trae').fill('¼ de pollo para cada uno\n\nPapas y ensalada\n');
  await save.click();
  const price = card.getByLabel('Precio final');
  await expect(price).toHaveAttribute('aria-invalid', 'true');
  await expect(price).toBeFocused();
  await price.fill('28,50');
  await card.getByRole('textbox', { name: 'Personas' }).fill('15');
  await card.getByLabel('Poner una foto').setInputFiles(await photograph(manager));
  await expect(card.getByRole('button', { name: 'Quitar la foto' })).toBeVisible();
  await card.getByLabel('Horas de anticipación').fill('72');
  await card.getByLabel('Cuánto cabe en un día').selectOption('Invitados');
  await card.getByLabel('Como máximo').fill('120');
  await expectSound(manager, 'console-catering-rules');
  await save.click();
  await expect(card).toContainText('Todo está guardado.');
  await expect(card).toContainText('S/ 28.50 por persona, desde 15');

  // The page that somebody has open, and one that comes without any code.
  const offered = page.getByRole('article').filter({ hasText: 'Oficina' });
  await expect(offered).toContainText('28.50');
  await expect(offered.getByRole('listitem')).toHaveText([/¼ de pollo para cada uno/, /Papas y ensalada/]);
  await expect(page.getByRole('main')).toContainText('Con 72 horas como mínimo');
  const still = await browser.newContext({ javaScriptEnabled: false });
  const drawn = await still.newPage();
  await drawn.goto(`${here}/catering`);
  await expect(drawn.getByRole('article').filter({ hasText: 'Oficina' })).toContainText('28.50');
  await still.close();

  // A second one is put first, and the first one goes.
  await card.getByRole('button', { name: 'Editar Oficina' }).click();
  await card.getByRole('button', { name: 'Agregar un paquete' }).click();
  await name.fill('Parrillera');
  await price.fill('420');
  await card.getByRole('radio', { name: /^Entero/ }).check();
  await card.getByRole('button', { name: 'Subir Parrillera' }).click();
  await expect(card.getByRole('button', { name: 'Editar Parrillera' })).toBeFocused();
  await save.click();
  await expect(card).toContainText('Todo está guardado.');
  await expect(page.getByRole('article').first()).toContainText('Parrillera');
  await card.getByRole('button', { name: 'Quitar Oficina' }).click();
  await expect(card.getByRole('button', { name: 'Agregar un paquete' })).toBeFocused();
  await save.click();
  await expect(page.getByRole('article').filter({ hasText: 'Oficina' })).toHaveCount(0);
});
