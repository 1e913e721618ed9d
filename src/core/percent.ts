import { type Decimal, decimal, formatDecimal, multiply } from './decimal.ts';

const hundred = decimal(100);

/**
 * A ratio as a person reads it: 0.9995 is `99.95 %`. Further places are cut and not rounded, so that what is almost whole
 * (0.99999) never reads as whole.
 */
export const formatPercent = (ratio: number, places: number): string => {
  const value = multiply(decimal(ratio), hundred);
  return `${formatDecimal(value.scale <= places ? value : cut(value, places))} %`;
};

const cut = ({ digits, scale }: Decimal, places: number): Decimal => {
  const kept = digits / 10n ** BigInt(scale - places);
  return multiply({ digits: kept, scale: places }, decimal(1));
};
