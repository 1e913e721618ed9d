import type { Block, Page } from './page.ts';

/** A page as Markdown with tables. Pictures are left out: the tables say the same. */
export const printMarkdown = ({ title, blocks }: Page): string =>
  `${[`# ${escaped(title)}`, ...blocks.flatMap(printBlock)].join('\n\n')}\n`;

const printBlock = (block: Block): readonly string[] => {
  switch (block.kind) {
    case 'heading':
      return [`${'#'.repeat(block.level)} ${escaped(block.text)}`];
    case 'text':
      return [escaped(block.text)];
    case 'bars':
      return [];
    case 'table':
      return [
        `${escaped(block.caption)}:`,
        [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)].join('\n'),
      ];
  }
};

const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;

/** Values of labels may hold anything; nothing of it may become markup. */
const escaped = (text: string): string =>
  text.replace(/[\\`*[\]<>|#]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&').replace(/\s+/g, ' ');
