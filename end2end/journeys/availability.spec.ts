import { pressUntil } from '../support/console';
import { expectSound } from '../support/pages';
import { expect, test } from '../support/test';

// Of all dishes no other journey orders this one.
const DISH = 'Suspiro';

test('what the kitchen says has run out leaves every page, and comes back', async ({ page, staff }) => {
  await page.goto('/carta/postres');
  const card = page.getByRole('article').filter({ hasText: DISH });
  await expect(card.getByRole('button', { name: /^Agregar/ })).toBeVisible();

  // Two taps from the kitchen.
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await kitchen.getByRole('navigation', { name: 'Pantallas' }).getByRole('link', { name: 'Carta' }).click();
  await expect(kitchen.getByRole('heading', { level: 1, name: 'Carta' })).toBeVisible();
  await expectSound(kitchen, 'console-carta');
  const row = kitchen.getByRole('listitem').filter({ hasText: DISH });
  const gone = row.getByRole('button', { name: /^Se acabó/ });
  await gone.focus();
  await kitchen.keyboard.press('Enter');
  await expect(row).toContainText('Agotado. Vuelve');
  await expect(row.getByRole('button', { name: /^Ya hay/ })).toBeFocused();
  await expect(card).toContainText('Agotado');
  await expect(card.getByRole('button', { name: /^Agregar/ })).toHaveCount(0);

  await pressUntil(row.getByRole('button', { name: 'Sin fecha' }), async () => {
    await expect(row).toContainText('Agotado, sin fecha', { timeout: 1_000 });
  });
  await expectSound(kitchen, 'console-carta-out');
  await kitchen.getByRole('button', { name: /^Agotados/ }).click();
  await expect(row).toBeVisible();
  const back = row.getByRole('button', { name: /^Ya hay/ });
  await pressUntil(back, async () => expect(row).toHaveCount(0, { timeout: 1_000 }));
  await expect(card.getByRole('button', { name: /^Agregar/ })).toBeVisible();
});

test('a driver takes nothing off the carta', async ({ staff }) => {
  const road = await staff('reparto');
  await road.goto('/restaurante/carta');
  await expect(road.getByRole('main')).toContainText('Esta pantalla no es para tu rol');
});
