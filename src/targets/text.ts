import { endpointUrl, hostPort, type Site } from '../ir/site.ts';
import type { Piece, Text } from '../ir/workload.ts';

const resolvePiece = (site: Site, reader: string, piece: Piece): string => {
  if (typeof piece === 'string') return piece;
  if ('secretFile' in piece) return site.secretFile(reader, piece.secretFile);
  if ('externalUrl' in piece) return site.externalUrl(piece.externalUrl);
  const endpoint = site.connect(reader, piece.connect, piece.port);
  return piece.bare === true ? hostPort(endpoint) : endpointUrl(endpoint);
};

/** An argument or environment value of a workload with the answers of the site filled in. */
export const resolveText = (site: Site, reader: string, text: Text): string =>
  typeof text === 'string' ? text : text.map(piece => resolvePiece(site, reader, piece)).join('');
