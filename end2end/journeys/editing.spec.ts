import { openedCard, ticket } from '../support/console';
import { registered } from '../support/customers';
import { expectSound } from '../support/pages';
import { inTheKitchen } from '../support/storefront';
import { expect, test } from '../support/test';

test('a manager changes what was ordered, and kitchen and customer see it', async ({ page, staff }) => {
  test.slow();
  await registered(page);
  const { orderId, number } = await inTheKitchen(page, { product: 'papas_fritas', qty: 3 });
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, number)).toContainText('Papas fritas');
  const manager = await staff('gerente');
  const card = await openedCard(manager, number);
  await card.getByRole('button', { name: 'Editar', exact: true }).click();
  const save = card.getByRole('button', { name: 'Guardar cambios' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');

  await test.step('a line has one less, and what is added has its choices', async () => {
    await card.getByRole('group', { name: 'Papas fritas' }).getByRole('button', { name: 'Quitar uno' }).click();
    await expect(card.getByText('Eran 3')).toBeVisible();
    await expect(card.getByText('Se devuelve')).toBeVisible();
    await card.getByRole('button', { name: 'Agregar un plato' }).click();
    await card.getByRole('textbox', { name: 'Buscar en la carta' }).fill('cuarto de pollo');
    await card.getByRole('button', { name: /¼ de pollo a la brasa/ }).first().click();
    for (const choice of await card.getByRole('combobox').all()) await choice.selectOption({ index: 1 });
    await card.getByRole('button', { name: 'Agregar al pedido' }).click();
    await expect(card.getByText('Se cobra al entregar')).toBeVisible();
    await expect(card.getByText('2 cambios')).toBeVisible();
    await expectSound(manager, 'editar-pedido');
  });

  await test.step('it is saved with its reason', async () => {
    await save.click();
    await expect(card.getByText('Elige el motivo.')).toBeVisible();
    await card.getByRole('radio', { name: 'El cliente lo pidió' }).check();
    await save.click();
    await expect(card.getByText(/Gloria, el cliente lo pidió: − 1 Papas fritas, \+ 1 ¼ de pollo/)).toBeVisible();
    await expect(card.getByText('Falta cobrar', { exact: true })).toBeVisible();
  });

  await expect(ticket(kitchen, number)).toContainText(/Cambió \d\d:\d\d: − 1 Papas fritas/);
  await expect(ticket(kitchen, number)).toContainText('¼ brasa');
  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByText(/2 × Papas fritas/)).toBeVisible();
  await page.goto('/cuenta/avisos');
  await expect(page.getByText('Cambiamos tu pedido').first()).toBeVisible();
});

test('two managers who change an order at once do not overwrite each other', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page, { product: 'papas_fritas', qty: 3 });
  const manager = await staff('gerente');
  const card = await openedCard(manager, number);
  await card.getByRole('button', { name: 'Editar', exact: true }).click();
  await card.getByRole('group', { name: 'Papas fritas' }).getByRole('button', { name: 'Quitar uno' }).click();
  await card.getByRole('radio', { name: 'Se agotó' }).check();

  const other = await staff('gerente');
  const theirs = await openedCard(other, number);
  await theirs.getByRole('button', { name: 'Editar', exact: true }).click();
  for (const _ of [1, 2]) {
    await theirs.getByRole('group', { name: 'Papas fritas' }).getByRole('button', { name: 'Quitar uno' }).click();
  }
  await theirs.getByRole('radio', { name: 'Se anotó mal' }).check();
  await theirs.getByRole('button', { name: 'Guardar cambios' }).click();
  await expect(theirs.getByText(/Gloria, se anotó mal: − 2 Papas fritas/)).toBeVisible();

  await card.getByRole('button', { name: 'Guardar cambios' }).click();
  await expect(manager.getByText(/Alguien cambió este pedido mientras lo editabas/)).toBeVisible();
  await expect(card.getByText(/Gloria, se anotó mal: − 2 Papas fritas/)).toBeVisible();
});
