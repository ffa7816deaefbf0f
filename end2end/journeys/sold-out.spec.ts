import { offer } from '../support/storefront';
import { expect, test } from '../support/test';

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
