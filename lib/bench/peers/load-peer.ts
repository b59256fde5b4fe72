/**
 * A peer by its package's name. It is there only after its installation, so the compiler knows nothing of it:
 * the caller says which few of its functions it uses.
 */
export async function loadPeer<Peer>(name: PeerName): Promise<Peer> {
  const specifier: string = name
  return (await import(specifier)) as Peer
}

type PeerName = '@lancedb/lancedb' | '@orama/orama' | 'apache-arrow' | 'minisearch' | 'sqlite-vec' | 'usearch'
