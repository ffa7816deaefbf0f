import type { APIRequestContext } from '@playwright/test';
import { expect, STAFF_PASSWORD, test } from '../support/test';

/** Sets a dish of the first demo restaurant off the carta, or back, as its manager does from another system. */
async function offer(request: APIRequestContext, product: string, available: boolean) {
  const credentials = { username: 'gerente', password: STAFF_PASSWORD };
  const signedIn = await request.post('/api/login', { data: credentials });
  const { token } = await signedIn.json();
  const headers = { authorization: `Bearer ${token}` };
  const changed = await request.patch(`/api/products/${product}`, { headers, data: { available } });
  expect(changed.ok(), await changed.text()).toBe(true);
}

test('a drink that is off is no choice of a promotion, and is one again when it is back', async ({ page, request }) => {
  await offer(request, 'chicha_1_5l', false);
  try {
    await page.goto('/promociones/tu_eliges');
    const drinks = page.getByRole('group', { name: /Tu bebida de 1.5 l/ });
    const chicha = drinks.getByRole('radio', { name: /Chicha morada de 1.5 l/ });
    await expect(chicha).toBeDisabled();
    await expect(drinks).toContainText('Agotado');
    await drinks.getByRole('radio', { name: /Inca Kola/ }).check();
    // The page hears of it while it is open, and what was chosen stays.
    await offer(request, 'chicha_1_5l', true);
    await expect(chicha).toBeEnabled();
    await expect(drinks.getByRole('radio', { name: /Inca Kola/ })).toBeChecked();

    // What the promotion always has is off: all of it is sold out.
    await offer(request, 'pollo_entero', false);
    await expect(page.getByRole('main')).toContainText('Se agotó por ahora');
    await page.goto('/promociones');
    const card = page.getByRole('link', { name: /Tú Eliges/ });
    await expect(card).toContainText('Agotado');
    await offer(request, 'pollo_entero', true);
    await expect(card).not.toContainText('Agotado');
  } finally {
    await offer(request, 'chicha_1_5l', true);
    await offer(request, 'pollo_entero', true);
  }
});
