// Finding a command by a few letters of it. Pure.

/** How well the letters fit: 0 for not at all, more for a closer fit. */
export function fit(text: string, letters: string): number {
  const wanted = letters.trim().toLowerCase();
  const words = text.toLowerCase();
  if (wanted === '') return 1;
  const at = words.indexOf(wanted);
  if (at === 0) return 4;
  if (at > 0) return words[at - 1] === ' ' ? 3 : 2;
  let from = 0;
  for (const letter of wanted) {
    if (letter === ' ') continue;
    from = words.indexOf(letter, from) + 1;
    if (from === 0) return 0;
  }
  return 1;
}

export function bestFits<Item>(
  items: readonly Item[],
  letters: string,
  textOf: (item: Item) => string,
): Item[] {
  const rated = items.map((item, index) => ({ item, index, rate: fit(textOf(item), letters) }));
  return rated
    .filter(({ rate }) => rate > 0)
    .sort((a, b) => b.rate - a.rate || a.index - b.index)
    .map(({ item }) => item);
}
