const block =
  /\{\{\s*with\s+\$labels\.(\w+)\s*\}\}((?:(?!\{\{-?\s*(?:with|if|range|else|end)\b)[\s\S])*)\{\{\s*end\s*\}\}/g;

/** The dot and what hangs on it: inside of a block they mean the label and no longer the alert. */
const dotted = /\{\{[^}]*(?<![\w$)"`])\.(?!\d)/;

/**
 * A Go template without its blocks `{{ with $labels.x }}…{{ end }}`: their text where the label is there, nothing where
 * it is not. Blocks with an `else`, with others inside, or that use the dot stay as they are.
 */
export const withBlocks = (template: string, isThere: (label: string) => boolean): string =>
  template.replace(block, (whole, label: string, text: string) => {
    if (dotted.test(text)) return whole;
    return isThere(label) ? text : '';
  });
