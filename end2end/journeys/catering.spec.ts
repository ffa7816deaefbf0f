import { go } from '../support/console';
import { newCustomer } from '../support/customers';
import { expectSound } from '../support/pages';
import { fillCatering } from '../support/storefront';
import { expect, literally, test } from '../support/test';

test('a company asks for a lunch, wants a change, accepts on a phone, and the kitchen sees it', async ({ page, staff }) => {
  test.slow();
  const { name, email } = newCustomer();
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Catering' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Vamos a tu mesa larga.' })).toBeVisible();
  await page.getByRole('link', { name: 'Elegir Oficina' }).click();

  // What is missing is said in one place, which has the focus, and beside each field.
  await page.getByRole('button', { name: 'Pedir cotización' }).click();
  const summary = page.getByRole('alert').filter({ hasText: /^Falta corregir/ });
  await expect(summary).toBeFocused();
  await expectSound(page, 'catering-wrong');
  await fillCatering(page, name, email);
  await expect(summary).toHaveCount(0);

  // Nothing is lost by a reload, and a double tap sends one request.
  await page.reload();
  await expect(page.getByLabel('Nombre y apellido')).toHaveValue(name);
  await expect(page.getByLabel('Personas', { exact: true })).toHaveValue('40');
  await page.getByRole('button', { name: 'Pedir cotización' }).dblclick();
  await expect(page.getByRole('heading', { name: '¡Listo! Recibimos tu solicitud' })).toBeVisible();
  await expectSound(page, 'catering-sent');
  await page.getByRole('link', { name: 'Ver mi solicitud' }).click();
  await expect(page.getByRole('heading', { name: 'Recibimos tu solicitud' })).toBeVisible();
  const code = /CAT-\d{4}/.exec(await page.getByRole('main').innerText())?.[0] ?? '';
  expect(code).not.toBe('');

  const manager = await staff('gerente');
  await manager.goto('/restaurante/');
  await go(manager, 'Catering');
  await expectSound(manager, 'console-catering');
  const card = manager.getByRole('article').filter({ hasText: literally(code) });
  await expect(card).toHaveCount(1);
  await expect(card).toContainText('Andina');
  await card.getByRole('link', { name: /^Cotizar/ }).click();
  await manager.getByRole('button', { name: 'Agregar Traslado' }).or(manager.getByRole('button', { name: 'Agregar cargo' })).first().click();
  await manager.getByLabel('Qué es').last().fill('Traslado y montaje');
  await manager.getByLabel('Monto en soles').fill('45');
  await expectSound(manager, 'console-quote');
  await manager.getByRole('button', { name: 'Enviar cotización' }).click();
  await expect(manager.getByText('Cotización enviada.')).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Tu cotización está lista' })).toBeVisible();
  await expectSound(page, 'catering-quoted');
  await page.getByRole('button', { name: 'Pedir un cambio' }).click();
  await page.getByLabel('Lo que quieres cambiar').fill('Somos 45 y llegamos a las 12:30.');
  await page.getByRole('button', { name: 'Pedir el cambio' }).click();
  await expect(page.getByRole('heading', { name: 'Estamos ajustando tu cotización' })).toBeVisible();

  // The console shows it without a reload, and quotes again.
  await expect(manager.getByText('Somos 45 y llegamos a las 12:30.').first()).toBeVisible();
  await manager.getByRole('link', { name: 'Cotizar de nuevo' }).first().click();
  await manager.getByLabel('Personas').fill('45');
  await manager.getByLabel('Monto en soles').fill('60');

  // A customer who is about to accept the first quote sees the second one in its place.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: /^Aceptar y separar/ }).first().click();
  const sheet = page.getByRole('dialog');
  const first = await sheet.getByText(/^Todo: /).innerText();
  const accept = sheet.getByRole('button', { name: 'Aceptar e ir a pagar' });
  await accept.focus();
  await manager.getByRole('button', { name: 'Enviar cotización' }).click();
  await expect(sheet.getByRole('alert')).toHaveText(/^La cotización cambió/);
  await expect(accept).toBeFocused();
  await expect(sheet.getByText(/^Todo: /)).not.toHaveText(first);
  await expectSound(page, 'catering-accept');
  // A tap that was meant for the first quote accepts nothing.
  await expect(accept).not.toHaveAttribute('aria-disabled');
  await accept.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Adelanto de tu catering' })).toBeVisible();
  await expectSound(page, 'catering-pay');
  await page.getByRole('button', { name: 'Pagar', exact: true }).click();
  await page.getByRole('button', { name: 'Aprobar pago' }).dblclick();
  await expect(page.getByRole('heading', { name: 'Tu fecha está separada' })).toBeVisible();
  await expectSound(page, 'catering-scheduled');

  // It is an order for its day; it may be begun earlier.
  await go(manager, 'Catering');
  await card.getByRole('link').first().click();
  await manager.getByRole('button', { name: 'Mandar a cocina ahora' }).click();
  await manager.getByRole('dialog').getByRole('button', { name: 'Mandar a cocina ahora' }).click();
  await expect(manager.getByText('Ya está en la cola de la cocina.')).toBeVisible();
  const cook = await staff('cocina');
  await cook.goto('/restaurante/');
  await expect(cook.getByText(`Catering ${code}`).first()).toBeVisible();
  await expect(cook.getByText('Dos personas sin gluten').first()).toBeVisible();
  await expectSound(cook, 'console-kitchen-catering');
});
