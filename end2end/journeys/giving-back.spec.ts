import { openedCard } from '../support/console';
import { registered } from '../support/customers';
import { expectSound } from '../support/pages';
import { inTheKitchen } from '../support/storefront';
import { expect, test } from '../support/test';

test('a manager gives a dish back in money, and the customer reads why', async ({ page, staff }) => {
  test.slow();
  await registered(page);
  const { orderId, number } = await inTheKitchen(page);
  const manager = await staff('gerente');
  const card = await openedCard(manager, number);
  await card.getByRole('button', { name: 'Devolver dinero' }).click();
  const sheet = manager.getByRole('dialog', { name: `Devolver dinero del pedido ${number}` });
  await expect(sheet).toBeVisible();

  await test.step('what is missing is said where it is missing', async () => {
    await sheet.getByRole('button', { name: 'Devolver dinero' }).click();
    await expect(sheet.getByText('Escribe un monto, como 12.50.')).toBeVisible();
    await expect(sheet.getByRole('textbox', { name: 'Monto, en soles' })).toBeFocused();
    await sheet.getByRole('textbox', { name: 'Monto, en soles' }).fill('9999');
    await sheet.getByRole('button', { name: 'Devolver S/ 9,999.00' }).click();
    await expect(sheet.getByText(/Puedes devolver hasta S\/\s/)).toBeVisible();
  });

  await test.step('a dish is ticked, and the message is shown before it is sent', async () => {
    await sheet.getByRole('checkbox').first().check();
    await sheet.getByRole('textbox', { name: 'Monto, en soles' }).fill('5.90');
    await sheet.getByRole('button', { name: 'Devolver S/ 5.90' }).click();
    await expect(sheet.getByText('Elige el motivo.')).toBeVisible();
    await sheet.getByRole('radio', { name: 'Faltó algo' }).check();
    await expect(sheet.getByText('Faltó algo de lo que pediste, y lo sentimos.')).toBeVisible();
    await sheet.getByRole('textbox', { name: 'Nota para el restaurante' }).fill('Faltó la salsa');
    await expectSound(manager, 'devolver-dinero');
    await sheet.getByRole('button', { name: 'Devolver S/ 5.90' }).click();
    await expect(sheet).toBeHidden();
    await expect(card.getByText(/Devolución de S\/\s5\.90, Gloria: faltó algo\./)).toBeVisible();
    await expect(card.getByText('«Faltó la salsa»')).toBeVisible();
  });

  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByText(/Te devolvimos S\/\s5\.90\./)).toBeVisible();
  await page.goto('/cuenta/avisos');
  await expect(page.getByText('Te devolvemos dinero de tu pedido').first()).toBeVisible();
});
