import { addQuarterChicken, cartLink } from '../support/storefront';
import { registered } from '../support/customers';
import { saved } from '../support/opening';
import { expectSound } from '../support/pages';
import { expect, type Page, test } from '../support/test';

// Of the first restaurant's places no other journey uses this one: what is done here to it disturbs nobody.
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
  const place = manager.getByRole('region', { name: 'Pausa' }).getByRole('listitem').filter({ hasText: PLACE });
  await place.getByRole('button', { name: /^Pausar 30 min/ }).click();
  await expect(place).toContainText('En pausa');
  const said = page.getByRole('status').filter({ hasText: 'Hacemos una pausa' });
  await expect(said).toBeVisible();
  await expect(soon).toBeDisabled();
  await expect(later).toBeChecked();
  await expectSound(page, 'checkout-paused');

  await place.getByRole('button', { name: /^Volver a vender/ }).click();
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
    const tabs = manager.getByRole('group', { name: 'Local' });
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
