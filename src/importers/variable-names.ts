import { pascalCase } from '../core/names.ts';

/** Names that stand in every program for something else already. */
export const reservedVariables = ['stack', 'adopting'] as const;

const keywords =
  /^(?:await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|arguments|eval)$/;

/** A variable for an id: no keyword, and none that is taken. */
export const freeVariable = (id: string, taken: Set<string>): string => {
  const joined = pascalCase(id);
  const plain = /^[A-Z]/.test(joined) ? joined.charAt(0).toLowerCase() + joined.slice(1) : `the${joined}`;
  let free = keywords.test(plain) ? `${plain}1` : plain;
  for (let n = 2; taken.has(free); n += 1) free = `${plain}${n}`;
  taken.add(free);
  return free;
};
