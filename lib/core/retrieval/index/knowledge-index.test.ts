import { knowledgeIndexContract } from '../../testing/contracts/knowledge-index-contract.ts'
import { memoryKnowledgePlace } from '../../testing/memory-knowledge.ts'

knowledgeIndexContract('knowledge in packs', () => memoryKnowledgePlace('packs', 'itself'))
knowledgeIndexContract('knowledge in packs and a service', () => memoryKnowledgePlace('s3vectors', 'itself'))
knowledgeIndexContract('knowledge where a bot says packs', () => memoryKnowledgePlace('packs', 'setting'))
knowledgeIndexContract('knowledge where a bot says service', () =>
  memoryKnowledgePlace('s3vectors', 'setting'),
)
