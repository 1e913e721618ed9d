/** Receivers that Alertmanager 0.28 lacks. Upstream has jira since 0.28, Debian's build of that release leaves it out. */
export const absentIn28: readonly string[] = ['incidentio', 'jira', 'mattermost', 'wechat'];
