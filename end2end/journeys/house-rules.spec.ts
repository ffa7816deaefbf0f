import { registered } from '../support/customers';
import { expectSound } from '../support/pages';
import { managerOf, restaurant } from '../support/restaurant';
import { cartLink } from '../support/storefront';
import { expect, test } from '../support/test';

test('a manager says which tax, which costs and which words, and the storefront follows', async ({ page, baseURL, visitor, request, browser }) => {
  const { id } = await restaurant(request);
  const here = baseURL!.replace('localhost', `${id}.localhost`);
  const manager = await visitor();
  await managerOf(manager, `${here}/restaurante/ajustes`);
  const card = (name: string) => manager.getByRole('region', { name, exact: true });
  const kept = async (name: string, button: RegExp) => {
    await card(name).getByRole('button', { name: button }).click();
    await expect(card(name)).toContainText('Todo está guardado.');
  };
  await page.goto(here);

  // The ways at the side lead to each part.
  const ways = manager.getByRole('navigation', { name: 'Partes de los ajustes' });
  await ways.getByRole('link', { name: 'Aviso y políticas' }).click();
  await expect(manager.getByRole('heading', { name: 'Aviso y políticas' })).toBeFocused();
  await expect(manager.getByRole('heading', { name: 'Aviso y políticas' })).toBeInViewport();

  // A notice is on every page at once, with its last day behind it no longer.
  const words = card('Aviso y políticas');
  await words.getByLabel('Qué dice').fill('El 24 atendemos hasta las 6');
  await words.getByRole('button', { name: 'Agregar a los términos' }).click();
  await expect(words.getByRole('textbox', { name: 'Título' })).toBeFocused();
  await words.getByRole('textbox', { name: 'Texto', exact: true }).fill('En la terraza, con correa.');
  await words.getByRole('button', { name: 'Guardar textos' }).click();
  await expect(words.getByRole('textbox', { name: 'Título' })).toHaveAttribute('aria-invalid', 'true');
  await words.getByRole('textbox', { name: 'Título' }).fill('Mascotas');
  await expectSound(manager, 'console-store-words');
  await kept('Aviso y políticas', /^Guard/);
  const notice = page.getByRole('complementary', { name: 'Aviso del restaurante' });
  await expect(notice).toHaveText('El 24 atendemos hasta las 6');
  await words.getByLabel('Último día').fill('2026-01-01');
  await kept('Aviso y políticas', /^Guard/);
  await expect(notice).toHaveCount(0);

  // Where customers write, and the tax of a small restaurant.
  const business = card('Negocio y locales');
  await business.getByLabel('Correo para tus clientes').fill('Hola@LaEsquina.pe');
  await business.getByLabel('Impuesto incluido en los precios').selectOption('Restaurante mype con IGV reducido (Ley 31556)');
  await expect(business).toContainText(/Hoy: (10\.5|15|18) %\./);
  await business.getByLabel('Impuesto incluido en los precios').selectOption('Otras tasas');
  // A rate that is added last stands where its day is once it is sent.
  await business.getByRole('button', { name: 'Agregar una tasa' }).click();
  await business.getByLabel('Desde', { exact: true }).last().fill('2025-07-01');
  await business.getByLabel('Tasa, en %').last().fill('cuarenta');
  await business.getByRole('button', { name: 'Guardar datos' }).click();
  const added = business.getByRole('group', { name: 'Tasa desde el 01/07/2025' });
  await expect(added.getByLabel('Tasa, en %')).toHaveAttribute('aria-invalid', 'true');
  await expect(added.getByLabel('Tasa, en %')).toBeFocused();
  await added.getByRole('button', { name: 'Quitar la tasa desde el 01/07/2025' }).click();
  await expect(business.getByRole('group', { name: /^Tasa desde/ })).toHaveCount(5);
  await business.getByLabel('Impuesto incluido en los precios').selectOption('Amazonía, sin IGV (Ley 27037)');
  await expectSound(manager, 'console-taxes');
  await kept('Negocio y locales', /^Guard/);
  await expect(page.getByRole('contentinfo')).toContainText('hola@laesquina.pe');
  await expect(page.getByRole('contentinfo')).not.toContainText('IGV');

  // What bringing costs, and a field that cannot be used.
  const rules = card('Pedidos y metas');
  await rules.getByLabel('Envío').fill('gratis');
  await rules.getByRole('button', { name: 'Guardar reglas' }).click();
  await expect(rules.getByLabel('Envío')).toBeFocused();
  await rules.getByLabel('Envío').fill('4,50');
  await rules.getByLabel('Pedido mínimo').fill('25');
  await rules.getByLabel('Cocina').fill('22');
  await expectSound(manager, 'console-order-rules');
  await kept('Pedidos y metas', /^Guard/);

  // All of it is in the terms, also without any code.
  const still = await browser.newContext({ javaScriptEnabled: false });
  const drawn = await still.newPage();
  await drawn.goto(`${here}/terminos`);
  const terms = drawn.getByRole('article');
  await expect(terms).toContainText('RUC 20100070970. Estamos en Jr. Lima 1, Lima.');
  await expect(terms).toContainText('Escríbenos a hola@laesquina.pe o llámanos al 987 654 321.');
  await expect(terms).toContainText('Reparto: S/ 4.50, pedido desde S/ 25.00.');
  await expect(terms.getByRole('heading', { name: 'Mascotas' })).toBeVisible();
  await expect(terms).toContainText('En la terraza, con correa.');
  await expect(terms).not.toContainText('Demostración');
  await still.close();
});

test('a dish costs more where it is brought, on its page and in the order', async ({ page, baseURL, visitor, request }) => {
  const { id } = await restaurant(request);
  const here = baseURL!.replace('localhost', `${id}.localhost`);
  const manager = await visitor();
  await managerOf(manager, `${here}/restaurante/carta`);
  await manager.locator('.menu__dish').filter({ hasText: 'Pollo entero' }).getByRole('button', { name: /^Editar/ }).click();
  const sheet = manager.getByRole('dialog', { name: 'Pollo entero' });
  await sheet.getByRole('button', { name: 'Agregar otro precio' }).click();
  const price = sheet.getByLabel('Cuesta', { exact: true });
  await expect(price).toBeFocused();
  await expect(price).toHaveValue('59.00');
  await price.fill('64.90');
  // One for everything would be the price itself.
  await sheet.getByLabel('Entrega', { exact: true }).selectOption('Reparto y recojo');
  await sheet.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await expect(sheet.getByLabel('Local', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await sheet.getByLabel('Entrega', { exact: true }).selectOption('Reparto');
  await expectSound(manager, 'console-own-prices');
  await sheet.getByRole('button', { name: 'Guardar en el borrador' }).click();
  await expect(sheet).toBeHidden();

  await registered(page, `${here}/terminos`);
  await page.goto(`${here}/carta`);
  const dish = page.getByRole('article').filter({ hasText: 'Pollo entero' });
  await expect(dish).toContainText('59.00');
  await manager.getByRole('button', { name: /^Publicar \d+ cambio/ }).click();
  await expect(dish).toContainText('64.90');
  // Who picks it up pays what the carta says.
  await dish.getByRole('button', { name: /^Agregar/ }).click();
  await cartLink(page).click();
  await expect(page.locator('.totals')).toContainText('S/ 64.90');
  await page.getByRole('link', { name: 'Continuar' }).click();
  const totals = page.getByRole('main').locator('.totals');
  await expect(totals).toContainText('S/ 64.90');
  await page.getByRole('main').getByText('Recojo en local').click();
  await expect(totals).toContainText('S/ 59.00');
  await expect(totals).not.toContainText('64.90');
});
