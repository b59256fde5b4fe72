export { health as GET } from '#lib/server/health.ts'
