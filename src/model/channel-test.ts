import type { AlertSeverity } from '../catalogue/alert.ts';
import { type ChannelTestEntry, weekdays } from '../catalogue/channel-test.ts';
import type { Model, TeamModel } from './model.ts';
import type { ChannelTestModel } from './routing-model.ts';

/** The defaults: Tuesday is a working day nearly everywhere, and at 14:00 UTC Europe and America are both at work. */
export const resolveChannelTest = (entry: ChannelTestEntry): ChannelTestModel => ({
  weekday: weekdays.indexOf(entry.weekday ?? 'tuesday'),
  hour: entry.hour ?? 14,
});

/** Its quietest channel: nobody is woken for a test. A team without one for information is told as of a warning. */
export const channelTestSeverity = ({ mail, channels }: TeamModel): AlertSeverity =>
  mail === undefined && channels.info === undefined ? 'warning' : 'info';

/** When a person can expect it. */
export const channelTestText = ({ channelTest }: Model): string => {
  if (channelTest === undefined)
    return 'send one to every team: `amtool alert add AlertChannelTest team=… service=… severity=info`';
  const day = weekdays[channelTest.weekday] ?? '';
  return `\`AlertChannelTest\` fires by itself for every team on the first ${day.replace(/^./, first => first.toUpperCase())} of the month at ${String(channelTest.hour).padStart(2, '0')}:00 UTC; each team confirms that it arrived`;
};
