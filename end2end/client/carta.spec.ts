import { addQuarterChicken, cartLink } from '../support/storefront';
import { expect, test } from '../support/test';

test('the search finds while one types', async ({ page }) => {
  await page.goto('/carta');
  const search = page.getByRole('searchbox', { name: 'Buscar en la carta' }).filter({ visible: true });
  await expect(search).toBeEditable();
  await search.pressSequentially('corazon');
  await expect(page.getByRole('status').filter({ hasText: '1 plato con “corazon”' })).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('article')).toContainText('Anticuchos de corazón');
  await expect(page).toHaveURL(/\?q=corazon$/);
  await expect(search).toBeFocused();

  await search.fill('chicha');
  await expect(page.getByRole('link', { name: 'Chicha morada grande' })).toBeVisible();
  await search.fill('sushi');
  await expect(page.getByRole('heading', { name: 'No encontramos ese plato' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Ver toda la carta' }).first().click();
  await expect(page.getByRole('heading', { level: 2, name: 'Brasa' })).toBeVisible();
  await expect(search).toHaveValue('');
});

test('what is searched for can be shared and gone back to', async ({ page }) => {
  await page.goto('/carta?q=tequeños');
  await expect(page.getByRole('article')).toHaveCount(2);
  await page.getByRole('link', { name: 'Tequeños de queso, 3 unidades' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tequeños de queso, 3 unidades' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('article')).toHaveCount(2);
});

test('the tabs lead to their categories and follow the scroll', async ({ page }) => {
  await page.goto('/carta');
  const tabs = page.getByRole('navigation', { name: 'Categorías' });
  await expect(tabs.getByRole('link')).toHaveCount(11);
  await expect(tabs.getByRole('link', { name: 'Brasa' })).toHaveAttribute('aria-current', 'true');
  await tabs.getByRole('link', { name: 'Postres' }).click();
  await expect(page).toHaveURL(/\/carta\/postres$/);
  await expect(page.getByRole('heading', { level: 2, name: 'Postres' })).toBeInViewport();
  await expect(tabs.getByRole('link', { name: 'Postres' })).toBeInViewport();
  await page.getByRole('heading', { level: 2, name: 'Parrillero' }).scrollIntoViewIfNeeded();
  await page.goto('/carta/bebidas');
  await expect(page.getByRole('heading', { level: 2, name: 'Bebidas' })).toBeInViewport();
  await expect(tabs.getByRole('link', { name: 'Bebidas' })).toHaveAttribute('aria-current', 'true');
});

test('what there is none of cannot be ordered, and of the last one only one', async ({ page }) => {
  await page.goto('/carta');
  const dish = (name: string) => page.getByRole('article').filter({ has: page.getByRole('link', { name, exact: true }) });
  const gone = dish('Mollejitas a la parrilla');
  await expect(gone).toContainText('Agotado');
  await expect(gone.getByRole('button')).toHaveCount(0);
  await expect(dish('Ensalada César con brasa')).toContainText('No disponible');
  await expect(dish('Ensalada César con brasa').getByRole('button')).toHaveCount(0);

  const last = dish('Tres leches');
  await expect(last).toContainText('Quedan pocos');
  await last.getByRole('button', { name: 'Agregar Tres leches' }).click();
  await expect(last.getByRole('group', { name: 'Cantidad de Tres leches' })).toContainText('1');
  await expect(last.getByRole('button', { name: 'Agregar uno' })).toBeDisabled();

  await gone.getByRole('link').click();
  await expect(page.getByText('Se agotó por ahora. Vuelve más tarde o elige otro plato.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Agregar\s?S\// })).toBeDisabled();
});

test('a promotion says what is missing until everything is chosen', async ({ page }) => {
  await page.goto('/promociones');
  await page.getByRole('link', { name: /Brasa Para Mí/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Brasa Para Mí' })).toBeVisible();
  const add = page.getByRole('button', { name: /^Agregar\s?S\// });
  await expect(add).toBeDisabled();
  await expect(add).toHaveAccessibleDescription(
    'Falta elegir: Tu parte. Falta elegir: Tu acompañamiento. Falta elegir: Tu bebida.',
  );
  await page.getByRole('radio', { name: /Pecho/ }).check();
  await page.getByRole('radio', { name: /Camote en rejilla/ }).check();
  await expect(add).toHaveAccessibleDescription('Falta elegir: Tu bebida.');
  await expect(add).toBeDisabled();
  await page.getByRole('radio', { name: /Chicha morada/ }).check();
  await expect(add).toBeEnabled();
  await expect(add).toContainText('S/ 32.90');
  await add.click();
  await expect(page.getByText('Agregamos Brasa Para Mí.')).toBeVisible();
  await expect(cartLink(page)).toContainText('1 producto');
});

test('two of the same drink fill a promotion', async ({ page }) => {
  await page.goto('/promociones/brasa_para_2');
  await page.getByRole('radio', { name: /Ensalada fresca/ }).check();
  const chicha = page.getByRole('group', { name: 'Cantidad de Chicha morada' });
  const add = page.getByRole('button', { name: /^Agregar\s?S\// });
  await chicha.getByRole('button', { name: 'Agregar uno' }).click();
  await expect(add).toBeDisabled();
  await chicha.getByRole('button', { name: 'Agregar uno' }).click();
  await expect(add).toBeEnabled();
  await expect(chicha.getByRole('button', { name: 'Agregar uno' })).toBeDisabled();
});

test('the cart stays over a reload, and is the same in all tabs', async ({ page, context }) => {
  await page.goto('/carta');
  await addQuarterChicken(page);
  await expect(cartLink(page)).toContainText('1 producto');
  await page.reload();
  await expect(cartLink(page)).toContainText('1 producto');

  const second = await context.newPage();
  await second.goto('/carta/guarniciones');
  await expect(cartLink(second)).toContainText('1 producto');
  await second.getByRole('button', { name: 'Agregar Arroz de la casa' }).click();
  await expect(cartLink(second)).toContainText('2 productos');
  await expect(cartLink(page)).toContainText('2 productos');
  await cartLink(page).click();
  await page.getByRole('button', { name: 'Quitar Arroz de la casa' }).click();
  await expect(cartLink(second)).toContainText('1 producto');
  await expect(second.getByRole('button', { name: 'Agregar Arroz de la casa' })).toBeVisible();
});

test('what was removed by mistake comes back as it was', async ({ page }) => {
  await page.goto('/carta');
  await addQuarterChicken(page);
  await cartLink(page).click();
  const line = page.getByRole('listitem').filter({ hasText: '¼ de pollo a la brasa' });
  await expect(line).toContainText('Pierna, Camote en rejilla, Ensalada fresca, Ají de la casa');
  await page.getByRole('button', { name: 'Quitar ¼ de pollo a la brasa' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tu pedido está vacío' })).toBeVisible();
  await page.getByRole('status').filter({ hasText: 'Quitamos' }).getByRole('button', { name: 'Deshacer' }).click();
  await expect(line).toContainText('Pierna, Camote en rejilla, Ensalada fresca, Ají de la casa');
  await expect(line).toContainText('“Bien dorado”');
});
