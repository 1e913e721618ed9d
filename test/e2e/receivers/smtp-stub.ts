import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';

/** A mail, and what its sender said before. */
export interface ReceivedMail {
  readonly encrypted: boolean;
  /** `user:password` of AUTH PLAIN. */
  readonly login: string;
  readonly from: string;
  readonly to: string;
  /** Header and body as they came. */
  readonly data: string;
}

export interface SmtpStub {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  readonly close: () => Promise<void>;
}

/** A mail server that demands STARTTLS and then a login, takes anything and remembers it. */
export const startSmtpStub = async (certificate: Certificate): Promise<SmtpStub> => {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const converse = (socket: Socket, encrypted: boolean): void => {
    const say = (line: string) => socket.write(`${line}\r\n`);
    let mail = { encrypted, login: '', from: '', to: '', data: '' };
    let inData = false;
    let rest = '';
    const command = (line: string): void => {
      const [verb = ''] = line.split(' ');
      switch (verb.toUpperCase()) {
        case 'EHLO':
          say('250-loopback');
          say(encrypted ? '250 AUTH PLAIN' : '250 STARTTLS');
          return;
        case 'STARTTLS': {
          say('220 go ahead');
          socket.removeListener('data', onData);
          const secure = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(certificate) });
          secure.on('error', () => socket.destroy());
          converse(secure, true);
          return;
        }
        case 'AUTH': {
          const words = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString();
          mail = { ...mail, login: words.split('\0').slice(1).join(':') };
          say('235 welcome');
          return;
        }
        case 'MAIL':
          mail = { ...mail, from: /<(.*?)>/.exec(line)?.[1] ?? '' };
          break;
        case 'RCPT':
          mail = { ...mail, to: /<(.*?)>/.exec(line)?.[1] ?? '' };
          break;
        case 'DATA':
          inData = true;
          say('354 end with a dot');
          return;
        case 'QUIT':
          say('221 bye');
          socket.end();
          return;
      }
      say('250 ok');
    };
    const onData = (chunk: Buffer): void => {
      rest += chunk.toString();
      for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (!inData) command(line);
        else if (line === '.') {
          inData = false;
          mails.push(mail);
          say('250 taken');
        } else mail = { ...mail, data: `${mail.data}${line.replace(/^\./, '')}\r\n` };
      }
    };
    socket.on('data', onData);
  };
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.write('220 loopback\r\n');
    converse(socket, false);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    port: address.port,
    mails,
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
