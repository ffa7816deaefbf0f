import { press, ticket } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, test } from '../support/test';

/** Twelve cancelled orders, as the tablet of a kitchen keeps them until somebody says that they know. */
const TWELVE = Array.from({ length: 12 }, (_, place) => ({
  orderId: `o_cancelado${place}`,
  number: 90_001 + place,
  lines: [[2, '¼ de pollo a la brasa']],
  by: 'Gloria Quispe',
  reason: 'Se cortó el gas',
}));

test('twelve cancellations leave the queue in reach, and one tap acknowledges all', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.setViewportSize({ width: 1180, height: 820 });
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, number)).toBeVisible();
  await kitchen.evaluate((kept) => localStorage.setItem('consola.cancelados.COOKING', kept), JSON.stringify(TWELVE));
  await kitchen.reload();

  // Others may be cancelled at this moment.
  const banner = kitchen.locator('.stale--cancelled');
  const ours = { hasText: 'Se cortó el gas' };
  await expect(banner).toHaveCount(1);
  await expect(banner.getByRole('alert')).toHaveText(/^Cancelaron \d+ pedidos: 90001, 90002, .*90012.*No los sigas preparando\.$/);
  expect((await banner.boundingBox())!.height).toBeLessThan(820 / 3);

  // The last button of the queue is not under the banner.
  await kitchen.getByRole('main').getByRole('button').last().click({ trial: true });
  await press(kitchen, 'Tomar', number);
  await expect(ticket(kitchen, number)).toContainText('Lo tienes tú');

  // Nor with the list open, which scrolls within itself.
  await banner.getByText('Qué llevaban y por qué').click();
  const rows = banner.getByRole('listitem').filter(ours);
  await expect(rows).toHaveCount(12);
  await expect(rows.first()).toContainText('2 × ¼ de pollo a la brasa');
  await expect(rows.first()).toContainText('Gloria: “Se cortó el gas”');
  expect((await banner.boundingBox())!.height).toBeLessThan(820 * 0.7);
  await kitchen.getByRole('main').getByRole('button').last().click({ trial: true });

  await banner.getByRole('button', { name: 'Enterado de todos' }).click();
  await expect(banner.filter({ hasText: '90001' })).toHaveCount(0);
  await expect(kitchen.getByRole('article').filter(ours)).toHaveCount(0);
  await kitchen.reload();
  await expect(ticket(kitchen, number)).toBeVisible();
  await expect(kitchen.getByRole('article').filter(ours)).toHaveCount(0);
});
