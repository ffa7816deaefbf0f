import { registered } from '../support/customers';
import { saved } from '../support/opening';
import { expectSound } from '../support/pages';
import { cartLink, keepInCart, priced } from '../support/storefront';
import { expect, test } from '../support/test';

test('a district has its own price, and the place that is near it cooks', async ({ page }) => {
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/carta');
  await cartLink(page).click();
  // Nobody knows yet where it goes.
  await expect(page.getByText('Entrega, según tu distrito')).toBeVisible();
  await page.getByRole('link', { name: 'Continuar' }).click();
  const main = page.getByRole('main');
  const district = main.getByLabel('Distrito');
  await expect(district.locator('option').first()).toHaveText('Elige tu distrito');
  await district.selectOption('San Isidro');
  await expect(main.locator('.totals')).toContainText('S/ 8.00');
  await district.selectOption('Santiago de Surco');
  await expect(main.locator('.totals')).toContainText('S/ 6.00');
  await expect(main.getByText('según tu distrito')).toHaveCount(0);
  await expectSound(page, 'checkout-zone');

  await main.getByLabel('Dirección').fill('Av. Primavera 2390');
  await main.getByRole('radio', { name: /Efectivo/ }).check();
  await main.getByRole('checkbox', { name: /Acepto los términos/ }).check();
  await expect(priced(page, 'Hacer el pedido')).toContainText('S/ 47.90');
  await priced(page, 'Hacer el pedido').click();
  await expect(page).toHaveURL(/\/pedidos\/o_/);
  await expect(page.getByText('S/ 47.90').first()).toBeVisible();
});

test('without a district nothing is ordered', async ({ page }) => {
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  const main = page.getByRole('main');
  await main.getByLabel('Dirección').fill('Calle Mercaderes 100');
  await main.getByRole('checkbox', { name: /Acepto los términos/ }).check();
  await priced(page, 'Ir a pagar').click();
  await expect(main.getByLabel('Distrito')).toHaveAttribute('aria-invalid', 'true');
  await expect(main.getByText('Dinos tu distrito.').first()).toBeVisible();
});

test('a manager says how far the restaurant goes', async ({ page, staff }) => {
  const manager = await staff('gerente');
  await manager.goto('/restaurante/ajustes');
  const zones = manager.getByRole('region', { name: 'Zonas de reparto' });
  await expect(zones).toContainText('Miraflores y Surquillo');
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  const there = page.getByRole('main').getByLabel('Distrito').locator('option', { hasText: 'La Punta' });
  await expect(there).toHaveCount(0);

  await saved(manager, async () => {
    await zones.getByRole('button', { name: 'Agregar zona' }).click();
    await zones.getByLabel('Nombre de la zona').fill('Callao');
    await expect(zones.getByText('Escribe al menos un distrito.')).toBeVisible();
    await zones.getByLabel('Distritos').fill('La Punta, Bellavista');
    await zones.getByLabel('Cobra, en soles').fill('7.50');
    await zones.getByLabel('Minutos de camino').fill('25');
    await expect(zones.getByText('S/ 7.50 · mínimo S/ 0.00 · 25 min de camino')).toBeVisible();
  });
  await expectSound(manager, 'console-zones');
  await expect(there).toHaveCount(1);
  await expect(there).toContainText('S/ 7.50');

  await saved(manager, async () => {
    await zones.getByRole('button', { name: 'Quitar Callao' }).click();
  });
  await expect(there).toHaveCount(0);
});
