/** What one tab tells the others of the same browser: what changed, by the keys of its queries, or that nobody is signed in. */
export type TabNews = { changed: readonly (readonly string[])[] } | 'signed-out'

const CHANNEL = 'docent'

export function tellOtherTabs(news: TabNews): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(news)
  channel.close()
}

export function hearOtherTabs(onNews: (news: TabNews) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<TabNews>) => onNews(data)
  return () => channel.close()
}
