// The front door of the room.
import type { Room } from '../../web/room.ts'
import { showReading } from './demo.ts'
import { statedAbout, waitingToday } from './pages/about.tsx'
import { pages } from './pages.tsx'
import { underReform } from './under-reform.ts'

export const reading: Room = {
  name: 'reading',
  tables: [
    'reading_text',
    'reading_receipt',
    'reading_proposal',
    'reading_decision',
    'reading_fact',
    'stated_event',
    'stated_event_period',
    'stated_figure',
    'stated_person',
    'stated_document',
    'stated_citation',
    'stated_task',
  ],
  routes: pages,
  menu: [{ label: 'Đọc văn bản', href: '/doc-van-ban', may: 'reading.read', order: 60 }],
  today: waitingToday,
  aboutUnit: statedAbout,
  underReform,
  demo: showReading,
}
