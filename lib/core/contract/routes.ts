import { z } from 'zod'
import { changeBotRequestSchema, createBotRequestSchema } from '../bots/bot.ts'
import { askRequestSchema, stopRequestSchema } from '../chat/message.ts'
import { searchPreviewRequestSchema, searchPreviewSchema } from '../chat/search-preview-result.ts'
import { addDocumentRequestSchema, renameDocumentRequestSchema } from '../documents/document.ts'
import { isId } from '../id.ts'
import { testAnswerSchema } from '../trial/test-answer.ts'
import { answerChunkSchema } from './answer-chunk.ts'
import type { ApiRoute } from './api-route.ts'
import { botListResponseSchema, botResponseSchema, openedBotResponseSchema } from './bots.ts'
import { conversationResponseSchema, renewTicketRequestSchema, ticketResponseSchema } from './chat.ts'
import {
  addedDocumentResponseSchema,
  documentListResponseSchema,
  documentResponseSchema,
  documentTextResponseSchema,
} from './documents.ts'
import { botLookSchema } from './frame-config.ts'

/** Every route of our API. What is refused comes with an `ErrorBody`, whichever it is. */
export const routes = {
  listBots: {
    method: 'GET',
    path: '/api/bots',
    caller: 'owner',
    request: null,
    status: 200,
    response: botListResponseSchema,
  },
  createBot: {
    method: 'POST',
    path: '/api/bots',
    caller: 'owner',
    request: createBotRequestSchema,
    status: 201,
    response: botResponseSchema,
  },
  openBot: {
    method: 'GET',
    path: '/api/bots/[botId]',
    caller: 'owner',
    request: null,
    status: 200,
    response: openedBotResponseSchema,
  },
  changeBot: {
    method: 'PATCH',
    path: '/api/bots/[botId]',
    caller: 'owner',
    request: changeBotRequestSchema,
    status: 200,
    response: botResponseSchema,
  },
  deleteBot: {
    method: 'DELETE',
    path: '/api/bots/[botId]',
    caller: 'owner',
    request: null,
    status: 204,
    response: null,
  },
  listDocuments: {
    method: 'GET',
    path: '/api/bots/[botId]/documents',
    caller: 'owner',
    request: null,
    status: 200,
    response: documentListResponseSchema,
  },
  addDocument: {
    method: 'POST',
    path: '/api/bots/[botId]/documents',
    caller: 'owner',
    request: addDocumentRequestSchema,
    status: 201,
    response: addedDocumentResponseSchema,
  },
  getDocument: {
    method: 'GET',
    path: '/api/bots/[botId]/documents/[documentId]',
    caller: 'owner',
    request: null,
    status: 200,
    response: documentResponseSchema,
  },
  getDocumentText: {
    method: 'GET',
    path: '/api/bots/[botId]/documents/[documentId]/text/[piece]',
    caller: 'owner',
    request: null,
    status: 200,
    response: documentTextResponseSchema,
  },
  renameDocument: {
    method: 'PATCH',
    path: '/api/bots/[botId]/documents/[documentId]',
    caller: 'owner',
    request: renameDocumentRequestSchema,
    status: 200,
    response: documentResponseSchema,
  },
  retryDocument: {
    method: 'POST',
    path: '/api/bots/[botId]/documents/[documentId]/retry',
    caller: 'owner',
    request: null,
    status: 200,
    response: documentResponseSchema,
  },
  deleteDocument: {
    method: 'DELETE',
    path: '/api/bots/[botId]/documents/[documentId]',
    caller: 'owner',
    request: null,
    status: 204,
    response: null,
  },
  previewSearch: {
    method: 'POST',
    path: '/api/bots/[botId]/search-preview',
    caller: 'owner',
    request: searchPreviewRequestSchema,
    status: 200,
    response: searchPreviewSchema,
  },
  askTestQuestion: {
    method: 'POST',
    path: '/api/bots/[botId]/test-question',
    caller: 'owner',
    request: null,
    status: 200,
    response: testAnswerSchema,
  },
  issueOwnerTicket: {
    method: 'POST',
    path: '/api/bots/[botId]/ticket',
    caller: 'owner',
    request: null,
    status: 200,
    response: ticketResponseSchema,
  },
  deleteAccount: {
    method: 'DELETE',
    path: '/api/account',
    caller: 'owner',
    request: null,
    status: 204,
    response: null,
  },
  ask: {
    method: 'POST',
    path: '/api/chat',
    caller: 'ticket',
    request: askRequestSchema.refine(
      ({ conversationId }) => conversationId === null || isId(conversationId),
      {
        path: ['conversationId'],
        error: 'That is no id of ours.',
      },
    ),
    status: 200,
    response: answerChunkSchema,
    streamed: true,
  },
  stopAnswer: {
    method: 'POST',
    path: '/api/chat/stop',
    caller: 'ticket',
    request: stopRequestSchema,
    status: 204,
    response: null,
  },
  getConversation: {
    method: 'GET',
    path: '/api/chat/[conversationId]',
    caller: 'ticket',
    request: null,
    status: 200,
    response: conversationResponseSchema,
  },
  /** The ticket comes in the body: it may have ended. */
  renewTicket: {
    method: 'POST',
    path: '/api/embed/[botId]/ticket',
    caller: 'ticket',
    request: renewTicketRequestSchema,
    status: 200,
    response: ticketResponseSchema,
  },
  health: {
    method: 'GET',
    path: '/api/health',
    caller: 'anybody',
    request: null,
    status: 200,
    response: z.object({
      ok: z.boolean(),
      /** Empty in the shallow form. */
      checks: z.record(z.string(), z.enum(['ok', 'failed', 'slow'])),
    }),
  },
  /** For the button on other people's pages, kept by their visitors' browsers for some minutes. */
  botLook: {
    method: 'GET',
    path: '/api/embed/[botId]/look',
    caller: 'anybody',
    request: null,
    status: 200,
    response: botLookSchema,
    module: true,
  },
} as const satisfies Record<string, ApiRoute>
