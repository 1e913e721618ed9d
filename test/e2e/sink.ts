import { createServer } from 'node:http';
import { listenOnLoopback } from './listen.ts';

/** One alert of a message, as Alertmanager's webhook receiver sends it. */
export interface ReceivedAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Message {
  /** Path that it was posted to, without the slash. */
  readonly channel: string;
  readonly alerts: readonly ReceivedAlert[];
}

/** A receiver of webhooks that remembers everything. */
export interface Sink {
  readonly url: string;
  /** What a channel received about an alert, oldest first. */
  readonly received: (channel: string, alertname: string) => readonly ReceivedAlert[];
  readonly close: () => Promise<void>;
}

export const startSink = async (): Promise<Sink> => {
  const messages: Message[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { alerts }: Pick<Message, 'alerts'> = JSON.parse(text);
    messages.push({ channel: (request.url ?? '').slice(1), alerts });
    response.writeHead(200).end();
  });
  const { url, close } = await listenOnLoopback(server);
  return {
    url,
    received: (channel, alertname) =>
      messages
        .filter(message => message.channel === channel)
        .flatMap(({ alerts }) => alerts.filter(({ labels }) => labels['alertname'] === alertname)),
    close,
  };
};
