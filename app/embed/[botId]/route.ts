import { frameScriptSha256, frameStyleSha256 } from '#components/widget/frame.generated.ts'
import { framePage, unavailablePage } from '#components/widget/frame-page.ts'
import { frameHeaders } from '#lib/server/embed/frame-headers.ts'
import { openFrame } from '#lib/server/embed/open-frame.ts'
import { publicRoute } from '#lib/server/route.ts'

/** The chat as a page of its own, made to be framed by the sites its owner allows. */
export const GET = publicRoute(
  async (request, { botId = '' }, { settings }) => {
    const { frame, ancestors, refused } = await openFrame(request, botId)
    const headers = headersFor(ancestors, [new URL(settings.chatUrl).origin])
    if (frame) return new Response(framePage(frame), { headers })
    if (!refused) return notAvailable(headers)
    const page = unavailablePage(`${refused.message} ${refused.nextStep}`)
    return new Response(page, {
      status: 429,
      headers: { ...headers, 'retry-after': `${refused.retryAfter}` },
    })
  },
  () => notAvailable(headersFor('*', [])),
)

function headersFor(ancestors: string, connect: string[]): Record<string, string> {
  return frameHeaders({
    ancestors,
    connect,
    scriptSha256: frameScriptSha256,
    styleSha256: frameStyleSha256,
  })
}

function notAvailable(headers: Record<string, string>): Response {
  const reason = 'It may not be published yet, or it is not meant for this site.'
  return new Response(unavailablePage(reason), { status: 404, headers })
}
