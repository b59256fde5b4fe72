import { frameScriptSha256, frameStyleSha256 } from '#components/widget/frame.generated.ts'
import { framePage, unavailablePage } from '#components/widget/frame-page.ts'
import { frameHeaders } from '#lib/server/embed/frame-headers.ts'
import { openFrame } from '#lib/server/embed/open-frame.ts'
import { publicRoute } from '#lib/server/route.ts'

/** The chat as a page of its own, made to be framed by the sites its owner allows. */
export const GET = publicRoute(async (request, { botId = '' }, deps) => {
  const { frame, ancestors } = await openFrame(request, botId)
  const headers = frameHeaders({
    ancestors,
    connect: [new URL(deps.settings.chatUrl).origin],
    scriptSha256: frameScriptSha256,
    styleSha256: frameStyleSha256,
  })
  const page = frame
    ? framePage(frame)
    : unavailablePage('It may not be published yet, or it is not meant for this site.')
  return new Response(page, { status: frame ? 200 : 404, headers })
})
