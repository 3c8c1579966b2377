// The front door of the documents room.
import type { Room } from '../../web/room.ts'
import { composeOwn, composeReport } from './acts.ts'
import { demo } from './demo.ts'
import { documentRoutes } from './pages.tsx'

export const documents: Room = {
  name: 'documents',
  tables: ['document', 'document_letterhead'],
  routes: documentRoutes,
  menu: [{ label: 'Văn bản', href: '/van-ban', may: 'documents.read', order: 50 }],
  composes: { composeOwn, composeReport },
  demo,
}
