/** Host and port at the other end of a connection that leaves the stack. */
export interface ExternalPeer {
  readonly address: string;
  readonly port: string;
}

/** Host and port of an address or URL; without a port, that of the scheme. `scheme` is meant when none is written. */
export const peerOf = (address: string, scheme: 'http' | 'https'): ExternalPeer => {
  const [, written = scheme, host = '', port] =
    /^(?:([a-z]+):\/\/)?(\[[^\]]*\]|[^/:]*)(?::(\d+))?/i.exec(address) ?? [];
  // Brackets keep the colons of an IPv6 address from that of the port.
  return { address: host.replace(/^\[|\]$/g, ''), port: port ?? (written === 'https' ? '443' : '80') };
};
