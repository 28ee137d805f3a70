// The icon of the page, with the number of unread messages on it.
const edge = 64;
let plain = '';
let wanted = 0;

function badge(context: CanvasRenderingContext2D, text: string): void {
  const radius = text.length > 2 ? 26 : 22;
  context.fillStyle = '#cf2f36';
  context.beginPath();
  context.arc(edge - radius, edge - radius, radius, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = '#ffffff';
  context.font = `700 ${text.length > 2 ? 24 : 30}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, edge - radius, edge - radius + 2);
}

async function drawn(count: number): Promise<string> {
  const image = new Image(edge, edge);
  image.src = plain;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = edge;
  const context = canvas.getContext('2d');
  if (!context) return plain;
  context.drawImage(image, 0, 0, edge, edge);
  badge(context, count > 99 ? '99+' : String(count));
  return canvas.toDataURL('image/png');
}

/** The newest count wins, however long the drawing of an older one takes. */
export async function showCount(count: number): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  plain ||= link.href;
  wanted = count;
  const href = count === 0 ? plain : await drawn(count).catch(() => plain);
  if (count !== wanted || link.href === href) return;
  link.type = href === plain ? 'image/svg+xml' : 'image/png';
  link.href = href;
}
