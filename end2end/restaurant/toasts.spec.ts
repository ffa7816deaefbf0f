import { work } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, test } from '../support/test';

/** Longer than any message stays by itself. */
const LONG_MS = 12_000;

test('what can be undone stays while somebody points at it or has the focus in it', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.clock.install();
  await kitchen.goto('/restaurante/cocina');
  await work(kitchen, number);
  const toast = kitchen.locator('.toast', { hasText: `El pedido ${number} pasó a empaque.` });
  const undo = toast.getByRole('button', { name: 'Deshacer' });

  await toast.hover();
  await kitchen.clock.runFor(LONG_MS);
  await expect(undo).toBeVisible();
  await undo.focus();
  await kitchen.mouse.move(5, 5);
  await kitchen.clock.runFor(LONG_MS);
  await expect(undo).toBeFocused();

  // It is used in the end, and the focus goes to the screen, not to the beginning of the page.
  await kitchen.keyboard.press('Enter');
  await expect(toast).toHaveCount(0);
  await expect(kitchen.getByRole('main')).toBeFocused();
  await expect(kitchen.getByText(`El pedido ${number} volvió a cocina.`)).toBeVisible();

  // Nobody needs this one.
  await kitchen.clock.runFor(LONG_MS);
  await expect(kitchen.locator('.toast', { hasText: `El pedido ${number} volvió a cocina.` })).toHaveCount(0);
});
