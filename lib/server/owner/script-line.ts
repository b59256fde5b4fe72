/** The one line that puts a bot on a site; how it looks, the button asks. An id holds nothing that HTML would read. */
export function scriptLine(origin: string, botId: string): string {
  return `<script src="${origin}/docent.js" data-bot="${botId}" async></script>`
}
