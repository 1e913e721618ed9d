/** Text without the indentation that all of its lines share, and without white space around it. */
export const dedent = (text: string): string => {
  const lines = text
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const depths = lines.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length);
  const shared = Math.min(...depths);
  return lines
    .map(line => line.slice(shared).trimEnd())
    .join('\n')
    .trimStart();
};
