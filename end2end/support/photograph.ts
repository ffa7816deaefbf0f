import type { Page } from '@playwright/test';

/** A file as large as a camera makes it, upright, of other colours each time; a page draws it. */
export async function photograph(page: Page) {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3_000, 4_000];
    const context = canvas.getContext('2d')!;
    for (let y = 0; y < 4_000; y += 100) {
      context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
      context.fillRect(0, y, 3_000, 100);
    }
    return canvas.toDataURL('image/jpeg', 0.95);
  });
  return { name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: Buffer.from(url.split(',')[1], 'base64') };
}
