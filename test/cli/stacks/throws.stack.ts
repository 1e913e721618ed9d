import { shop } from './shop.ts';

const { stack } = shop();

const limits: readonly number[] = [];
const first = (list: readonly number[]): number => {
  const [limit] = list;
  // here:
  if (limit === undefined) throw new Error('there are no limits');
  return limit;
};
first(limits);

export default stack;
