const two = (n: number): string => String(n).padStart(2, '0');

/** `14:05`, with the day before it where the range is longer than one. Always UTC, as the page says. */
export const clock = (seconds: number, range: number): string => {
  const date = new Date(seconds * 1_000);
  const day = `${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  if (range <= 600) return `${time}:${two(date.getUTCSeconds())}`;
  if (range <= 86_400) return time;
  return range <= 14 * 86_400 && date.getUTCHours() + date.getUTCMinutes() > 0 ? `${day} ${time}` : day;
};
