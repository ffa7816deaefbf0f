import { readFile } from 'node:fs/promises';
import { fillSignIn, registered } from '../support/customers';
import { expectSound } from '../support/pages';
import { inTheKitchen } from '../support/storefront';
import { expect, test } from '../support/test';

test('an address book is chosen from with a tap', async ({ page }) => {
  await registered(page);
  await page.goto('/cuenta');
  for (const [label, line] of [
    ['Casa', 'Av. Larco 345'],
    ['Trabajo', 'Jr. de la Unión 1020'],
  ] as const) {
    await page.getByRole('button', { name: 'Agregar dirección' }).click();
    await page.getByLabel('Nombre de la dirección').fill(label);
    await page.getByRole('main').getByLabel('Dirección', { exact: true }).fill(line);
    await page.getByRole('main').getByLabel(/^Distrito/).fill('Miraflores');
    const addresses = page.getByRole('region', { name: 'Direcciones' });
    await addresses.getByRole('button', { name: 'Guardar', exact: true }).click();
    await expect(page.getByRole('listitem').filter({ hasText: line })).toBeVisible();
    await expect(addresses.getByRole('button', { name: `Editar ${label}` })).toBeFocused();
  }
  await page.getByRole('button', { name: 'Usar primero Trabajo' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'La que usamos primero' })).toContainText('Jr. de la Unión 1020');
  const edit = page.getByRole('button', { name: 'Editar Trabajo' });
  await expect(edit).toBeFocused();
  // Whether it is changed or left as it is, one is back where one was.
  await edit.press('Enter');
  await expect(page.getByLabel('Nombre de la dirección')).toBeFocused();
  await page.getByRole('region', { name: 'Direcciones' }).getByRole('button', { name: 'Cancelar' }).click();
  await expect(edit).toBeFocused();
  await expectSound(page, 'account-addresses');
  await page.getByRole('button', { name: /Entrega a|Elige tu dirección/ }).first().click();
  const saved = page.getByRole('group', { name: 'Tus direcciones guardadas' });
  await saved.getByRole('button', { name: 'Casa' }).click();
  await expect(page.getByRole('dialog').getByLabel('Dirección')).toHaveValue('Av. Larco 345');
});

test('an account takes its data along and is erased', async ({ page, visitor }) => {
  const customer = await registered(page);
  const { orderId, number } = await inTheKitchen(page);
  await page.goto('/cuenta');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Descargar mis datos' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe('mis-datos.json');
  const data = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(data.profile.name).toBe(customer.name);
  expect(data.orders.map((order: { number: number }) => order.number)).toEqual([number]);

  await page.getByText('Eliminar mi cuenta', { exact: true }).click();
  await page.getByLabel('Tu contraseña, para estar seguros').fill('no-es-esta');
  await page.getByRole('button', { name: 'Sí, eliminar mi cuenta' }).click();
  await expect(page.getByLabel('Tu contraseña, para estar seguros')).toHaveAttribute('aria-invalid', 'true');
  await expectSound(page, 'account-closing');
  await page.getByLabel('Tu contraseña, para estar seguros').fill(customer.password);
  await page.getByRole('button', { name: 'Sí, eliminar mi cuenta' }).click();
  await expect(page.getByText('Tu cuenta está cerrada. Gracias por habernos elegido.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ingresar' }).first()).toBeVisible();

  const other = await visitor();
  await other.goto('/ingresar');
  await fillSignIn(other, customer);
  await other.getByRole('button', { name: 'Ingresar', exact: true }).click();
  await expect(other.getByRole('alert')).toBeVisible();
  // What is being cooked is cooked.
  await other.goto(`/pedidos/${orderId}`);
  await expect(other.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
});
