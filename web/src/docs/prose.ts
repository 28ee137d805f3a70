// The little Markdown of the document's descriptions, as paragraphs of pieces: no HTML is made of it. Pure.
export interface Paragraph {
  isCode: boolean;
  pieces: { text: string; isCode: boolean }[];
}

const pieces = (text: string) =>
  text
    .split('`')
    .map((piece, index) => ({ text: piece.replaceAll('**', ''), isCode: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');

/** Blank lines part paragraphs; what is indented by four is code. */
export function paragraphs(text: string): Paragraph[] {
  return text
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      if (!block.startsWith('    '))
        return { isCode: false, pieces: pieces(block.trim().replaceAll('\n', ' ')) };
      const code = block.replace(/^ {4}/gm, '').trimEnd();
      return { isCode: true, pieces: [{ text: code, isCode: true }] };
    });
}
