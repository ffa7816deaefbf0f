import { press, pressUntil, ticket } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, test } from '../support/test';

for (const width of [390, 1440]) {
  test(`a finger on a new ticket does not move it, ${width} px wide`, async ({ page, staff }) => {
    await registered(page);
    const kitchen = await staff('cocina');
    await kitchen.setViewportSize({ width, height: 844 });
    await kitchen.goto('/restaurante/cocina');
    const head = kitchen.getByRole('main').locator('.console__head');
    await expect(head).toContainText('en espera');
    const { number } = await inTheKitchen(page);
    await expect(ticket(kitchen, number)).toContainText('Nuevo');
    const seen = head.locator('.queue__seen');
    const tall = (await head.boundingBox())!.height;
    // Somebody else may order at this moment.
    await pressUntil(seen, async () => expect(seen).toBeHidden({ timeout: 500 }));
    expect((await head.boundingBox())!.height).toBe(tall);
    await press(kitchen, 'Tomar', number);
    await expect(ticket(kitchen, number)).toContainText('Lo tienes tú');
  });
}
