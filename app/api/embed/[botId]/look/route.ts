export { botLook as GET } from '#lib/server/embed/bot-look.ts'
